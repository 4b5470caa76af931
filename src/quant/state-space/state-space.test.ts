import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { autoregression } from '../../../test/golden/quant/rates.ts'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { type Matrix, matrixOf } from '../matrix/index.ts'
import {
  fitLocalLevel,
  fitLocalLinearTrend,
  HedgeFilter,
  kalmanFilter,
  kalmanSmooth,
  LevelFilter,
  localLevel,
  localLinearTrend,
} from './index.ts'

const column = (values: Float64Array): Matrix => ({ rows: values.length, columns: 1, values })

const noisy = (seed: number, count = 40): Float64Array => {
  const random = Random.fromSeed(seed)
  return autoregression(random, count, 1).map((value) => value + random.normal())
}

const seeds = fc.integer({ min: 1, max: 1e6 })

describe('kalmanFilter', () => {
  const model = localLinearTrend({ observationVariance: 1, levelVariance: 0.5, slopeVariance: 0.1 })

  it('is the same for a value missing and for a value of endless noise', () => {
    const series = noisy(1)
    const gap = kalmanFilter(model, column(series.with(20, Number.NaN)))
    const smoothed = kalmanSmooth(model, column(series.with(20, Number.NaN)))
    expect(gap.filteredMeans.values[40]).toBe(gap.predictedMeans.values[40])
    expect(smoothed.covariances.values[20 * 4]).toBeGreaterThan(
      smoothed.covariances.values[10 * 4] ?? 0,
    )
  })

  it('smooths the last row to what it filters, and is never less sure', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const series = column(noisy(seed))
        const [filtered, smoothed] = [kalmanFilter(model, series), kalmanSmooth(model, series)]
        expect(smoothed.means.values[78]).toBeCloseTo(filtered.filteredMeans.values[78] ?? 0, 9)
        for (let row = 2; row < 40; row += 1) {
          const own = filtered.filteredCovariances.values[row * 4] ?? 0
          expect(smoothed.covariances.values[row * 4]).toBeLessThan(own + 1e-9)
        }
        expect(smoothed.logLikelihood).toBe(filtered.logLikelihood)
      }),
      { numRuns: 20 },
    )
  })

  it('comes near the exact diffuse start with a large variance', () => {
    const series = column(noisy(2))
    const { diffuse: _, ...known } = model
    const large = matrixOf([
      [1e8, 0],
      [0, 1e8],
    ])
    const near = kalmanSmooth({ ...known, initialCovariance: large }, series)
    const exact = kalmanSmooth(model, series)
    exact.means.values.forEach((value, i) => {
      expect(near.means.values[i]).toBeCloseTo(value, 4)
    })
  })

  it('leaves out a second sensor without noise that says the same', () => {
    const series = noisy(3)
    const twice: Matrix = {
      rows: 40,
      columns: 2,
      values: Float64Array.from({ length: 80 }, (_, i) => series[i >> 1] ?? Number.NaN),
    }
    const sensors = {
      ...localLevel({ observationVariance: 0, levelVariance: 1 }),
      observation: matrixOf([[1], [1]]),
      observationNoise: matrixOf([
        [0, 0],
        [0, 0],
      ]),
    }
    const both = kalmanFilter(sensors, twice)
    const one = kalmanFilter(
      localLevel({ observationVariance: 0, levelVariance: 1 }),
      column(series),
    )
    expect(both.logLikelihood).toBe(one.logLikelihood)
    kalmanSmooth(sensors, twice).means.values.forEach((value, i) => {
      expect(value).toBeCloseTo(series[i] ?? Number.NaN, 9)
    })
  })

  it('takes what one sensor says of two unknown states as unknown once only', () => {
    const zeros = matrixOf([
      [0, 0],
      [0, 0],
    ])
    const still = {
      transition: matrixOf([
        [1, 0],
        [0, 1],
      ]),
      observation: matrixOf([[1 / 3, 0.7]]),
      stateNoise: zeros,
      observationNoise: matrixOf([[2]]),
      initialMean: new Float64Array(2),
      initialCovariance: zeros,
      diffuse: [true, true],
    }
    const series = column(noisy(11))
    const level = localLevel({ observationVariance: 2, levelVariance: 0 })
    const length = Math.sqrt(1 / 9 + 0.49)
    const one = kalmanFilter({ ...level, observation: matrixOf([[length]]) }, series)
    expect(kalmanFilter(still, series).logLikelihood).toBeCloseTo(one.logLikelihood, 9)
  })

  it('knows nothing of no observation at all', () => {
    const none = column(new Float64Array(5).fill(Number.NaN))
    expect(kalmanFilter(model, none).logLikelihood).toBe(0)
    expect([...kalmanSmooth(model, none).means.values]).toEqual(Array.from({ length: 10 }, () => 0))
  })

  it('declines shapes that do not fit and infinite values', () => {
    const series = column(noisy(4))
    const wide = { ...model, observation: matrixOf([[1]]) }
    expect(() => kalmanFilter(wide, series)).toThrow(ArgumentError)
    expect(() => kalmanFilter(model, { rows: 20, columns: 2, values: series.values })).toThrow(
      ArgumentError,
    )
    const endless = column(noisy(4).with(3, Number.POSITIVE_INFINITY))
    expect(() => kalmanSmooth(model, endless)).toThrow(ArgumentError)
    expect(() => localLevel({ observationVariance: -1, levelVariance: 1 })).toThrow(ArgumentError)
    expect(() => kalmanFilter({ ...model, diffuse: [true] }, series)).toThrow(ArgumentError)
    expect(() => kalmanFilter({ ...model, initialMean: new Float64Array(3) }, series)).toThrow(
      ArgumentError,
    )
  })
})

