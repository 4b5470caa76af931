import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayUs, hourUs } from '../../domain/index.ts'
import type { TrialOutcome } from '../../engine/index.ts'
import { type CurveFigures, curveFigures } from '../metrics/curve-figures.ts'
import {
  type OverfittingFigures,
  overfittingFigures,
  type TrialEvidence,
} from './overfitting-figures.ts'
import { overfittingRows } from './overfitting-rows.ts'
import { summariseOverfitting } from './summarise-overfitting.ts'

/** A curve of bars with these returns, daily unless said otherwise. */
function curveOf(returns: readonly number[], barUs = dayUs): CurveFigures {
  const equity = new Float64Array(returns.length)
  let last = 100
  returns.forEach((value, i) => {
    last *= 1 + value
    equity[i] = last
  })
  const ts = Float64Array.from(returns, (_, i) => (i + 1) * barUs)
  const exposure = new Float32Array(returns.length)
  return curveFigures({ length: returns.length, ts, equity, exposure }, 100, barUs)
}

/** Half of them mean + spread, half mean − spread: no skewness, a kurtosis of 1. */
function twoSided(count: number, mean: number, spread: number): CurveFigures {
  return curveOf(Array.from({ length: count }, (_, i) => mean + (i % 2 === 0 ? spread : -spread)))
}

const alone: TrialEvidence = { trials: 1, others: [] }

function known(...ratios: readonly (number | undefined)[]): TrialOutcome[] {
  return ratios.map((sharpe) => ({ sharpe, samples: 100 }))
}

function areFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.values(value).every(areFinite)
}

function expectSound(figures: OverfittingFigures): void {
  expect(areFinite(figures)).toBe(true)
  expect(JSON.parse(JSON.stringify(summariseOverfitting(figures)))).toEqual(
    summariseOverfitting(figures),
  )
  expect(JSON.stringify(overfittingRows(figures))).not.toMatch(/NaN|Infinity|undefined/)
}

describe('100 daily returns of mean 0.001, half 0.01 above and half below, by hand', () => {
  const curve = twoSided(100, 0.001, 0.01)
  // Ratio 0.1 × √(99 / 100) = 0.0994987 a day, 1.90092 a year; its error is 1 / √99.
  it('has PSR Φ(0.99), MinTRL 274.3 days, and takes nothing off when tried alone', () => {
    const figures = overfittingFigures(curve, alone, 1)
    expect(figures.probabilistic).toBeCloseTo(0.83891, 4)
    expect(figures.deflated).toBe(figures.probabilistic)
    expect((figures.trackRecordYears ?? 0) * 365).toBeCloseTo(274.29, 1)
    expect(figures).toMatchObject({ expectedMaximum: 0, backtestYearsMin: 0, absent: [] })
    expect(figures.haircuts?.holm.haircut).toBeCloseTo(0, 9)
    expectSound(figures)
  })

  it('has DSR Φ(0.99 − 1.57475) among 10 of which nothing is known', () => {
    const figures = overfittingFigures(curve, { trials: 10, others: [] }, 1)
    expect(figures.sharpeVariance?.from).toBe('estimator')
    expect(figures.sharpeVariance?.value).toBeCloseTo(365 / 99, 9)
    expect(figures.deflated).toBeCloseTo(0.2793, 3)
    expect(figures.backtestYearsMin).toBeCloseTo((1.57475 / 1.90092) ** 2, 3)
    expect(figures.haircuts?.bonferroni).toMatchObject({ adjusted: 1, sharpe: 0, haircut: 1 })
  })

  it('takes the variance over the others where they lie apart, and never less than the error', () => {
    const by = (...ratios: readonly (number | undefined)[]) =>
      overfittingFigures(curve, { trials: 10, others: known(...ratios) }, 1)
    const apart = by(-0.1, 0.1, undefined)
    expect(apart).toMatchObject({ settled: 3, sharpeVariance: { from: 'trials' } })
    expect(apart.sharpeVariance?.value).toBeCloseTo(365 * 0.02, 9)
    // With itself among them it would be another.
    expect(by(-0.1, 0.1, 0.0994987).sharpeVariance?.value).toBeLessThan(365 * 0.0134)
    for (const near of [by(0.03), by(0.03, 0.03), by(0.03, 0.031), by(undefined, undefined)]) {
      expect(near.sharpeVariance?.from).toBe('estimator')
      expect(near.sharpeVariance?.value).toBe(by().sharpeVariance?.value)
    }
  })

  it('counts trials as fewer when told how many are independent, never as more', () => {
    const by = (effectiveTrials: number) =>
      overfittingFigures(curve, { trials: 10, others: [], effectiveTrials }, 1)
    expect(by(2.2)).toMatchObject({ trials: 10, effectiveTrials: 3 })
    expect(by(50).effectiveTrials).toBe(10)
    expect(by(0).deflated).toBe(by(1).probabilistic)
    expect(by(3).deflated).toBeGreaterThan(by(10).deflated ?? 1)
  })

  it('cuts no less for losses that are certain', () => {
    const losing = overfittingFigures(curve, { trials: 3, others: known(-3, -4) }, 1)
    const silent = overfittingFigures(curve, { trials: 3, others: [] }, 1)
    expect(losing.haircuts).toEqual(silent.haircuts)
  })
})

