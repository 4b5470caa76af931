import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  formatDuration,
  formatPercent,
  formatPlain,
  formatSigned,
  plural,
} from './format-figure.ts'

it('groups thousands and leaves decimals alone', () => {
  expect(formatPlain(1234567.891234, 4)).toBe('1,234,567.8912')
  expect(formatPlain(-999.5, 1)).toBe('−999.5')
})

it('shows no sign on what rounds to 0', () => {
  expect([formatPlain(-0.001, 2), formatSigned(0.001, 2)]).toEqual(['0.00', '0.00'])
  expect(formatSigned(3, 0)).toBe('+3')
})

it('says n/a to what is not a number', () => {
  for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY])
    expect([formatPlain(value, 2), formatPercent(value), formatDuration(value)]).toEqual([
      'n/a',
      'n/a',
      'n/a',
    ])
})

it('gives the same digits as toFixed', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (value) => {
      const plain = formatPlain(value, 3).replaceAll(',', '').replace('−', '-')
      expect(Number(plain)).toBeCloseTo(Number(value.toFixed(3)), 9)
    }),
  )
})

it('names a length of time by its two largest units', () => {
  const second = 1_000_000
  expect(formatDuration(0)).toBe('0 s')
  expect(formatDuration(59 * second)).toBe('59 s')
  expect(formatDuration(3_600 * second)).toBe('1 h')
  expect(formatDuration((86_400 * 3 + 3_600 * 4 + 59) * second)).toBe('3 d 4 h')
})

it('counts in English', () => {
  expect([plural(1, 'trade'), plural(1_200, 'trade')]).toEqual(['1 trade', '1,200 trades'])
})