describe('fits of structural models', () => {
  it('scale with the square of the series', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0.01, max: 100, noNaN: true }), (seed, scale) => {
        const series = noisy(seed)
        const [one, other] = [
          fitLocalLevel(series),
          fitLocalLevel(series.map((v) => v * scale + 9)),
        ]
        const total = (one?.observationVariance ?? 0) + (one?.levelVariance ?? 0)
        const scaled = (other?.levelVariance ?? Number.NaN) / (scale * scale)
        expect((scaled - (one?.levelVariance ?? 0)) / total).toBeCloseTo(0, 4)
      }),
      { numRuns: 20 },
    )
  })

  it('find a level that stands still, and one seen without noise', () => {
    // What swings about a level says nothing of a level that moves.
    const swing = Float64Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : -1))
    expect(fitLocalLevel(swing)?.levelVariance).toBe(0)
    const steady = Float64Array.from({ length: 40 }, (_, i) => i * i)
    expect(fitLocalLevel(steady)?.observationVariance).toBe(0)
  })

  it('take missing values as the filter does', () => {
    const series = noisy(5).with(7, Number.NaN).with(0, Number.NaN)
    const found = fitLocalLevel(series)
    if (found === undefined) throw new Error('no fit')
    const filtered = kalmanFilter(localLevel(found), column(series))
    expect(filtered.logLikelihood).toBeCloseTo(found.logLikelihood, 8)
    const trend = fitLocalLinearTrend(series)
    if (trend === undefined) throw new Error('no fit')
    expect(kalmanFilter(localLinearTrend(trend), column(series)).logLikelihood).toBeCloseTo(
      trend.logLikelihood,
      8,
    )
  })

  it('have no answer for a constant series, and decline a short one', () => {
    const constant = new Float64Array(20).fill(4)
    for (const fit of [fitLocalLevel, fitLocalLinearTrend]) {
      expect(fit(constant)).toBeUndefined()
      expect(() => fit(Float64Array.of(1, 2, 3))).toThrow(ArgumentError)
      expect(() => fit(noisy(6).with(3, Number.POSITIVE_INFINITY))).toThrow(ArgumentError)
    }
  })
})

describe('LevelFilter', () => {
  it('is silent before a value, and stays through missing ones', () => {
    const filter = new LevelFilter({ observationVariance: 1, levelVariance: 0.5 })
    expect(filter.update(Number.NaN)).toBeUndefined()
    expect([filter.level, filter.variance, filter.surprise]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(filter.update(3)).toBe(3)
    expect(filter.update(Number.NaN)).toBe(3)
    expect(filter.variance).toBe(1.5)
    expect(filter.update(5)).toBeCloseTo(3 + (2 * 2) / 3, 12)
    expect(filter.surprise).toBeCloseTo(2 / Math.sqrt(3), 12)
    expect(() => new LevelFilter({ observationVariance: 0, levelVariance: 1 })).toThrow(
      ArgumentError,
    )
  })
})

describe('HedgeFilter', () => {
  it('follows a ratio that changes', () => {
    const random = Random.fromSeed(7)
    const filter = new HedgeFilter({ observationVariance: 0.01, ratioVariance: 1e-4 })
    for (let row = 0; row < 400; row += 1) {
      const x = 5 + random.normal()
      filter.update((row < 200 ? 1 : 2) * x + 0.1 * random.normal(), x)
      if (row === 199) expect(filter.ratio).toBeCloseTo(1, 1)
    }
    expect(filter.ratio).toBeCloseTo(2, 1)
  })

  it('is silent before a row, and leaves a missing one out', () => {
    const filter = new HedgeFilter({ observationVariance: 1, ratioVariance: 0 })
    expect(filter.update(Number.NaN, 1)).toBeUndefined()
    expect([filter.ratio, filter.intercept, filter.error, filter.surprise]).toEqual(
      Array.from({ length: 4 }, () => undefined),
    )
    const ratio = filter.update(2, 1)
    expect(filter.update(2, Number.POSITIVE_INFINITY)).toBe(ratio)
    const bad = { observationVariance: 1, ratioVariance: -1 }
    expect(() => new HedgeFilter(bad)).toThrow(ArgumentError)
  })
})
