import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { ksDistance } from '../kolmogorov-smirnov.ts'
import { normalCdf } from '../normal.ts'
import { gammaP } from '../special/index.ts'
import {
  chiSquaredCdf,
  chiSquaredQuantile,
  chiSquaredTail,
  drawChiSquared,
  drawGamma,
  drawStudentT,
  fisherFCdf,
  fisherFTail,
  studentTCdf,
  studentTLogDensity,
  studentTQuantile,
} from './index.ts'

const freedom = fc.double({ min: 0.5, max: 5000, noNaN: true })
const share = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true })

describe("Student's t", () => {
  it('is the same on both sides, and goes to its quantile and back', () => {
    fc.assert(
      fc.property(freedom, share, (degrees, p) => {
        const x = studentTQuantile(p, degrees)
        expect(studentTCdf(x, degrees) / p).toBeCloseTo(1, 11)
        expect(studentTLogDensity(x, degrees)).toBe(studentTLogDensity(-x, degrees))
        expect(studentTCdf(x, degrees) + studentTCdf(-x, degrees)).toBeCloseTo(1, 13)
      }),
    )
  })

  it('is Cauchy at one degree and normal at very many', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => {
        expect(studentTCdf(x, 1)).toBeCloseTo(0.5 + Math.atan(x) / Math.PI, 13)
        expect(studentTCdf(x, 1e12)).toBeCloseTo(normalCdf(x), 10)
      }),
    )
  })

  it('has ends', () => {
    expect(studentTCdf(Number.NEGATIVE_INFINITY, 3)).toBe(0)
    expect(studentTCdf(Number.POSITIVE_INFINITY, 3)).toBe(1)
    expect(studentTQuantile(0, 3)).toBe(Number.NEGATIVE_INFINITY)
    expect(studentTQuantile(1, 3)).toBe(Number.POSITIVE_INFINITY)
    expect(studentTQuantile(0.5, 3)).toBe(0)
    expect(studentTLogDensity(1e250, 3)).toBeCloseTo(-2301.3, 0)
    expect(studentTCdf(Number.NaN, 3)).toBeNaN()
  })
})

it('has chi-squared shares that add up to 1 and go to their quantile and back', () => {
  fc.assert(
    fc.property(freedom, share, (degrees, p) => {
      const x = chiSquaredQuantile(p, degrees)
      expect(chiSquaredCdf(x, degrees) / p).toBeCloseTo(1, 11)
      expect(chiSquaredCdf(x, degrees) + chiSquaredTail(x, degrees)).toBeCloseTo(1, 13)
    }),
  )
})

it("has Fisher's F turned over when its degrees change places; one of a squared t", () => {
  fc.assert(
    fc.property(freedom, freedom, fc.double({ min: 0.01, max: 50, noNaN: true }), (m, n, x) => {
      expect(fisherFTail(1 / x, n, m)).toBeCloseTo(fisherFCdf(x, m, n), 11)
      expect(fisherFTail(x * x, 1, n)).toBeCloseTo(2 * studentTCdf(-x, n), 12)
    }),
  )
  expect(fisherFCdf(Number.POSITIVE_INFINITY, 2, 3)).toBe(1)
  expect(fisherFTail(0, 2, 3)).toBe(1)
})

describe('draws', () => {
  // The distance that one sample of 4000 in a thousand passes is 1.95 / √4000.
  const farthest = 1.95 / Math.sqrt(4000)

  it.each([0.3, 0.99, 1, 2.5, 40])('follow the gamma law of shape %f', (shape) => {
    const random = Random.fromSeed(11)
    const drawn = Float64Array.from({ length: 4000 }, () => drawGamma(random, shape))
    expect(ksDistance(drawn, (x) => gammaP(shape, x))).toBeLessThan(farthest)
  })

  it.each([0.7, 3, 12])('follow chi-squared and t of %f degrees', (degrees) => {
    const random = Random.fromSeed(12)
    const squared = Float64Array.from({ length: 4000 }, () => drawChiSquared(random, degrees))
    expect(ksDistance(squared, (x) => chiSquaredCdf(x, degrees))).toBeLessThan(farthest)
    const student = Float64Array.from({ length: 4000 }, () => drawStudentT(random, degrees))
    expect(ksDistance(student, (x) => studentTCdf(x, degrees))).toBeLessThan(farthest)
  })

  it('are the same for the same seed', () => {
    const draw = () => drawStudentT(Random.fromSeed(5), 4)
    expect(draw()).toBe(draw())
  })
})

it('declines degrees and arguments out of range', () => {
  const random = Random.fromSeed(1)
  for (const bad of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    for (const f of [studentTLogDensity, studentTCdf, studentTQuantile])
      expect(() => f(0.3, bad)).toThrow(ArgumentError)
    for (const f of [chiSquaredCdf, chiSquaredTail, chiSquaredQuantile])
      expect(() => f(0.3, bad)).toThrow('degrees')
    for (const f of [fisherFCdf, fisherFTail]) {
      expect(() => f(1, bad, 2)).toThrow(ArgumentError)
      expect(() => f(1, 2, bad)).toThrow(ArgumentError)
    }
    for (const f of [drawGamma, drawChiSquared, drawStudentT])
      expect(() => f(random, bad)).toThrow(ArgumentError)
  }
  for (const f of [studentTQuantile, chiSquaredQuantile])
    for (const bad of [-0.1, 1.1, Number.NaN]) expect(() => f(bad, 3)).toThrow('p must be')
  for (const f of [chiSquaredCdf, chiSquaredTail]) expect(() => f(-1, 3)).toThrow(ArgumentError)
  expect(() => fisherFCdf(-1, 2, 3)).toThrow('x must be')
})
