import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../argument.ts'
import { covarianceOf, identity, type Matrix, matrix, matrixOf } from '../matrix/index.ts'
import {
  blackLitterman,
  constantCorrelation,
  exponentialCovariance,
  hierarchicalRiskParity,
  impliedReturns,
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
  riskParity,
} from './index.ts'

const twins = matrixOf([
  [1, 1],
  [1, 1],
])
const hedge = matrixOf([
  [1, -1],
  [-1, 1],
])
const flat = matrixOf([
  [1, 0],
  [0, 0],
])
const two = identity(2)
const means = Float64Array.of(0.1, 0.2)
const constant = new Float64Array(9).fill(0.1)
const rising = Float64Array.from({ length: 9 }, (_, i) => i * i)

describe('no answer', () => {
  it('is undefined when assets are one, or have no variance', () => {
    for (const covariance of [twins, hedge, flat, matrix(2, 2)]) {
      expect(meanVariance({ means, covariance, riskAversion: 1 })).toBeUndefined()
      expect(minimumVariance(covariance, { lower: -9, upper: 9 })).toBeUndefined()
    }
    for (const covariance of [hedge, flat, matrix(2, 2)])
      expect(kellyPortfolio({ means, covariance })).toBeUndefined()
    for (const covariance of [flat, matrix(2, 2)]) {
      expect(maximumDiversification(covariance)).toBeUndefined()
      expect(riskParity(covariance)).toBeUndefined()
      expect(hierarchicalRiskParity(covariance)).toBeUndefined()
      expect(inverseVariance(covariance)).toBeUndefined()
    }
  })

  it('is the better of two twins, when no more than one is held', () => {
    expect(kellyPortfolio({ means, covariance: twins })?.[0]).toBe(0)
    expect(kellyPortfolio({ means, covariance: twins })?.[1]).toBeCloseTo(0.2, 12)
  })

  it('is even for twins, whose risk can be shared, and undefined for a perfect hedge', () => {
    expect(riskParity(twins)?.[0]).toBeCloseTo(0.5, 12)
    expect(hierarchicalRiskParity(twins)?.weights[0]).toBeCloseTo(0.5, 12)
    expect(riskParity(hedge)).toBeUndefined()
  })

  it('is no shrinkage for one series, and none to find in constant ones', () => {
    expect(ledoitWolf([rising]).shrinkage).toBe(0)
    expect(oracleShrinkage([rising]).shrinkage).toBe(0)
    expect([...ledoitWolf([constant, constant]).covariance.values]).toEqual([0, 0, 0, 0])
    expect([...oracleShrinkage([constant, constant]).covariance.values]).toEqual([0, 0, 0, 0])
    expect(constantCorrelation([constant, rising])).toBeUndefined()
  })

  it('is all of one asset', () => {
    const one = matrixOf([[4]])
    for (const weights of [minimumVariance(one), riskParity(one), maximumDiversification(one)])
      expect(weights?.[0]).toBeCloseTo(1, 15)
    expect(hierarchicalRiskParity(one)).toEqual({ weights: Float64Array.of(1), order: [0] })
  })

  it('is exactly no variance for a constant, and none when only the last value counts', () => {
    expect(exponentialCovariance([constant, rising], 3)?.values[0]).toBe(0)
    expect(exponentialCovariance([rising], 1e-3)).toBeUndefined()
  })

  it('is the prior when the views say nothing new', () => {
    const picks = matrixOf([[1, -1]])
    const found = blackLitterman(
      { means, covariance: two },
      { picks, returns: Float64Array.of(-0.1) },
    )
    expect(found?.means[0]).toBeCloseTo(0.1, 12)
    expect(found?.means[1]).toBeCloseTo(0.2, 12)
    const same = { picks: matrixOf([[1, -1]]), returns: Float64Array.of(0.1) }
    expect(blackLitterman({ means, covariance: matrix(2, 2) }, same)).toBeUndefined()
  })
})

