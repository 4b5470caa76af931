import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nonceTime } from './kraken-time.ts'

it('reads the time of a nonce by its length', () => {
  const us = 1_700_000_000_123_456
  expect(nonceTime('1700000000')).toBe(1_700_000_000_000_000)
  expect(nonceTime('1700000000123')).toBe(1_700_000_000_123_000)
  expect(nonceTime(String(us))).toBe(us)
  expect(nonceTime(`${us}789`)).toBeCloseTo(us, -2)
  expect(nonceTime('12345')).toBeUndefined()
})

it('takes any digits for a nonce', () => {
  const digits = fc.stringMatching(/^\d{1,20}$/)
  fc.assert(
    fc.property(digits, (nonce) => Number.isSafeInteger(nonceTime(nonce) ?? 0)),
    { examples: [['9999999999'], ['9999999999999'], ['9999999999999999']] },
  )
})
