import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { covarianceOf, identity, type Matrix, matrix, matrixOf } from '../matrix/index.ts'
import {
  diversificationRatio,
  hierarchicalRiskParity,
  inverseVariance,
  kellyBet,
  kellyLeverage,
  kellyOutcomes,
  kellyPortfolio,
  ledoitWolf,
  maximumDiversification,
  meanVariance,
  minimumVariance,
  oracleShrinkage,
  portfolioVariance,
  riskContributions,
  riskParity,
} from './index.ts'

const seeds = fc.integer({ min: 0, max: 1e6 })
const sizes = fc.integer({ min: 1, max: 8 })

function drawSeries(seed: number, size: number, count = 30): Float64Array[] {
  const random = Random.fromSeed(seed)
  const common = Float64Array.from({ length: count }, () => random.normal())
  return Array.from({ length: size }, () => {
    const [scale, tie] = [0.01 * (1 + random.next()), random.normal()]
    return common.map((value) => scale * (tie * value + random.normal()))
  })
}

function scaleOf(covariance: Matrix, factor: number): Matrix {
  return { ...covariance, values: covariance.values.map((value) => factor * value) }
}

function sum(values: ArrayLike<number> | undefined): number {
  return Array.from(values ?? [Number.NaN]).reduce((total, value) => total + value, 0)
}

function expectEqual(found: Float64Array | undefined, wanted: Float64Array | undefined): void {
  expect(found?.length).toBe(wanted?.length)
  found?.forEach((value, i) => expect(value).toBeCloseTo(wanted?.[i] ?? Number.NaN, 8))
}

describe('weights', () => {
  it('add up to 1, and none is below 0', () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, size) => {
        const covariance = covarianceOf(drawSeries(seed, size))
        const means = new Float64Array(size).fill(0.001)
        const all = [
          minimumVariance(covariance),
          meanVariance({ means, covariance, riskAversion: 3 }),
          maximumDiversification(covariance),
          riskParity(covariance),
          hierarchicalRiskParity(covariance)?.weights,
          inverseVariance(covariance),
        ]
        for (const weights of all) {
          expect(sum(weights)).toBeCloseTo(1, 12)
          for (const weight of weights ?? []) expect(weight).toBeGreaterThanOrEqual(-1e-15)
        }
      }),
    )
  })

  it('do not change with the unit of the returns', () => {
    fc.assert(
      fc.property(seeds, sizes, fc.constantFrom(1e-6, 1e4), (seed, size, factor) => {
        const covariance = covarianceOf(drawSeries(seed, size))
        const other = scaleOf(covariance, factor)
        expectEqual(minimumVariance(covariance), minimumVariance(other))
        expectEqual(maximumDiversification(covariance), maximumDiversification(other))
        expectEqual(riskParity(covariance), riskParity(other))
        expectEqual(
          hierarchicalRiskParity(covariance)?.weights,
          hierarchicalRiskParity(other)?.weights,
        )
      }),
    )
  })

  it('of least variance have no more of it than any other', () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, size) => {
        const covariance = covarianceOf(drawSeries(seed, size))
        const least = portfolioVariance(
          minimumVariance(covariance) ?? new Float64Array(size),
          covariance,
        )
        const random = Random.fromSeed(seed)
        for (let draw = 0; draw < 20; draw += 1) {
          const raw = Float64Array.from({ length: size }, () => random.next())
          const other = raw.map((weight) => weight / sum(raw))
          expect(portfolioVariance(other, covariance)).toBeGreaterThanOrEqual(least * (1 - 1e-12))
        }
      }),
    )
  })

  it('of risk parity carry their budgets', () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, size) => {
        const covariance = covarianceOf(drawSeries(seed, size))
        const random = Random.fromSeed(seed)
        const budgets = Float64Array.from({ length: size }, () => 0.1 + random.next())
        const weights = riskParity(covariance, budgets)
        if (weights === undefined) throw new Error('no risk parity')
        riskContributions(weights, covariance)?.forEach((share, i) => {
          expect(share).toBeCloseTo((budgets[i] ?? 0) / sum(budgets), 10)
        })
        for (const share of riskContributions(riskParity(covariance) ?? weights, covariance) ?? [])
          expect(share).toBeCloseTo(1 / size, 10)
      }),
    )
  })

  it('of most diversification have a ratio no other has', () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, size) => {
        const covariance = covarianceOf(drawSeries(seed, size))
        const best = maximumDiversification(covariance)
        const most = diversificationRatio(best ?? new Float64Array(size), covariance) ?? 0
        const even = new Float64Array(size).fill(1 / size)
        expect(most).toBeGreaterThanOrEqual((diversificationRatio(even, covariance) ?? 9) - 1e-12)
        expect(most).toBeGreaterThanOrEqual(1 - 1e-12)
      }),
    )
  })

  it('fill caps that leave no choice', () => {
    expectEqual(minimumVariance(identity(10), { upper: 0.1 }), new Float64Array(10).fill(0.1))
  })

  it('are even when assets are alike and uncorrelated', () => {
    const even = new Float64Array(4).fill(0.25)
    const covariance = identity(4)
    expectEqual(minimumVariance(covariance), even)
    expectEqual(maximumDiversification(covariance), even)
    expectEqual(riskParity(covariance), even)
    expectEqual(hierarchicalRiskParity(covariance)?.weights, even)
    expectEqual(inverseVariance(covariance), even)
    expect(diversificationRatio(even, covariance)).toBeCloseTo(2, 12)
  })
})

