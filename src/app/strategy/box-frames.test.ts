import fc from 'fast-check'
import { expect, it } from 'vitest'
import { frameOf, FrameReader } from './box-frames.ts'

it('gives frames back however the bytes are cut', () => {
  const bodies = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 })
  fc.assert(
    fc.property(bodies, fc.array(fc.integer({ min: 1, max: 20 })), (sent, cuts) => {
      const bytes = sent.flatMap((body) => [...frameOf(body)])
      const came: Uint8Array[] = []
      const reader = new FrameReader(40, (body) => void came.push(body.slice()))
      for (let at = 0, n = 0; at < bytes.length; n += 1) {
        const length = cuts[n % Math.max(1, cuts.length)] ?? bytes.length
        expect(reader.take(Uint8Array.from(bytes.slice(at, at + length)))).toBe(true)
        at += length
      }
      expect(came.map((body) => [...body])).toEqual(sent.map((body) => [...body]))
    }),
  )
})

it('takes no frame that is longer than it may be, at its first four bytes', () => {
  const reader = new FrameReader(10, () => {})
  expect(reader.take(Uint8Array.of(11, 0, 0, 0))).toBe(false)
  expect(new FrameReader(10, () => {}).take(Uint8Array.of(255, 255, 255, 255))).toBe(false)
})
