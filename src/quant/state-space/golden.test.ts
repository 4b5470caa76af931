import { describe, expect, it } from 'vitest'
import { nearWithin } from '../../../test/golden/quant/near-within.ts'
import { hasShared, sharedColumn, sharedJson } from '../../../test/golden/quant/shared-columns.ts'
import golden from '../../../test/golden/quant/state-space.json' with { type: 'json' }
import { matrixOf } from '../matrix/index.ts'
import {
  fitLocalLevel,
  fitLocalLinearTrend,
  HedgeFilter,
  kalmanFilter,
  kalmanSmooth,
  LevelFilter,
  localLevel,
  type MarkovSwitching,
  markovSwitching,
} from './index.ts'

const expectNear = nearWithin(golden.tolerance)

/** A table with missing values, which `matrixOf` declines. */
function observationsOf(
  rows: readonly (readonly (number | null)[])[],
): ReturnType<typeof matrixOf> {
  const values = Float64Array.from(rows.flat(), (value) => value ?? Number.NaN)
  return { rows: rows.length, columns: values.length / rows.length, values }
}

function seriesOf(name: string): Float64Array {
  const [file, column = ''] = name.split('.')
  return sharedColumn(`data/reference/${file}.csv`, column)
}

describe.each(golden.kalman)('filter and smoother of $name', (wanted) => {
  const model = {
    transition: matrixOf(wanted.transition),
    observation: matrixOf(wanted.observation),
    stateNoise: matrixOf(wanted.stateNoise),
    observationNoise: matrixOf(wanted.observationNoise),
    initialMean: Float64Array.from(wanted.initialMean),
    initialCovariance: matrixOf(wanted.initialCovariance),
    diffuse: wanted.diffuse,
  }
  const observations = observationsOf(wanted.observations)
  const states = wanted.transition.length

  it('are those of statsmodels', () => {
    const filtered = kalmanFilter(model, observations)
    expectNear(filtered.logLikelihood, wanted.logLikelihood)
    wanted.filtered.forEach((row, i) => {
      row.forEach((value, k) => {
        const at = (i + wanted.rowsDiffuse) * states + k
        expectNear(filtered.filteredMeans.values[at], value)
      })
    })
    const smoothed = kalmanSmooth(model, observations)
    expectNear(smoothed.logLikelihood, wanted.logLikelihood)
    wanted.smoothed.flat().forEach((value, i) => {
      expectNear(smoothed.means.values[i], value)
    })
    wanted.smoothedCovariance.flat().forEach((value, i) => {
      expectNear(smoothed.covariances.values[i], value)
    })
  })
})

describe.skipIf(!hasShared)('structural models', () => {
  it.each(golden.structural.filter((of) => of.kind === 'llevel'))(
    'of $series: the level of statsmodels',
    (wanted) => {
      const found = fitLocalLevel(seriesOf(wanted.series))
      const [observation = 0, level = 0] = wanted.variances
      // Never worse; the reference stops its search before the digits end.
      expect(found?.logLikelihood).toBeGreaterThan(wanted.logLikelihood - 1e-8)
      expectNear(found?.logLikelihood, wanted.logLikelihood, 1e-6)
      expectNear(found?.observationVariance, observation, 1e-3)
      expectNear(found?.levelVariance, level, 1e-3)
    },
  )

  it.each(golden.structural.filter((of) => of.kind === 'lltrend'))(
    'of $series: the trend of statsmodels',
    (wanted) => {
      const found = fitLocalLinearTrend(seriesOf(wanted.series))
      expect(found?.logLikelihood).toBeGreaterThan(wanted.logLikelihood - 1e-6)
      expectNear(found?.logLikelihood, wanted.logLikelihood, 1e-4)
    },
  )

  it('of the Nile: the variances of Durbin and Koopman', () => {
    const nile = seriesOf('nile.flow')
    const found = fitLocalLevel(nile)
    expect(Math.round(found?.observationVariance ?? 0)).toBe(15_099)
    expect(found?.levelVariance).toBeCloseTo(1469.1, 0)
    expectNear(found?.observationVariance, 15098.519225389447, 1e-6)
    expectNear(found?.levelVariance, 1469.176079338487, 1e-6)
    expectNear(found?.logLikelihood, -633.4645636362458, 1e-11)
    const model = localLevel({ observationVariance: 15_099, levelVariance: 1469.1 })
    const filtered = kalmanFilter(model, { rows: 100, columns: 1, values: nile })
    expectNear(filtered.logLikelihood, -633.4645636, 1e-8)
  })

  it('of the Nile, value by value, is the filter over all', () => {
    const nile = seriesOf('nile.flow')
    const of = { observationVariance: 15_099, levelVariance: 1469.1 }
    const filtered = kalmanFilter(localLevel(of), { rows: 100, columns: 1, values: nile })
    const filter = new LevelFilter(of)
    nile.forEach((value, i) => {
      expectNear(filter.update(value), filtered.filteredMeans.values[i] ?? Number.NaN, 1e-12)
      expectNear(filter.variance, filtered.filteredCovariances.values[i] ?? Number.NaN, 1e-12)
    })
  })
})

it.each(golden.hedge.runs)(
  'hedge ratio, variance $ratioVariance, is that of statsmodels',
  (run) => {
    const filter = new HedgeFilter(run)
    // A start of 1e4 to 1e7 costs as many digits in the first rows.
    golden.hedge.y.forEach((y, i) => {
      const x = golden.hedge.x[i] ?? Number.NaN
      const tolerance = i < 2 ? 1e-4 : 1e-6
      expectNear(filter.update(y, x), run.ratios[i] ?? Number.NaN, tolerance)
      expectNear(filter.intercept, run.intercepts[i] ?? Number.NaN, tolerance)
      expectNear(filter.ratioVariance, run.ratioVariances[i] ?? Number.NaN, 1e-5)
      expectNear(filter.error, run.errors[i] ?? Number.NaN, tolerance)
    })
  },
)

describe.skipIf(!hasShared)('Markov switching on the output of Hamilton', () => {
  const growth = (): Float64Array => sharedColumn('data/reference/hamilton_rgnp.csv', 'growth_pct')

  it.each(golden.switching)('$name: probabilities are those of statsmodels', (wanted) => {
    const model: MarkovSwitching = {
      means: wanted.means,
      deviations: wanted.variances.map(Math.sqrt),
      autoregression: wanted.autoregression,
      transition: matrixOf([
        [wanted.stay, 1 - wanted.stay],
        [wanted.fall, 1 - wanted.fall],
      ]),
    }
    const found = markovSwitching(model, growth())
    expectNear(found?.logLikelihood, wanted.logLikelihood)
    wanted.filtered.forEach((value, i) => {
      expectNear(found?.filtered.values[2 * i], value)
    })
    wanted.smoothed.forEach((value, i) => {
      expectNear(found?.smoothed.values[2 * i], value)
    })
  })

  it('has the published log-likelihood', () => {
    const input = JSON.stringify(sharedJson('golden/golden.json'))
    expect(input).toContain('-181.26339')
    const published = golden.switching.find((of) => of.name === 'published')
    expect(published?.logLikelihood).toBeCloseTo(-181.26339, 5)
  })
})
