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
