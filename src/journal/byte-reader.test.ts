import { expect, it } from 'vitest'
import { ByteReader } from './byte-reader.ts'
import { ByteWriter } from './byte-writer.ts'

function readerOf(...bytes: number[]): ByteReader {
  const reader = new ByteReader()
  reader.reset(Uint8Array.from(bytes), 0, bytes.length)
  return reader
}

/** Text as `ByteWriter` writes it. */
function textOf(...bytes: number[]): ByteReader {
  return readerOf(bytes.length, 0, 0, 0, ...bytes)
}

it('reads each kind of number from the very first byte', () => {
  expect(readerOf(7).u8()).toBe(7)
  expect(readerOf(1, 2).u16()).toBe(513)
  expect(readerOf(1, 0, 0, 255).u32()).toBe(0xff00_0001)
  expect(readerOf(0, 0, 0, 0, 0, 0, 240, 63).f64()).toBe(1)
  expect(readerOf(...Array<number>(8).fill(255)).i64()).toBe(-1n)
})

it('says how much is left, and is complete when nothing is', () => {
  expect(new ByteReader().isComplete).toBe(true)
  const reader = readerOf(1, 2, 3)
  expect([reader.left, reader.isComplete]).toEqual([3, false])
  reader.u8()
  expect(reader.left).toBe(2)
  reader.u16()
  expect([reader.left, reader.isComplete]).toEqual([0, true])
})

it('reads what is not there as nothing, and is spoilt from then on', () => {
  for (const [read, nothing] of [
    [(reader: ByteReader) => reader.u8(), 0],
    [(reader: ByteReader) => reader.u16(), 0],
    [(reader: ByteReader) => reader.u32(), 0],
    [(reader: ByteReader) => reader.f64(), 0],
    [(reader: ByteReader) => reader.i64(), 0n],
    [(reader: ByteReader) => reader.text(), ''],
  ] as const) {
    const reader = readerOf()
    expect([read(reader), reader.isComplete]).toEqual([nothing, false])
  }
  const cut = readerOf(3, 0, 0, 0, 65, 66)
  expect([cut.text(), cut.left, cut.isComplete]).toEqual(['', 0, false])
})

it('takes for a count, a whole number or a choice only what is one', () => {
  const writer = new ByteWriter(8)
  const of = (value: number): ByteReader => {
    writer.cut(0)
    writer.f64(value)
    return readerOf(...writer.written())
  }
  for (const [value, count, whole] of [
    [0, 0, 0],
    [5, 5, 5],
    [-1, undefined, -1],
    [0.5, undefined, undefined],
    [2 ** 53, undefined, undefined],
  ] as const) {
    const [counted, wholly] = [of(value), of(value)]
    expect([counted.count(), counted.isComplete]).toEqual([count ?? 0, count !== undefined])
    expect([wholly.whole(), wholly.isComplete]).toEqual([whole ?? 0, whole !== undefined])
  }
  for (const [byte, chosen] of [
    [0, 'a'],
    [1, 'b'],
    [2, undefined],
  ] as const) {
    const reader = readerOf(byte)
    expect([reader.choice(['a', 'b']), reader.isComplete]).toEqual([
      ...[chosen ?? 'a', chosen !== undefined],
    ])
  }
})

it('gives text back letter by letter, a byte order mark too, and declines what is no UTF-8', () => {
  for (const text of ['', 'a', '\u007f', '\u0080', '\ufeffé', 'x'.repeat(64), 'y'.repeat(65)]) {
    const reader = textOf(...new TextEncoder().encode(text))
    expect([reader.text(), reader.isComplete]).toEqual([text, true])
  }
  for (const bytes of [[0xff], [65, 0xc3], [0xed, 0xa0, 0x80]]) {
    const reader = textOf(...bytes)
    expect([reader.text(), reader.isComplete]).toEqual(['', false])
  }
})

it('starts over unspoilt on other bytes', () => {
  const reader = readerOf()
  reader.u8()
  reader.reset(Uint8Array.of(1, 2, 3), 1, 9)
  expect([reader.u16(), reader.isComplete]).toEqual([0x0302, true])
})
