import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { probabilisticSharpe } from '../sharpe.ts'
import {
  deflatedSharpe,
  expectedMaximumSharpe,
  minimumBacktestYears,
  minimumTrackRecord,
} from './index.ts'

const none = Number.NaN

describe('the Sharpe ratio to beat', () => {
  const trials = fc.integer({ min: 1, max: 1_000_000 })

  it('rises with the trials and their spread, and is nothing for one', () => {
    fc.assert(
      fc.property(trials, fc.double({ min: 0.01, max: 9, noNaN: true }), (count, spread) => {
        const bar = expectedMaximumSharpe({ trials: count, sharpeVariance: spread * spread })
        const one = expectedMaximumSharpe({ trials: count, sharpeVariance: 1 })
        const more = expectedMaximumSharpe({ trials: count + 1, sharpeVariance: 1 })
        expect(bar / spread).toBeCloseTo(one, 12)
        expect(more).toBeGreaterThan(one)
      }),
    )
    expect(expectedMaximumSharpe({ trials: 1, sharpeVariance: 4 })).toBe(0)
    expect(minimumBacktestYears({ trials: 1, sharpeYearly: 1 })).toBe(0)
  })

  it('is near the mean of the largest of as many draws', () => {
    const random = Random.fromSeed(8)
    let sum = 0
    for (let run = 0; run < 2000; run += 1) {
      let largest = -Infinity
      for (let i = 0; i < 50; i += 1) largest = Math.max(largest, random.normal())
      sum += largest
    }
    // The formula is of the limit: 0.02 above the mean of 2.249 at 50 draws.
    const gap = expectedMaximumSharpe({ trials: 50, sharpeVariance: 1 }) - sum / 2000
    expect(Math.abs(gap)).toBeLessThan(0.05)
  })

  it('leaves the probabilistic ratio of one trial as it is, and lowers that of more', () => {
    const of = { sharpe: 0.1, count: 300, skewness: -0.5, kurtosis: 5 }
    expect(deflatedSharpe(of, { trials: 1, sharpeVariance: 0.01 })).toBe(probabilisticSharpe(of))
    fc.assert(
      fc.property(trials, (count) => {
        const fewer = deflatedSharpe(of, { trials: count, sharpeVariance: 0.002 }) ?? none
        const more = deflatedSharpe(of, { trials: count * 2, sharpeVariance: 0.002 }) ?? none
        expect(more).toBeLessThan(fewer)
      }),
    )
  })

  it('has a track record at which the probabilistic ratio is the level', () => {
    const level = fc.double({ min: 0.51, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 1, noNaN: true }), level, (sharpe, wanted) => {
        const of = { sharpe, skewness: -0.3, kurtosis: 4 }
        const count = minimumTrackRecord(of, 0.01, wanted) ?? none
        // A count of 2 is the least the probabilistic ratio takes.
        if (count >= 2) expect(probabilisticSharpe({ ...of, count }, 0.01)).toBeCloseTo(wanted, 10)
      }),
    )
  })

  it('is declined or without an answer', () => {
    const of = { sharpe: 0.1, skewness: 0, kurtosis: 3 }
    expect(minimumTrackRecord(of, 0.1)).toBeUndefined()
    expect(() => minimumTrackRecord({ ...of, sharpe: none })).toThrow('sharpe must be finite')
    expect(() => minimumTrackRecord(of, none)).toThrow('benchmark must be finite')
    for (const part of ['sharpe', 'skewness', 'kurtosis', 'count'])
      expect(() =>
        deflatedSharpe({ ...of, count: 9, [part]: none }, { trials: 3, sharpeVariance: 1 }),
      ).toThrow(`${part} must be finite`)
    expect(deflatedSharpe({ ...of, count: 1 }, { trials: 3, sharpeVariance: 1 })).toBeUndefined()
    for (const level of [0.5, 1, none])
      expect(() => minimumTrackRecord(of, 0, level)).toThrow('confidence')
    for (const trials of [0, 2.5, none]) {
      expect(() => expectedMaximumSharpe({ trials, sharpeVariance: 1 })).toThrow('trials')
      expect(() => minimumBacktestYears({ trials, sharpeYearly: 1 })).toThrow('trials')
    }
    for (const sharpeVariance of [-1, none, Infinity])
      expect(() => expectedMaximumSharpe({ trials: 2, sharpeVariance })).toThrow(ArgumentError)
    expect(() => minimumBacktestYears({ trials: 2, sharpeYearly: 0 })).toThrow(ArgumentError)
  })
})
