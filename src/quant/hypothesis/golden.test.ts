import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/hypothesis.json' with { type: 'json' }
import fromR from '../../../test/golden/quant/hypothesis-r.json' with { type: 'json' }
import { hasShared, sharedColumn, sharedJson } from '../../../test/golden/quant/shared-columns.ts'
import { normalCdf } from '../normal.ts'
import {
  type Adjustment,
  type Alternative,
  adjustProbabilities,
  andersonDarling,
  archTest,
  boxPierce,
  dieboldMariano,
  jarqueBera,
  ksTest,
  ljungBox,
  mannWhitney,
  oneSampleTTest,
  pairedTTest,
  runsTest,
  type TestResult,
  twoSampleKsTest,
  varianceRatio,
  welchTest,
} from './index.ts'

/** Relative, also of small probabilities; to a double's last digits of 1 near nothing. */
function expectNear(value: number | undefined, wanted: number | undefined): void {
  const [found, due] = [value ?? Number.NaN, wanted ?? Number.NaN]
  const gap = Math.abs(found - due)
  expect(gap <= 1e-16 || gap / Math.abs(due) < golden.tolerance, `${found} for ${due}`).toBe(true)
}

function expectResult(found: TestResult | undefined, wanted: readonly number[] | undefined): void {
  expectNear(found?.statistic, wanted?.[0])
  expectNear(found?.probability, wanted?.[1])
}

describe.each(golden.many)('many tests, $name', ({ raw, level, adjusted }) => {
  it.each(Object.entries(adjusted))('by %s as statsmodels', (name, wanted) => {
    const adjustments: Record<string, Adjustment> = {
      bonferroni: 'bonferroni',
      holm: 'holm',
      hochberg: 'hochberg',
      'benjamini-hochberg': 'benjamini-hochberg',
      'benjamini-yekutieli': 'benjamini-yekutieli',
    }
    const found = adjustProbabilities(raw, adjustments[name] ?? 'holm', level)
    wanted.probabilities.forEach((value, i) => expectNear(found.probabilities[i], value))
    expect(found.isRejected).toEqual(wanted.isRejected)
  })
})

it('rejects as many as published of the 15 probabilities of Benjamini and Hochberg 1995', () => {
  const raw = golden.many[0]?.raw ?? []
  expect(raw).toHaveLength(15)
  expect(adjustProbabilities(raw, 'benjamini-hochberg', 0.05).rejections).toBe(4)
  expect(adjustProbabilities(raw, 'bonferroni', 0.05).rejections).toBe(3)
})

describe.each(golden.pairs)('pair $name', (pair) => {
  const a = Float64Array.from(pair.a)
  const b = Float64Array.from(pair.b)

  it.each(['two-sided', 'greater', 'less'] as const)('has the tests of scipy, %s', (side) => {
    const wanted: Record<string, readonly number[] | undefined> = pair.sides[side]
    const welch = welchTest(a, b, side)
    expectResult(welch, wanted['welch'])
    expectNear(welch?.degrees, wanted['welch']?.[2])
    expectResult(oneSampleTTest(a, 0.1, side), wanted['one'])
    if (wanted['paired'] !== undefined) expectResult(pairedTTest(a, b, side), wanted['paired'])
    const exactMax = 1e6
    if (wanted['winsExact'] !== undefined)
      expectResult(mannWhitney(a, b, { alternative: side, exactMax }), wanted['winsExact'])
    expectResult(mannWhitney(a, b, { alternative: side, exactMax: 0 }), wanted['wins'])
  })

  it('has the distance of scipy, exact and in the limit', () => {
    if ('ksExact' in pair) expectResult(twoSampleKsTest(a, b, 1e6), pair.ksExact)
    expectResult(twoSampleKsTest(a, b, 0), pair.ks)
  })
})

it.each(golden.samples)('sample $name has the distance of scipy', (sample) => {
  const values = Float64Array.from(sample.values)
  expectResult(ksTest(values, normalCdf), sample.exact)
  expectResult(ksTest(values, normalCdf, 0), sample.limit)
})

