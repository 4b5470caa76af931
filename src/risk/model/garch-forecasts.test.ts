import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { dayUs } from '../../domain/index.ts'
import { fitGarch, type GarchFit } from '../../quant/index.ts'
import { GarchForecasts } from './garch-forecasts.ts'
import { defaultMarketRisk } from './market-risk-options.ts'

const fitReturns = [60, 30] as const

function forecastsOf(instruments: number): GarchForecasts {
  const options = { ...defaultMarketRisk, gridUs: dayUs, refitDays: 30, fitReturns }
  return new GarchForecasts(instruments, options)
}

/** Shows the returns of each day, from day `first` on; each over one step. */
function show(to: GarchForecasts, days: readonly (readonly number[])[], first = 1): void {
  days.forEach((returns, k) =>
    to.update((first + k) * dayUs, Float64Array.from(returns), new Float64Array(2).fill(1)),
  )
}

/** Returns about 0.5 % whose variance follows their squares. */
function clustered(count: number, seed: number): number[] {
  const random = Random.fromSeed(seed)
  let h = 1e-4
  return Array.from({ length: count }, () => {
    const e = Math.sqrt(h) * random.normal()
    h = 2e-5 + 0.6 * e * e + 0.2 * h
    return 0.005 + e
  })
}

function normal(count: number, seed: number): number[] {
  const random = Random.fromSeed(seed)
  return Array.from({ length: count }, () => 0.01 * random.normal())
}

function fitOf(returns: readonly number[]): GarchFit | undefined {
  return fitGarch(Float64Array.from(returns), { innovation: 'student-t' })
}

describe('a GARCH forecast', () => {
  it('is that of the own returns of each, carried on by the recursion between two fits', () => {
    const [one, other] = [clustered(34, 1), clustered(34, 5)]
    const forecasts = forecastsOf(2)
    show(
      forecasts,
      one.map((value, t) => [value, other[t] ?? 0]),
    )
    // The first is fitted on day 30, the second, one sample later, to a return more.
    for (const [i, returns, count] of [
      [0, one, 30],
      [1, other, 31],
    ] as const) {
      const fit = fitOf(returns.slice(0, count))
      if (fit === undefined) throw new Error('no fit')
      const { mean, omega, alpha, beta } = fit.parameters
      expect(Math.min(alpha, beta, 100 * mean)).toBeGreaterThan(0.05)
      const h = returns.slice(count).reduce((last, value) => {
        const residual = value - mean
        return omega + alpha * residual * residual + beta * last
      }, fit.nextVariance)
      expect(forecasts.dayVariance(i) / h).toBeCloseTo(1, 12)
    }
  })

  it('takes a return over four steps as one of half of it over one', () => {
    const [gapped, even] = [forecastsOf(1), forecastsOf(1)]
    for (const each of [gapped, even])
      show(
        each,
        clustered(30, 1).map((value) => [value]),
      )
    gapped.update(34 * dayUs, Float64Array.of(0.04), Float64Array.of(4))
    even.update(31 * dayUs, Float64Array.of(0.02), Float64Array.of(1))
    expect(gapped.dayVariance(0)).toBe(even.dayVariance(0))
    expect(gapped.dayVariance(0)).toBeGreaterThan(0)
  })
})

describe('no GARCH forecast', () => {
  it('is made of too few returns', () => {
    const forecasts = forecastsOf(1)
    show(
      forecasts,
      clustered(29, 1).map((value) => [value]),
    )
    expect(forecasts.dayVariance(0)).toBeNaN()
    show(forecasts, [[0.01]], 30)
    expect(forecasts.dayVariance(0)).toBeGreaterThan(0)
  })

  it('is left of an older model once the returns are all the same', () => {
    const forecasts = forecastsOf(1)
    show(
      forecasts,
      clustered(30, 1).map((value) => [value]),
    )
    expect(forecasts.dayVariance(0)).toBeGreaterThan(0)
    show(
      forecasts,
      Array.from({ length: 60 }, () => [0]),
      31,
    )
    expect(forecasts.dayVariance(0)).toBeNaN()
  })

  it('is made by a fit that did not converge', () => {
    const returns = normal(30, 60)
    expect(fitOf(returns)?.hasConverged).toBe(false)
    const forecasts = forecastsOf(1)
    show(
      forecasts,
      returns.map((value) => [value]),
    )
    expect(forecasts.dayVariance(0)).toBeNaN()
  })
})
