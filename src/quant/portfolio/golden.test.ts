import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { nearLargest } from '../../../test/golden/quant/near-largest.ts'
import golden from '../../../test/golden/quant/portfolio.json' with { type: 'json' }
import { covarianceOf, matrixOf, solve } from '../matrix/index.ts'
import {
  blackLitterman,
  constantCorrelation,
  exponentialCovariance,
  hierarchicalRiskParity,
  impliedReturns,
  inverseVariance,
  kellyBet,
  kellyOutcomes,
  kellyPortfolio,
  ledoitWolf,
  maximumDiversification,
  meanVariance,
  minimumVariance,
  oracleShrinkage,
  type Posterior,
  riskParity,
} from './index.ts'

const reference = '../shared/data/reference'

const expectNear = nearLargest(golden.tolerance)

describe.each(golden.samples)('covariance of $name', (sample) => {
  const series = sample.series.map((values) => Float64Array.from(values))

  it.each([
    ['ledoitWolf', ledoitWolf(series), sample.ledoitWolf],
    ['oracleShrinkage', oracleShrinkage(series), sample.oracle],
    ['constantCorrelation', constantCorrelation(series), sample.constantCorrelation],
  ] as const)('%s', (_, found, wanted) => {
    expect(found?.shrinkage).toBeCloseTo(wanted.shrinkage, 12)
    expectNear(found?.covariance.values, wanted.covariance.flat(), 1e-12)
  })

  it('exponential', () => {
    for (const [half, wanted] of Object.entries(sample.exponential))
      expectNear(exponentialCovariance(series, Number(half))?.values, wanted.flat(), 1e-12)
  })
})

// An interior point solver leaves some 1e-9 of each bound it holds; ours meets them exactly.
const solverTolerance = 2e-7

describe.each(golden.portfolios)('weights of $name', (sample) => {
  const covariance = matrixOf(sample.covariance)
  const means = Float64Array.from(sample.means)
  const market = { means, covariance }
  const risky = { ...market, riskAversion: 4 }
  const wide = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY }

  it.each<[string, Float64Array | undefined, readonly number[]]>([
    ['minimum variance', minimumVariance(covariance), sample.minimumVariance],
    ['capped', minimumVariance(covariance, { upper: 0.2 }), sample.minimumVarianceCapped],
    ['mean-variance', meanVariance(risky), sample.meanVariance],
    ['short', meanVariance(risky, { lower: -0.3, upper: 0.6 }), sample.meanVarianceShort],
    ['diversification', maximumDiversification(covariance), sample.maximumDiversification],
    ['Kelly', kellyPortfolio(market), sample.kelly],
    ['Kelly, levered', kellyPortfolio({ ...market, leverageMax: 3 }), sample.kellyLevered],
  ])('%s as cvxpy has it', (_, found, wanted) => {
    expectNear(found, wanted, solverTolerance)
  })

  it('has the closed forms when nothing is bounded', () => {
    expectNear(minimumVariance(covariance, wide), sample.minimumVarianceFree)
    const free = { ...market, lower: Number.NEGATIVE_INFINITY, leverageMax: Infinity }
    expectNear(kellyPortfolio(free), sample.kellyFree)
  })

  it('has the risk parity of a Newton solution', () => {
    expectNear(riskParity(covariance), sample.riskParity)
    expectNear(riskParity(covariance, Float64Array.from(sample.budgets)), sample.riskParityBudgets)
  })

  it("has hierarchical risk parity by the paper's listings, and by PyPortfolioOpt", () => {
    const found = hierarchicalRiskParity(covariance)
    expect(found?.order).toEqual(sample.hierarchical.order)
    expectNear(found?.weights, sample.hierarchical.weights)
    const pairs = hierarchicalRiskParity(covariance, 'pairs')
    expectNear(pairs?.weights, sample.hierarchicalPairs.weights)
  })
})

it.each(golden.games)('has the stakes of cvxpy for $name', (sample) => {
  const found = kellyOutcomes({
    returns: sample.returns.map((values) => Float64Array.from(values)),
    probabilities: Float64Array.from(sample.probabilities),
    leverageMax: sample.leverageMax,
  })
  expect(found.growth).toBeGreaterThanOrEqual(sample.growth - 1e-10)
  sample.weights.forEach((wanted, i) => {
    expect(Math.abs((found.weights[i] ?? Number.NaN) - wanted)).toBeLessThan(1e-5)
  })
})

