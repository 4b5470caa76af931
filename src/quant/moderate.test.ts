import { expect, it } from 'vitest'
import { ArgumentError } from './argument.ts'
import { isModerate, requireModerate } from './moderate.ts'

it('knows numbers whose square is a number', () => {
  for (const value of [0, -1, 5e-324, 9.9e149]) expect(isModerate(value)).toBe(true)
  for (const value of [1e150, -1e200, Number.NaN, Number.POSITIVE_INFINITY])
    expect(isModerate(value)).toBe(false)
})

it('declines a series that is too short, not finite or too large, and says where', () => {
  expect(() => requireModerate('x', Float64Array.of(1, 2), 3)).toThrow(ArgumentError)
  expect(() => requireModerate('x', Float64Array.of(1, Number.NaN), 1)).toThrow('x[1] was NaN')
  expect(() => requireModerate('x', Float64Array.of(1, -1e151), 1)).toThrow('x[1] was -1e+151')
  expect(() => requireModerate('x', Float64Array.of(1, 2), 2)).not.toThrow()
})
