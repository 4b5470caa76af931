import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { matrix, matrixOf, multiply, transpose } from '../matrix/index.ts'
import { DccSurface } from './dcc-surface.ts'
import {
  CorrelationBreak,
  contagion,
  correlationOf,
  correlationPath,
  DccCorrelation,
  type DccFit,
  fitDcc,
  systemicShare,
} from './index.ts'

/** Returns with a common factor; its weight is `calm`, and `wild` in the last fifth. */
function market(
  seed: number,
  assets: number,
  days: number,
  calm = 0.7,
  wild = calm,
): Float64Array[] {
  const random = Random.fromSeed(seed)
  const series = Array.from({ length: assets }, () => new Float64Array(days))
  const h = new Float64Array(assets).fill(1)
  for (let day = 0; day < days; day += 1) {
    const factor = random.normal()
    const share = (day < 0.8 * days ? calm : wild) * (1 + 0.3 * Math.sin(day / 40))
    series.forEach((values, i) => {
      const z = share * factor + Math.sqrt(1 - Math.min(0.9, share * share)) * random.normal()
      const e = Math.sqrt(h[i] as number) * z
      h[i] = 0.05 + 0.08 * e * e + 0.87 * (h[i] as number)
      values[day] = e
    })
  }
  return series
}

const returns = market(1, 4, 800)

function fitted(): DccFit {
  const fit = fitDcc(returns)
  if (fit === undefined) throw new Error('there is no fit')
  return fit
}

const fit = fitted()

describe('a DCC', () => {
  it('has the slopes that differences have', () => {
    const random = Random.fromSeed(5)
    const shocks = Float64Array.from({ length: 300 }, () => random.normal())
    const target = matrixOf([
      [1, 0.3, 0.1],
      [0.3, 1.1, -0.2],
      [0.1, -0.2, 0.9],
    ])
    const surface = new DccSurface(target, shocks)
    const gradient = new Float64Array(2)
    surface.value(Float64Array.of(0.06, 0.85))
    surface.derive(gradient, matrix(2, 2))
    const byA = surface.value(Float64Array.of(0.060001, 0.85))
    const byB = surface.value(Float64Array.of(0.06, 0.850001))
    const minusA = surface.value(Float64Array.of(0.059999, 0.85))
    const minusB = surface.value(Float64Array.of(0.06, 0.849999))
    expect((byA - minusA) / 2e-6 / (gradient[0] as number)).toBeCloseTo(1, 6)
    expect((byB - minusB) / 2e-6 / (gradient[1] as number)).toBeCloseTo(1, 6)
  })

  it('adds its two parts, within its limits', () => {
    expect(fit.logLikelihood).toBe(fit.varianceLogLikelihood + fit.correlationLogLikelihood)
    expect(fit.correlationLogLikelihood).toBeGreaterThan(0)
    expect(Math.min(fit.a, fit.b)).toBeGreaterThanOrEqual(0)
    expect(fit.a + fit.b).toBeLessThan(1)
    expect(fit.hasConverged).toBe(true)
  })

  it('does not depend on units, nor on the order of assets', () => {
    const scaled = returns
      .map((series, i) => series.map((value) => value * (i + 1) * 0.01))
      .reverse()
    const other = fitDcc(scaled)
    expect(other?.a).toBeCloseTo(fit.a, 5)
    expect(other?.b).toBeCloseTo(fit.b, 5)
    expect(other?.correlationLogLikelihood).toBeCloseTo(fit.correlationLogLikelihood, 5)
  })

  it('goes on day by day as the path of its own sample', () => {
    const assets = fit.assets.map((asset) => ({ ...asset, nextVariance: asset.variances[0] ?? 0 }))
    const stream = new DccCorrelation({ ...fit, assets, nextQ: fit.target })
    const [path, own] = [correlationPath(fit, 2, 0), correlationPath(fit, 1, 1)]
    for (let day = 0; day < 800; day += 1) {
      expect(stream.correlation(2, 0)).toBeCloseTo(path[day] as number, 12)
      expect(own[day]).toBe(1)
      stream.update(Float64Array.from(returns, (series) => series[day] as number))
    }
    const after = new DccCorrelation(fit)
    stream.correlations().values.forEach((value, k) => {
      expect(value).toBeCloseTo(after.correlations().values[k] as number, 12)
    })
    expect(stream.variance(3) / (fit.assets[3]?.nextVariance ?? 0)).toBeCloseTo(1, 12)
  })

  it('has a factor of its correlations', () => {
    const next = new DccCorrelation(fit)
    const factor = next.factor() ?? matrix(4, 4)
    multiply(factor, transpose(factor)).values.forEach((value, k) => {
      expect(value).toBeCloseTo(next.correlations().values[k] as number, 12)
    })
  })

  it('keeps its state when a day cannot be taken', () => {
    const stream = new DccCorrelation(fit)
    const before = stream.correlation(0, 1)
    expect(() => stream.update(Float64Array.of(1, 2, 3))).toThrow(ArgumentError)
    expect(() => stream.update(Float64Array.of(1, 2, 3, Number.NaN))).toThrow(ArgumentError)
    expect(() => stream.update(Float64Array.of(1, 2, 3, 1e200))).toThrow(ArgumentError)
    expect(stream.correlation(0, 1)).toBe(before)
    expect(stream.factor()).toBeDefined()
    stream.update(new Float64Array(4).fill(1e100))
    expect(stream.factor()).toBeUndefined()
    expect(stream.correlation(0, 1)).toBeGreaterThan(0.999)
    expect(stream.correlation(0, 1)).toBeLessThanOrEqual(1)
    expect(() => stream.correlation(0, 4)).toThrow(ArgumentError)
    expect(() => stream.variance(-1)).toThrow(ArgumentError)
    expect(() => correlationPath(fit, 0, 4)).toThrow(ArgumentError)
  })

  it('has no fit of collinear assets, and declines what is no set of series', () => {
    const [first = new Float64Array(), second = new Float64Array()] = returns
    expect(fitDcc([first, first.map((value) => 2 * value)])).toBeUndefined()
    expect(fitDcc([first, new Float64Array(800).fill(1)])).toBeUndefined()
    expect(() => fitDcc([first])).toThrow(ArgumentError)
    expect(() => fitDcc([])).toThrow(ArgumentError)
    expect(() => fitDcc([first, second.slice(1)])).toThrow(ArgumentError)
    expect(() => fitDcc([first, second.with(3, Number.NaN)])).toThrow(ArgumentError)
  })
})

