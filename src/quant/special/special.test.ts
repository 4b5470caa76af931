import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../argument.ts'
import {
  betaI,
  betaIComplement,
  digamma,
  erf,
  erfc,
  gammaP,
  gammaQ,
  inverseBetaI,
  inverseBetaIComplement,
  inverseGammaP,
  logBeta,
  logGamma,
  power,
  trigamma,
} from './index.ts'

const shape = fc.double({ min: 0.05, max: 2000, noNaN: true })
const share = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true })

describe('power', () => {
  it('says what Math.pow says at the borders', () => {
    expect(power(0, 0)).toBe(1)
    expect(power(Number.NaN, 0)).toBe(1)
    expect(power(0, -1)).toBe(Number.POSITIVE_INFINITY)
    expect(power(-0, -3)).toBe(Number.NEGATIVE_INFINITY)
    expect(power(0, 0.5)).toBe(0)
    expect(power(-8, 1 / 3)).toBeNaN()
    expect(power(10, 400)).toBe(Number.POSITIVE_INFINITY)
    expect(power(-1, 1e15 + 1)).toBe(-1)
  })

  it('adds exponents', () => {
    const whole = fc.integer({ min: -40, max: 40 })
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 9, noNaN: true }), whole, whole, (base, m, n) => {
        const ratio = (power(base, m) * power(base, n)) / power(base, m + n)
        expect(ratio).toBeCloseTo(1, 12)
      }),
    )
  })
})

it('counts factorials in logGamma, digamma and trigamma, each the slope of the one before', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 500, noNaN: true }), (x) => {
      expect(logGamma(x + 1) - logGamma(x) - Math.log(x)).toBeCloseTo(0, 11)
      expect((digamma(x + 1) - digamma(x)) * x).toBeCloseTo(1, 10)
      expect((trigamma(x) - trigamma(x + 1)) * x * x).toBeCloseTo(1, 8)
    }),
  )
})

it('has logBeta of the same in either order', () => {
  fc.assert(fc.property(shape, shape, (a, b) => logBeta(a, b) === logBeta(b, a)))
})

it('has an odd erf, and an erfc that is what is left of 1', () => {
  fc.assert(
    fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => {
      expect(erf(-x)).toBe(-erf(x))
      expect(erf(x) + erfc(x)).toBeCloseTo(1, 14)
    }),
  )
  expect(erfc(28)).toBe(0)
  expect(erf(Number.POSITIVE_INFINITY)).toBe(1)
  expect(erfc(Number.NEGATIVE_INFINITY)).toBe(2)
  expect(erf(Number.NaN)).toBeNaN()
})

describe('shares', () => {
  it('of both sides add up to 1 and rise', () => {
    fc.assert(
      fc.property(shape, shape, share, (a, b, x) => {
        expect(gammaP(a, b) + gammaQ(a, b)).toBeCloseTo(1, 13)
        expect(betaI(a, b, x) + betaIComplement(a, b, x)).toBeCloseTo(1, 13)
        expect(gammaP(a, b * 1.01)).toBeGreaterThanOrEqual(gammaP(a, b) * (1 - 1e-13))
        expect(betaI(a, b, Math.min(1, x * 1.01))).toBeGreaterThanOrEqual(
          betaI(a, b, x) * (1 - 1e-13),
        )
      }),
    )
  })

  it('go to their inverse and back', () => {
    fc.assert(
      fc.property(shape, shape, share, (a, b, p) => {
        expect(gammaP(a, inverseGammaP(a, p)) / p).toBeCloseTo(1, 11)
        const x = inverseBetaI(a, b, p)
        // Beside 1 the doubles are too far apart to come back to any share.
        if (x < 0.999) expect(betaI(a, b, x) / p).toBeCloseTo(1, 11)
        const y = inverseBetaIComplement(a, b, p)
        if (y < 0.999) expect(betaIComplement(a, b, y) / p).toBeCloseTo(1, 11)
      }),
    )
  })

  it('are 0 and 1 at the ends', () => {
    expect([gammaP(2, 0), gammaQ(2, 0)]).toEqual([0, 1])
    expect([gammaP(2, Number.POSITIVE_INFINITY), gammaQ(2, Number.POSITIVE_INFINITY)]).toEqual([
      1, 0,
    ])
    expect([betaI(2, 3, 0), betaI(2, 3, 1)]).toEqual([0, 1])
    expect([betaIComplement(2, 3, 0), betaIComplement(2, 3, 1)]).toEqual([1, 0])
    expect([inverseGammaP(2, 0), inverseGammaP(2, 1)]).toEqual([0, Number.POSITIVE_INFINITY])
    expect([inverseBetaI(2, 3, 0), inverseBetaI(2, 3, 1)]).toEqual([0, 1])
    expect([inverseBetaIComplement(2, 3, 1), inverseBetaIComplement(2, 3, 0)]).toEqual([0, 1])
  })

  it('end for every size of argument', () => {
    for (const a of [1e-300, 1e-9, 0.5, 1e4, 1e8])
      for (const ratio of [0.5, 0.999, 1, 1.001, 2]) {
        expect(gammaP(a, a * ratio) + gammaQ(a, a * ratio)).toBeCloseTo(1, 10)
        for (const b of [1e-9, 0.5, 1e4, 1e8]) {
          const x = Math.min(1, (a / (a + b)) * ratio)
          expect(betaI(a, b, x) + betaIComplement(a, b, x)).toBeCloseTo(1, 10)
        }
      }
    expect(inverseGammaP(1e-3, 1e-9)).toBe(0)
    expect(inverseBetaI(1e-3, 2, 1e-9)).toBe(0)
  })
})

it('declines arguments out of range', () => {
  const { NaN: none, POSITIVE_INFINITY: infinity } = Number
  for (const bad of [0, -1, none, infinity]) {
    for (const f of [logGamma, digamma, trigamma]) expect(() => f(bad)).toThrow(ArgumentError)
    for (const f of [logBeta, gammaP, gammaQ, inverseGammaP])
      expect(() => f(bad, 0.5)).toThrow(ArgumentError)
    for (const f of [betaI, betaIComplement, inverseBetaI, inverseBetaIComplement]) {
      expect(() => f(bad, 2, 0.5)).toThrow(ArgumentError)
      expect(() => f(2, bad, 0.5)).toThrow(ArgumentError)
    }
  }
  for (const bad of [-0.1, none]) {
    for (const f of [gammaP, gammaQ, inverseGammaP]) expect(() => f(2, bad)).toThrow(ArgumentError)
    for (const f of [betaI, betaIComplement, inverseBetaI, inverseBetaIComplement])
      expect(() => f(2, 3, bad)).toThrow(ArgumentError)
  }
  expect(() => betaI(2, 3, 1.1)).toThrow('x must be from 0 to 1, was 1.1')
})