describe('what is no covariance', () => {
  const beyond = matrixOf([
    [1, 2],
    [2, 1],
  ])
  const negative = matrixOf([
    [-1, 0],
    [0, 1],
  ])
  /** Each pair could be, all three together could not. */
  const impossible = matrixOf([
    [1, 0.9, 0.9],
    [0.9, 1, -0.9],
    [0.9, -0.9, 1],
  ])
  const rows = JSON.parse('[[1,0.5],[0.5,1]]')
  const takers: readonly ((covariance: Matrix) => unknown)[] = [
    minimumVariance,
    maximumDiversification,
    riskParity,
    hierarchicalRiskParity,
    inverseVariance,
    (covariance) => portfolioVariance(new Float64Array(covariance.rows), covariance),
    (covariance) => kellyPortfolio({ means: new Float64Array(covariance.rows), covariance }),
  ]

  it('is declined for what it is, by every function that takes one', () => {
    for (const take of takers) {
      expect(() => take(beyond)).toThrow('covariance must have correlations from -1 to 1')
      expect(() => take(negative)).toThrow('covariance must have variances >= 0')
      expect(() => take(impossible)).toThrow('covariance must be a covariance')
    }
    expect(() => hierarchicalRiskParity(rows)).toThrow(
      'covariance must be a Matrix, as of matrixOf, was an array of 2',
    )
  })

  it('is not one of more series than values, though rounding may make its least variance so', () => {
    const series = Array.from({ length: 20 }, (_, i) =>
      Float64Array.from({ length: 8 }, (__, t) => Math.sin(1 + i * t * t)),
    )
    expect(riskParity(covarianceOf(series))?.length ?? 20).toBe(20)
  })
})

describe('declines', () => {
  const views = { picks: matrixOf([[1, -1]]), returns: Float64Array.of(0.1) }
  const prior = { means, covariance: two }
  const skew = matrixOf([
    [1, 2],
    [3, 4],
  ])
  it.each<[string, () => unknown]>([
    ['no series', () => ledoitWolf([])],
    ['a series of one value', () => oracleShrinkage([Float64Array.of(1)])],
    ['series of different length', () => constantCorrelation([rising, means])],
    ['a series with NaN', () => ledoitWolf([Float64Array.of(1, Number.NaN)])],
    ['a half-life of 0', () => exponentialCovariance([rising], 0)],
    [
      'a weighted series with infinity',
      () => exponentialCovariance([Float64Array.of(1, Infinity)], 1),
    ],
    ['a covariance without symmetry', () => minimumVariance(skew)],
    ['bounds that leave no weights', () => minimumVariance(two, { upper: 0.4 })],
    ['bounds out of order', () => minimumVariance(two, { lower: 1, upper: 0 })],
    [
      'means of other length',
      () => meanVariance({ means, covariance: identity(3), riskAversion: 1 }),
    ],
    ['no aversion', () => meanVariance({ means, covariance: two, riskAversion: 0 })],
    ['weights of other length', () => portfolioVariance(means, identity(3))],
    ['a budget of 0', () => riskParity(two, Float64Array.of(1, 0))],
    ['budgets of other length', () => riskParity(two, Float64Array.of(1))],
    ['risk parity without symmetry', () => riskParity(skew)],
    ['hierarchy without symmetry', () => hierarchicalRiskParity(skew)],
    ['a chance above 1', () => kellyBet({ probability: 1.1 })],
    ['odds of 0', () => kellyBet({ probability: 0.5, odds: 0 })],
    ['a fraction of 0', () => kellyBet({ probability: 0.5, fraction: 0 })],
    ['a fraction above 1', () => kellyBet({ probability: 0.5, fraction: 1.1 })],
    ['no variance', () => kellyLeverage({ mean: 0.1, variance: 0 })],
    ['a mean of NaN', () => kellyLeverage({ mean: Number.NaN, variance: 1 })],
    ['a leverage of 0', () => kellyPortfolio({ means, covariance: two, leverageMax: 0 })],
    ['Kelly means of other length', () => kellyPortfolio({ means, covariance: identity(3) })],
    ['no assets', () => kellyOutcomes({ returns: [] })],
    ['a return below -1', () => kellyOutcomes({ returns: [Float64Array.of(-1.5, 1)] })],
    ['chances of other length', () => kellyOutcomes({ returns: [means], probabilities: constant })],
    ['chances that do not add up', () => kellyOutcomes({ returns: [means], probabilities: means })],
    [
      'implied returns of other length',
      () => impliedReturns({ covariance: two, weights: rising, riskAversion: 1 }),
    ],
    ['views on other assets', () => blackLitterman(prior, { ...views, picks: matrixOf([[1]]) })],
    ['views without returns', () => blackLitterman(prior, { ...views, returns: means })],
    ['views too sure', () => blackLitterman(prior, { ...views, variances: Float64Array.of(0) })],
    ['a tau of 0', () => blackLitterman({ ...prior, tau: 0 }, views)],
  ])('%s', (_, act) => {
    expect(act).toThrow(ArgumentError)
  })
})