describe('shrinkage', () => {
  it('lies between 0 and 1, keeps the mean variance, and ignores levels', () => {
    fc.assert(
      fc.property(seeds, sizes, fc.integer({ min: 2, max: 40 }), (seed, size, count) => {
        const series = drawSeries(seed, size, count)
        const sample = covarianceOf(series)
        const moved = series.map((values) => values.map((value) => value + 5))
        for (const shrink of [ledoitWolf, oracleShrinkage]) {
          const { shrinkage, covariance } = shrink(series)
          expect(shrinkage).toBeGreaterThanOrEqual(0)
          expect(shrinkage).toBeLessThanOrEqual(1)
          expect(shrink(moved).shrinkage).toBeCloseTo(shrinkage, 8)
          const diagonal = (a: Matrix): number =>
            sum(a.values.filter((_, at) => at % (size + 1) === 0))
          expect(diagonal(covariance)).toBeCloseTo((diagonal(sample) * (count - 1)) / count, 12)
        }
      }),
    )
  })

  it('makes a covariance of more assets than days one to invert', () => {
    const series = drawSeries(3, 8, 5)
    expect(minimumVariance(covarianceOf(series))).toBeUndefined()
    expect(sum(minimumVariance(ledoitWolf(series).covariance))).toBeCloseTo(1, 12)
  })
})

describe('Kelly', () => {
  it('is a bet within 0 and 1 that grows with the chance and the odds', () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(chance, chance, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        const bet = kellyBet({ probability: low, odds: 1.5 })
        expect(bet).toBeGreaterThanOrEqual(0)
        expect(kellyBet({ probability: high, odds: 1.5 })).toBeGreaterThanOrEqual(bet)
        expect(kellyBet({ probability: low, odds: 2 })).toBeGreaterThanOrEqual(bet)
        expect(kellyBet({ probability: low, odds: 1.5, fraction: 0.5 })).toBe(bet / 2)
      }),
    )
  })

  it('is mean over variance, within a leverage', () => {
    expect(kellyLeverage({ mean: 0.05, variance: 0.04 })).toBeCloseTo(1.25, 12)
    expect(kellyLeverage({ mean: 0.05, variance: 0.04, fraction: 0.5 })).toBeCloseTo(0.625, 12)
    expect(kellyLeverage({ mean: 0.05, variance: 0.04, leverageMax: 1 })).toBe(1)
    expect(kellyLeverage({ mean: -0.05, variance: 0.04, leverageMax: 1 })).toBe(-1)
  })

  it('of one asset is that of a portfolio of it', () => {
    const covariance = matrixOf([[0.04]])
    const means = Float64Array.of(0.05)
    const found = kellyPortfolio({ means, covariance, leverageMax: 9, fraction: 0.5 })
    expect(found?.[0]).toBeCloseTo(0.625, 12)
  })

  it('stays out of a losing game, and bets a coin alone as in the book', () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(chance, (probability) => {
        const probabilities = Float64Array.of(probability, 1 - probability)
        const { weights, growth } = kellyOutcomes({
          returns: [Float64Array.of(2, -1)],
          probabilities,
        })
        const wanted = kellyBet({ probability, odds: 2 })
        expect(Math.abs((weights[0] ?? Number.NaN) - wanted)).toBeLessThan(1e-6)
        expect(growth).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('takes assets that repeat each other, and one that cannot lose, up to the leverage', () => {
    const coin = Float64Array.of(1, -1)
    const probabilities = Float64Array.of(0.6, 0.4)
    const twice = kellyOutcomes({ returns: [coin, coin], probabilities })
    expect(sum(twice.weights)).toBeCloseTo(0.2, 6)
    const gift = kellyOutcomes({ returns: [Float64Array.of(0.1, 0.2)], leverageMax: 3 })
    expect(gift.weights[0]).toBeCloseTo(3, 12)
    expect(kellyOutcomes({ returns: [Float64Array.of(0, 0)] }).weights[0]).toBe(0)
  })
})

it('carries the whole risk, and is undefined without any', () => {
  const covariance = covarianceOf(drawSeries(11, 3))
  const hedge = Float64Array.of(1, -0.5, 0.5)
  expect(sum(riskContributions(hedge, covariance))).toBeCloseTo(1, 12)
  expect(riskContributions(hedge, matrix(3, 3))).toBeUndefined()
  expect(diversificationRatio(hedge, matrix(3, 3))).toBeUndefined()
})
