import { describe, expect, it } from 'vitest'
import golden from '../../test/golden/metrics.json' with { type: 'json' }
import {
  annualisation,
  autocorrelation,
  moments,
  normalCdf,
  normalQuantile,
  probabilisticSharpe,
  quantile,
  sharpeError,
  sharpeInterval,
  sharpeRatio,
  variance,
} from './index.ts'

/** Equal to `tolerance`, relative above 1 and absolute below. */
function expectNear(value: number | undefined, wanted: number): void {
  expect(Math.abs((value ?? Number.NaN) - wanted) / Math.max(1, Math.abs(wanted))).toBeLessThan(
    golden.tolerance,
  )
}

describe.each(Object.entries(golden.samples))('golden sample %s', (_, sample) => {
  const values = Float64Array.from(sample.values)

  it('has the moments of scipy', () => {
    const found = moments(values)
    expectNear(found?.count, sample.moments.count)
    expectNear(found?.mean, sample.moments.mean)
    expectNear(found?.variance, sample.moments.variance)
    expectNear(variance(values, 0), sample.moments.populationVariance)
    expectNear(found?.skewness, sample.moments.skewness)
    expectNear(found?.kurtosis, sample.moments.kurtosis)
  })

  it('has the quantiles of numpy', () => {
    for (const [share, wanted] of Object.entries(sample.quantiles))
      expectNear(quantile(values, Number(share)), wanted)
  })

  it('has the autocorrelations written out in numpy', () => {
    sample.autocorrelations.forEach((wanted, lag) => {
      expectNear(autocorrelation(values, lag), wanted)
    })
  })

  it('has the Sharpe ratio, its error, interval, PSR and annualisation', () => {
    const shape = moments(values)
    const sharpe = sharpeRatio(values) ?? Number.NaN
    if (shape === undefined) throw new Error('the sample has no shape')
    const of = { sharpe, count: shape.count, skewness: shape.skewness, kurtosis: shape.kurtosis }
    expectNear(sharpe, sample.sharpe.sharpe)
    expectNear(sharpeError(of), sample.sharpe.error)
    expectNear(sharpeInterval(of)?.[0], sample.sharpe.interval[0] ?? Number.NaN)
    expectNear(sharpeInterval(of)?.[1], sample.sharpe.interval[1] ?? Number.NaN)
    expectNear(probabilisticSharpe(of), sample.sharpe.psr)
    expectNear(annualisation(values, 365, 5), sample.sharpe.lo5)
  })
})

it('agrees with the published probabilistic Sharpe ratio', () => {
  expectNear(sharpeError(golden.paper), golden.paper.error)
  expectNear(probabilisticSharpe(golden.paper), golden.paper.psr)
  expect(probabilisticSharpe(golden.paper)).toBeCloseTo(0.91323431, 8)
})

it('has the normal law of scipy, tails included', () => {
  for (const [x, wanted] of golden.normal.cdf) {
    const found = normalCdf(x ?? Number.NaN)
    expectNear(found, wanted ?? Number.NaN)
    if (wanted !== undefined && wanted > 0 && wanted < 1e-3)
      expect(Math.abs(found / wanted - 1)).toBeLessThan(golden.tolerance)
  }
  for (const [share, wanted] of golden.normal.quantile)
    expectNear(normalQuantile(share ?? Number.NaN), wanted ?? Number.NaN)
})