it("bets 0.06 on Kelly's coin of 0.53, alone and among outcomes", () => {
  expect(kellyBet({ probability: 0.53 })).toBeCloseTo(0.06, 12)
  const coin = { returns: [Float64Array.of(1, -1)], probabilities: Float64Array.of(0.53, 0.47) }
  expect(kellyOutcomes(coin).weights[0]).toBeCloseTo(0.06, 8)
})

describe('Black and Litterman', () => {
  const { heLitterman: he } = golden
  const covariance = matrixOf(he.covariance)
  const market = { covariance, weights: Float64Array.from(he.weights), riskAversion: 2.5 }
  const prior = { means: impliedReturns(market), covariance }

  function blend(count: number, variances?: readonly number[]): Posterior {
    const found = blackLitterman(prior, {
      picks: matrixOf(he.picks.slice(0, count)),
      returns: Float64Array.from(he.returns.slice(0, count)),
      ...(variances === undefined ? {} : { variances: Float64Array.from(variances) }),
    })
    if (found === undefined) throw new Error('no posterior')
    return found
  }

  it('has the equilibrium and the posterior of PyPortfolioOpt', () => {
    expectNear(prior.means, he.prior)
    const cases = [
      [blend(1), he.oneView],
      [blend(2), he.twoViews],
      [blend(2, he.ownVariances.variances), he.ownVariances],
    ] as const
    for (const [found, wanted] of cases) {
      expectNear(found.means, wanted.means)
      expectNear(found.covariance.values, wanted.covariance.flat())
    }
  })

  it('has the tables of He and Litterman 1999, printed to 0.1 %', () => {
    const { published } = he
    const cases = [
      [blend(1), published.oneView, published.oneViewWeights],
      [blend(2), published.twoViews, published.twoViewsWeights],
    ] as const
    prior.means.forEach((value, i) => {
      expect(100 * value).toBeCloseTo(published.prior[i] ?? Number.NaN, 0.9)
    })
    for (const [found, means, weights] of cases) {
      const optimal = solve(found.covariance, found.means)?.map((value) => value / 2.5)
      means.forEach((wanted, i) => {
        expect(Math.abs(100 * (found.means[i] ?? Number.NaN) - wanted)).toBeLessThan(0.06)
      })
      weights.forEach((wanted, i) => {
        expect(Math.abs(100 * (optimal?.[i] ?? Number.NaN) - wanted)).toBeLessThan(0.15)
      })
    }
  })
})

describe.skipIf(!existsSync('../shared/golden'))('reference numbers', () => {
  it("has the inverse variance weights of López de Prado's example", () => {
    const { hrp_input: input } = JSON.parse(readFileSync('../shared/golden/golden.json', 'utf8'))
    const covariance = matrixOf(input.cov)
    expectNear(inverseVariance(covariance), input.ivp, 1e-14)
    const found = hierarchicalRiskParity(covariance)
    // The order of his figure, which counts from 1: 9, 2, 10, 1, 7, 3, 6, 4, 5, 8.
    expect(found?.order).toEqual([8, 1, 9, 0, 6, 2, 5, 3, 4, 7])
    expect(found?.order).toEqual(golden.lopezDePrado.order)
    expectNear(found?.weights, golden.lopezDePrado.weights, 1e-12)
  })
})

describe.skipIf(!existsSync(reference))('eighteen equities, 2013 to 2024', () => {
  const cases = JSON.parse(readFileSync(`${reference}/golden.json`, 'utf8')).cases
  const file = readFileSync(`${reference}/equities_daily_close_2013_2024.csv.gz`)
  const [header = '', ...lines] = gunzipSync(file).toString().trim().split('\n')
  const names = header.split(',').slice(1)
  const rows = lines.map((line) => line.split(',').slice(1).map(Number))
  const series = names.map((_, i) =>
    Float64Array.from({ length: rows.length - 1 }, (__, t) => {
      const [before, after] = [rows[t]?.[i], rows[t + 1]?.[i]]
      return (after ?? Number.NaN) / (before ?? Number.NaN) - 1
    }),
  )
  const { recomputed } = cases.find((entry: { id: string }) => entry.id === 'statistical_tests')

  it('has the shrinkage of scikit-learn', () => {
    const wanted = recomputed.ledoit_wolf_equities_daily_returns
    expect(names).toEqual(wanted.columns)
    expect(Math.abs(ledoitWolf(series).shrinkage / wanted.shrinkage - 1)).toBeLessThan(1e-9)
  })

  it('has the weights of least variance', () => {
    const wanted: Record<string, number> = recomputed.global_min_variance_weights_sample_cov
    const found = minimumVariance(covarianceOf(series), { lower: -9, upper: 9 })
    expectNear(found, Object.values(wanted))
    expect(names).toEqual(Object.keys(wanted))
  })
})
