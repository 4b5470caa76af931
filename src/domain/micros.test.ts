import { expect, it } from 'vitest'
import { InvariantError } from '../base/index.ts'
import { dayUs, formatInterval, formatTime, micros, minuteUs, parseInterval } from './micros.ts'

it('is whole microseconds, and crashes on anything else', () => {
  expect(micros(-5)).toBe(-5)
  for (const wrong of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
    expect(() => micros(wrong)).toThrow(InvariantError)
})

it('is read by people to the second, in UTC', () => {
  expect(formatTime(micros(1_706_745_540_999_999))).toBe('2024-01-31 23:59:00')
})

it.each([
  ['1s', 1_000_000],
  ['90s', 90_000_000],
  ['5m', 5 * minuteUs],
  ['36h', 36 * 60 * minuteUs],
  ['9999d', 9_999 * dayUs],
  ['2w', 14 * dayUs],
] as const)('reads and writes %s', (text, us) => {
  expect(parseInterval(text)).toBe(us)
  expect(parseInterval(formatInterval(us))).toBe(us)
})

it.each(['', 'm', '5', '0m', '05m', '5 m', '5min', 'x5m', '5mx', '10000m', '1.5h', '-1h', '5y'])(
  'is no interval: %s',
  (text) => expect(parseInterval(text)).toBeUndefined(),
)

it('writes an interval in the largest unit that divides it', () => {
  const written = [7 * dayUs, 8 * dayUs, 90 * minuteUs, minuteUs, 90_000_000, 1_500_000, 0]
  expect(written.map(formatInterval)).toEqual([
    ...['1w', '8d', '90m', '1m', '90s', '1500000us', '0us'],
  ])
})
