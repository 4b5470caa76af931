import fc from 'fast-check'
import { expect, it } from 'vitest'
import { divide, formatDecimal, parseDecimal, stepsText } from './exact.ts'

it('reads back what it wrote', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.integer({ min: 0, max: 18 }), (value, scale) => {
      expect(parseDecimal(formatDecimal(value, scale), scale)).toBe(value)
    }),
  )
})

it('declines what is not a plain decimal of that scale', () => {
  for (const text of ['', 'NaN', '1e5', '+1', '.5', '1.', ' 1', '1.005', 'Infinity'])
    expect(parseDecimal(text, 2)).toBeUndefined()
  expect(parseDecimal('1.500', 1)).toBe(15n)
})

it('rounds a division to the side asked for', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 20n }), (a, b) => {
      expect(divide(a, b, 'floor') * b <= a).toBe(true)
      expect(divide(a, b, 'ceil') * b >= a).toBe(true)
      expect(divide(a, b, 'ceil') - divide(a, b, 'floor')).toBe(a % b === 0n ? 0n : 1n)
    }),
  )
})

it('writes so many steps exactly', () => {
  expect(stepsText(15, '0.01')).toBe('0.15')
  expect(stepsText(-3, '0.5')).toBe('-1.5')
  expect(stepsText(7, '10')).toBe('70')
  expect(() => stepsText(1, 'much')).toThrow('much is missing')
})
