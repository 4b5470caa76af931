import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sharedColumn } from '../../../test/golden/quant/shared-columns.ts'
import { fitted } from '../../../test/golden/quant/volatility-cases.ts'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { mean } from '../moments.ts'
import { type GarchFit, longRunVariance, newsImpact, usualVariance } from './index.ts'

/** Returns whose variance steps up now and then: a GARCH takes them for one without end. */
function explosive(): Float64Array {
  const random = Random.fromSeed(9)
  return Float64Array.from({ length: 1500 }, (_, t) => Math.exp(t / 250) * random.normal())
}

function expectNoLongRun(fit: GarchFit): void {
  expect(fit.limits).toContain('persistence')
  expect(fit.persistence).toBeCloseTo(1, 7)
  expect(longRunVariance(fit)).toBeUndefined()
  expect(fit.errors.alpha).toBeUndefined()
  expect(fit.errors.beta).toBeUndefined()
  expect(fit.errors.mean).toBeGreaterThan(0)
  const usual = usualVariance(fit)
  expect(usual.of).toBe('sample')
  expect(usual.variance).toBe(mean(fit.variances))
  const { omega, alpha, beta } = fit.parameters
  expect(newsImpact(fit, 2)).toBeCloseTo(omega + 4 * alpha + beta * usual.variance, 9)
}

describe('a fit at a limit', () => {
  it('says that its persistence is, and has no long run', () => {
    for (const innovation of ['normal', 'student-t'] as const)
      expectNoLongRun(fitted(explosive(), { innovation }))
  })

  it('says which other parameters are', () => {
    const random = Random.fromSeed(3)
    const independent = Float64Array.from({ length: 2000 }, () => random.normal())
    const fit = fitted(independent, { innovation: 'student-t' })
    expect(fit.limits).toContain('degrees')
    expect(fit.limits).not.toContain('persistence')
    expect(longRunVariance(fit)).toBeCloseTo(1, 1)
  })

  it('is none where the likelihood has its top inside', () => {
    const random = Random.fromSeed(1)
    let h = 1
    const returns = Float64Array.from({ length: 1500 }, () => {
      const e = Math.sqrt(h) * random.normal()
      h = 0.05 + 0.1 * e * e + 0.85 * h
      return e
    })
    const fit = fitted(returns)
    expect(fit.limits).toEqual([])
    expect(usualVariance(fit)).toEqual({ variance: longRunVariance(fit), of: 'long-run' })
    expect(newsImpact(fit, 1, 4)).toBe(
      fit.parameters.omega + fit.parameters.alpha + fit.parameters.beta * 4,
    )
    expect(() => newsImpact(fit, 1, 0)).toThrow(ArgumentError)
    expect(() => newsImpact(fit, 1, Number.NaN)).toThrow(ArgumentError)
  })
})

const table = 'data/candles/1d/bitstamp_btcusd_1d.csv.gz'

it.skipIf(!existsSync(`../shared/${table}`))('has no long run of daily bitcoin', () => {
  const close = sharedColumn(table, 'close')
  const returns = close.slice(1).map((value, t) => 100 * Math.log(value / (close[t] as number)))
  expectNoLongRun(fitted(returns.slice(-2499), { innovation: 'student-t' }))
})
