import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { identity, matrix, multiply, multiplyVector, transpose } from '../matrix/index.ts'
import { quadraticMinimum } from './index.ts'

const seeds = fc.integer({ min: 0, max: 1e6 })

it('has the slopes of a quadratic minimum: one for all that are free, none to gain at a bound', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1, max: 9 }), fc.boolean(), (seed, size, hasSum) => {
      const random = Random.fromSeed(seed)
      const root = matrix(size, size + 1)
      for (let i = 0; i < root.values.length; i += 1) root.values[i] = random.normal()
      const quadratic = multiply(root, transpose(root))
      const linear = Float64Array.from({ length: size }, () => 3 * random.normal())
      const lower = linear.map(() => -Math.round(3 * random.next()) / 3)
      const upper = linear.map(() => Math.round(3 * random.next()) / 3)
      const whole = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)
      const share = random.next()
      const sum = share * whole(lower) + (1 - share) * whole(upper)
      const program = { quadratic, linear, lower, upper, ...(hasSum ? { sum } : {}) }
      const x = quadraticMinimum(program)
      if (x === undefined) throw new Error('singular')
      if (hasSum) expect(whole(x)).toBeCloseTo(sum, 10)
      // What may rise must not gain by it more than what may fall would lose.
      let [rise, fall] = hasSum ? [Infinity, -Infinity] : [0, 0]
      multiplyVector(quadratic, x).forEach((value, i) => {
        const slope = value - (linear[i] ?? Number.NaN)
        const [at = 0, low = 0, high = 0] = [x[i], lower[i], upper[i]]
        expect(at >= low && at <= high).toBe(true)
        if (at < high) rise = Math.min(rise, slope)
        if (at > low) fall = Math.max(fall, slope)
      })
      expect(fall - rise).toBeLessThan(1e-7)
    }),
  )
})

it('has a quadratic minimum at a corner, and none where Q is singular', () => {
  const box = { lower: Float64Array.of(0, 0), upper: Float64Array.of(1, 1) }
  const corner = { quadratic: identity(2), linear: Float64Array.of(9, -9), ...box }
  expect([...(quadraticMinimum(corner) ?? [])]).toEqual([1, 0])
  expect([...(quadraticMinimum({ ...corner, sum: 2 }) ?? [])]).toEqual([1, 1])
  const flat = { ...corner, quadratic: matrix(2, 2) }
  expect(quadraticMinimum(flat)).toBeUndefined()
  expect(() => quadraticMinimum({ ...corner, sum: 3 })).toThrow(ArgumentError)
})