describe.each(golden.series)('series $name', (series) => {
  const values = Float64Array.from(series.values)

  it('has the shape tests of scipy and statsmodels', () => {
    expectResult(jarqueBera(values), series.jarqueBera)
    expectResult(andersonDarling(values), series.andersonDarling)
  })

  it('has the tests of order of statsmodels', () => {
    for (const [lags = 0, ...wanted] of series.ljungBox)
      expectResult(ljungBox(values, { lags }), wanted)
    for (const [lags = 0, ...wanted] of series.boxPierce)
      expectResult(boxPierce(values, { lags }), wanted)
    expectResult(ljungBox(values, { lags: 6, fitted: 2 }), series.fitted)
    for (const [lags = 0, ...wanted] of series.arch) expectResult(archTest(values, lags), wanted)
    expectResult(runsTest(values), series.runs)
  })

  it('has the variance ratios of arch', () => {
    let level = 0
    const levels = values.map((value) => (level += value))
    for (const [steps = 0, robust, ratio, ...wanted] of series.varianceRatio) {
      const found = varianceRatio(levels, { steps, isRobust: robust === 1 })
      expectNear(found?.ratio, ratio)
      expectResult(found, wanted)
    }
  })
})

it.each(fromR.cases)(
  'has the Diebold-Mariano test of R, $window of $horizon',
  ({ a, b, horizon, window, alternative, ...wanted }) => {
    const square = (errors: readonly number[]): Float64Array =>
      Float64Array.from(errors, (error) => error * error)
    const sides: Record<string, Alternative> = { less: 'less', greater: 'greater' }
    const found = dieboldMariano(square(a), square(b), {
      horizon,
      window: window === 'bartlett' ? 'bartlett' : 'rectangular',
      alternative: sides[alternative] ?? 'two-sided',
    })
    expectResult(found, [wanted.statistic, wanted.probability])
  },
)

describe.skipIf(!hasShared)('reference values on market data', () => {
  type Reference = { readonly cases: readonly { id: string; recomputed: Record<string, Value> }[] }
  type Value = { readonly [name: string]: number }
  const read = (): Record<string, Value> => {
    const { cases } = sharedJson('data/reference/golden.json') as Reference
    return cases.find(({ id }) => id === 'statistical_tests')?.recomputed ?? {}
  }
  const pounds = () => sharedColumn('data/reference/dem_gbp_returns.csv', 'ret_pct')
  const stocks = () =>
    sharedColumn('data/reference/sp500_1999_2018.csv.gz', 'close').map((close) => Math.log(close))
  const differences = (levels: Float64Array): Float64Array =>
    levels.subarray(1).map((level, i) => level - (levels[i] as number))

  it('are those of statsmodels and arch', () => {
    const wanted = read()
    const squares = pounds().map((value) => value * value)
    const near = (found: number | undefined, name: string, key: string): void =>
      expectNear(found, wanted[name]?.[key])
    const ofSquares = ljungBox(squares, { lags: 10 })
    near(ofSquares?.statistic, 'ljungbox_sq_dem_gbp_lag10', 'stat')
    near(ofSquares?.probability, 'ljungbox_sq_dem_gbp_lag10', 'p')
    const ofReturns = ljungBox(differences(stocks()), { lags: 10 })
    near(ofReturns?.statistic, 'ljungbox_logret_sp500_lag10', 'stat')
    near(ofReturns?.probability, 'ljungbox_logret_sp500_lag10', 'p')
    const clustered = archTest(pounds(), 5)
    near(clustered?.statistic, 'arch_lm_dem_gbp_lag5', 'stat')
    near(clustered?.probability, 'arch_lm_dem_gbp_lag5', 'p')
    const shape = jarqueBera(pounds())
    near(shape?.statistic, 'jarque_bera_dem_gbp', 'stat')
    near(shape?.skewness, 'jarque_bera_dem_gbp', 'skew')
    near(shape?.kurtosis, 'jarque_bera_dem_gbp', 'kurtosis')
    const walk = varianceRatio(stocks(), { steps: 5 })
    near(walk?.ratio, 'variance_ratio_log_sp500_5_robust_overlap', 'vr')
    near(walk?.statistic, 'variance_ratio_log_sp500_5_robust_overlap', 'stat')
  })
})