describe('risk read from correlations', () => {
  const even = (size: number, value: number): ReturnType<typeof matrix> => {
    const made = matrix(size, size)
    made.values.forEach((_, k) => {
      made.values[k] = k % (size + 1) === 0 ? 1 : value
    })
    return made
  }

  it('has the share of the largest eigenvalue: (1 + (n - 1) ρ) / n for equal correlations', () => {
    expect(systemicShare(even(5, 0))).toBeCloseTo(0.2, 12)
    expect(systemicShare(even(5, 0.5))).toBeCloseTo(0.6, 12)
    expect(systemicShare(even(5, 1))).toBeCloseTo(1, 12)
    expect(() => systemicShare(matrixOf([[2]]))).toThrow(ArgumentError)
    expect(() => systemicShare(even(2, 1.1))).toThrow(ArgumentError)
  })

  it('has no contagion without a change, and the change of Fisher z with one', () => {
    expect(contagion(even(3, 0.4), even(3, 0.4))).toEqual({
      byAsset: new Float64Array(3),
      overall: 0,
    })
    const found = contagion(even(3, 0.95), even(3, 0.9))
    const wanted = Math.atanh(0.95) - Math.atanh(0.9)
    expect(found.overall).toBeCloseTo(wanted, 12)
    expect(found.byAsset[1]).toBeCloseTo(wanted, 12)
    expect(Number.isFinite(contagion(even(2, 1), even(2, 0)).overall)).toBe(true)
    expect(() => contagion(even(2, 0), even(3, 0))).toThrow(ArgumentError)
    expect(() => contagion(even(1, 0), even(1, 0))).toThrow(ArgumentError)
  })

  it('sees the assets of a crash move together', () => {
    const crash = fitDcc(market(2, 4, 1000, 0.3, 0.8))
    if (crash === undefined) throw new Error('there is no fit')
    const now = new DccCorrelation(crash).correlations()
    const usual = correlationOf(crash.target)
    expect(contagion(now, usual).overall).toBeGreaterThan(0.2)
    expect(systemicShare(now)).toBeGreaterThan(systemicShare(usual) + 0.1)
  })

  it('scales a covariance', () => {
    const scaled = correlationOf(
      matrixOf([
        [4, 1],
        [1, 9],
      ]),
    )
    expect(Array.from(scaled.values)).toEqual([1, 1 / 6, 1 / 6, 1])
    expect(() => correlationOf(matrixOf([[0]]))).toThrow(ArgumentError)
  })

  it('warns of a break once the window is full, and not of a constant', () => {
    const watch = new CorrelationBreak(20, 4)
    const random = Random.fromSeed(9)
    for (let day = 0; day < 20; day += 1)
      expect(watch.update(0.5 + 0.01 * random.normal())).toBeUndefined()
    expect(watch.update(0.5)?.isBroken).toBe(false)
    const broken = watch.update(0.9)
    expect(broken?.isBroken).toBe(true)
    expect(broken?.score).toBeGreaterThan(10)
    const still = new CorrelationBreak(10)
    for (let day = 0; day < 30; day += 1) expect(still.update(0.3)).toBeUndefined()
    expect(() => still.update(1.01)).toThrow(ArgumentError)
    expect(() => still.update(Number.NaN)).toThrow(ArgumentError)
    expect(() => new CorrelationBreak(9)).toThrow(ArgumentError)
    expect(() => new CorrelationBreak(10, 0)).toThrow(ArgumentError)
  })
})
