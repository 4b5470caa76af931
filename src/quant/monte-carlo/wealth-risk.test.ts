import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { mean, variance } from '../moments.ts'
import {
  bootstrapSummary,
  geometricBrownianMotion,
  lossTail,
  summarisePaths,
  summaryOf,
  wealthRisk,
} from './index.ts'

describe('a summary', () => {
  it('has the drawdown, the lowest level and the time under water of a path by hand', () => {
    const levels = [100, 120, 90, 110, 120, 60, 80, 130]
    const found = summaryOf({ paths: 1, steps: 7, values: Float64Array.from(levels) })
    expect(found.terminal[0]).toBe(130)
    expect(found.lowest[0]).toBe(60)
    expect(found.drawdownMax[0]).toBe(0.5)
    expect(found.underWaterLongestSteps[0]).toBe(2)
    expect(found.underWaterSteps[0]).toBe(4)
  })

  it('of a bootstrap of one return is that return over and over', () => {
    const found = bootstrapSummary({
      returns: Float64Array.of(0.1, 0.1),
      paths: 3,
      steps: 2,
      random: Random.fromSeed(1),
    })
    expect(found.terminal).toEqual(Float64Array.of(1.1 * 1.1, 1.1 * 1.1, 1.1 * 1.1))
    expect(found.drawdownMax).toEqual(new Float64Array(3))
  })

  it('of a bootstrap has the mean of the returns, in blocks or not', () => {
    const returns = Float64Array.of(0.02, -0.01, 0.03, -0.025, 0.004)
    for (const blockMean of [1, 3]) {
      const ask = { returns, paths: 40_000, steps: 1, random: Random.fromSeed(2), blockMean }
      const last = bootstrapSummary(ask).terminal
      const error = Math.sqrt((variance(last) ?? 0) / last.length)
      expect(Math.abs((mean(last) ?? 0) - 1.0038) / error).toBeLessThan(3)
    }
  })

  it('declines returns that lose more than all, and blocks shorter than one', () => {
    const random = Random.fromSeed(1)
    const ask = { returns: Float64Array.of(0, -0.5), paths: 1, steps: 1, random }
    for (const wrong of [
      { returns: Float64Array.of(0, -1.1) },
      { returns: Float64Array.of(0) },
      { returns: Float64Array.of(0, Number.NaN) },
      { paths: 0 },
      { steps: 0 },
      { blockMean: 0.5 },
      { start: 0 },
    ])
      expect(() => bootstrapSummary({ ...ask, ...wrong })).toThrow(ArgumentError)
  })
})

describe('the risk of wealth', () => {
  const law = geometricBrownianMotion({ start: 100, drift: 0.08, volatility: 0.3 })
  const summary = summarisePaths(
    law,
    { paths: 4_000, steps: 37, horizonYears: 1.5 },
    Random.fromSeed(1),
  )

  it('has the value at risk of the log-normal law', () => {
    const found = wealthRisk(summary, { start: 100, level: 0.9, ruinShare: 0.8 })
    const wanted = 1 - Math.exp((0.08 - 0.045) * 1.5 - 1.2815515655446 * 0.3 * Math.sqrt(1.5))
    expect(Math.abs(found.valueAtRisk - wanted)).toBeLessThan(0.02)
    expect(found.expectedShortfall).toBeGreaterThan(found.valueAtRisk)
    expect(found.ruin.share).toBeGreaterThan(0.2)
    expect(found.ruin.standardError).toBeCloseTo(
      Math.sqrt((found.ruin.share * (1 - found.ruin.share)) / 4_000),
      12,
    )
    expect(found.terminal.toSorted((a, b) => a - b)).toEqual(found.terminal)
    expect(found.drawdownMax.every((deep) => deep > 0 && deep < 1)).toBe(true)
  })

  it('is at a level of 0.95 with ruin at a half, and has seven quantiles, when nothing is said', () => {
    const quantiles = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
    expect(wealthRisk(summary, { start: 100 })).toEqual(
      wealthRisk(summary, { start: 100, level: 0.95, ruinShare: 0.5, quantiles }),
    )
  })

  it('does not depend on the unit of wealth', () => {
    const double = { ...summary, terminal: summary.terminal.map((wealth) => 2 * wealth) }
    const found = wealthRisk(
      { ...double, lowest: summary.lowest.map((x) => 2 * x) },
      { start: 200 },
    )
    expect(found).toEqual(wealthRisk(summary, { start: 100 }))
  })

  it('counts the worst loss in part, and moves with the losses', () => {
    const losses = Float64Array.of(5, 1, 2, 4, 3)
    expect(lossTail(losses, 0.7)).toEqual({
      valueAtRisk: 4,
      expectedShortfall: (5 + 0.5 * 4) / 1.5,
    })
    expect(lossTail(Float64Array.of(2, 2), 0.5)).toEqual({ valueAtRisk: 2, expectedShortfall: 2 })
    const numbers = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(numbers, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (values, level) => {
        const found = lossTail(Float64Array.from(values), level)
        const moved = lossTail(
          Float64Array.from(values, (value) => 3 * value + 7),
          level,
        )
        expect(found.expectedShortfall).toBeGreaterThanOrEqual(found.valueAtRisk - 1e-9)
        expect(found.expectedShortfall).toBeLessThanOrEqual(Math.max(...values) + 1e-9)
        expect(moved.valueAtRisk).toBe(3 * found.valueAtRisk + 7)
        expect(moved.expectedShortfall).toBeCloseTo(3 * found.expectedShortfall + 7, 6)
      }),
    )
  })

  it('declines levels outside 0 to 1 and losses that are none', () => {
    expect(() => lossTail(new Float64Array(0), 0.5)).toThrow(ArgumentError)
    expect(() => lossTail(Float64Array.of(Number.NaN), 0.5)).toThrow(ArgumentError)
    expect(() => lossTail(Float64Array.of(1), 1)).toThrow(ArgumentError)
    expect(() => wealthRisk(summary, { start: 0 })).toThrow(ArgumentError)
    expect(() => wealthRisk(summary, { start: 1, ruinShare: 2 })).toThrow(ArgumentError)
  })
})