describe('the deflated ratio', () => {
  const daily = fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), {
    minLength: 8,
    maxLength: 60,
  })
  const ratios = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { maxLength: 6 })

  it('never rises with trials, is never above PSR, and every figure is finite', () => {
    fc.assert(
      fc.property(daily, ratios, fc.integer({ min: 1, max: 5_000 }), (returns, others, more) => {
        const curve = curveOf(returns)
        const trials = others.length + 1
        const few = overfittingFigures(curve, { trials, others: known(...others) }, 3)
        const evidence = { trials: trials + more, others: known(...others) }
        const many = overfittingFigures(curve, evidence, 3)
        for (const figures of [few, many]) expectSound(figures)
        if (few.deflated === undefined || many.deflated === undefined) return
        expect(many.deflated).toBeLessThanOrEqual(few.deflated)
        expect(few.deflated).toBeLessThanOrEqual(few.probabilistic ?? 0)
      }),
      { numRuns: 40 },
    )
  })
})

describe('intervals', () => {
  it('hold their figures, and are the same for the same seed', () => {
    const returns = Array.from({ length: 200 }, (_, i) => 0.02 * Math.sin(i * i) + 0.001)
    const curve = curveOf(returns)
    const { intervals } = overfittingFigures(curve, alone, 7)
    const within = ([low, high]: readonly [number, number], value = Number.NaN): boolean =>
      low < value && value < high
    expect(within(intervals?.sharpe ?? [0, 0], curve.sharpe?.value)).toBe(true)
    expect(within(intervals?.cagrPct ?? [0, 0], curve.cagrPct)).toBe(true)
    expect(within(intervals?.drawdownMax ?? [0, 0], curve.drawdowns.max)).toBe(true)
    expect(overfittingFigures(curve, alone, 7).intervals).toEqual(intervals)
    expect(overfittingFigures(curve, alone, 8).intervals).not.toEqual(intervals)
  })

  it('have none of growth below 30 days, and say so', () => {
    const hours = Array.from({ length: 200 }, (_, i) => 0.01 * Math.sin(i * i) + 0.0005)
    const figures = overfittingFigures(curveOf(hours, hourUs), alone, 1)
    expect(figures.intervals?.sharpe).toBeDefined()
    expect(figures.intervals?.cagrPct).toBeUndefined()
    expect(figures.absent.join(' ')).toContain('no interval of CAGR')
  })
})

describe('what cannot be judged', () => {
  const cases = [
    ['no bar', [], 'fewer than 30 returns other than 0; of 0 there are 0'],
    ['too few returns', [0.1, -0.1, 0.2], 'fewer than 30 returns other than 0; of 3 there are 3'],
    ['no trade', new Array<number>(40).fill(0), 'of 40 there are 0'],
    ['three lucky days', [0.1, 0.1, 0.1, ...new Array<number>(900).fill(0)], 'of 903 there are 3'],
    ['equal returns', new Array<number>(40).fill(1), 'all equal'],
    ['ruin', [0.1, -1, ...new Array<number>(40).fill(0)], 'fewer than 30'],
  ] as const

  it.each(cases)('%s has a reason instead of figures', (_, returns, reason) => {
    const figures = overfittingFigures(curveOf(returns), { trials: 5, others: known(0.1) }, 1)
    expect(figures.absent.join(' ')).toContain(reason)
    expect(figures).toMatchObject({ trials: 5, settled: 1, deflated: undefined })
    expect(summariseOverfitting(figures)).toMatchObject({
      dsr: null,
      intervals: { blockMean: null },
    })
    expectSound(figures)
  })

  it('declines returns that are no numbers', () => {
    const curve = twoSided(40, 0.001, 0.01)
    const returns = Float64Array.from(curve.sampled.returns)
    returns[9] = Number.NaN
    const spoiled = { ...curve, sampled: { ...curve.sampled, returns } }
    const figures = overfittingFigures(spoiled, alone, 1)
    expect(figures.absent).toEqual(['Nothing can be said of returns that are not finite.'])
    expectSound(figures)
  })

  it('has no length and no haircut of a loss', () => {
    const figures = overfittingFigures(twoSided(60, -0.001, 0.01), alone, 1)
    expect(figures.haircuts).toBeUndefined()
    expect(figures.trackRecordYears).toBeUndefined()
    expect(figures.deflated).toBeLessThan(0.5)
    expect(figures.absent).toEqual([
      'MinTRL, minimum backtest length and haircuts are those of a Sharpe above 0.',
    ])
  })
})
