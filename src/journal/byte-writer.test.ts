import { expect, it } from 'vitest'
import { ByteWriter } from './byte-writer.ts'

it('grows by whatever is written next', () => {
  for (const [write, bytes] of [
    [(writer: ByteWriter) => writer.u8(7), [7]],
    [(writer: ByteWriter) => writer.u16(513), [1, 2]],
    [(writer: ByteWriter) => writer.f64(1), [0, 0, 0, 0, 0, 0, 240, 63]],
    [(writer: ByteWriter) => writer.i64(-1n), Array<number>(8).fill(255)],
    [(writer: ByteWriter) => writer.text('aé'), [3, 0, 0, 0, 97, 195, 169]],
    [(writer: ByteWriter) => writer.raw(Uint8Array.of(1, 2, 3)), [1, 2, 3]],
    [(writer: ByteWriter) => void writer.skip(3), [0, 0, 0]],
  ] as const)
    for (const capacity of [0, 1, bytes.length, 100]) {
      const writer = new ByteWriter(capacity)
      write(writer)
      write(writer)
      expect([capacity, ...writer.written()]).toEqual([capacity, ...bytes, ...bytes])
    }
})
