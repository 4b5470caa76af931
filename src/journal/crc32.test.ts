import { crc32 as reference } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { crc32 } from './crc32.ts'

it('agrees with zlib on the check value of the standard', () => {
  const bytes = new TextEncoder().encode('123456789')
  expect(crc32(bytes, 0, 9)).toBe(0xcbf43926)
})

it('agrees with zlib on any part of any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(40), (bytes, from) => {
      const start = Math.min(from, bytes.length)
      expect(crc32(bytes, start, bytes.length)).toBe(reference(bytes.subarray(start)))
    }),
  )
})
