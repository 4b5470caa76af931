import { describe, expect, it } from 'vitest'
import { autoregression } from '../../../test/golden/quant/rates.ts'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { SpreadScore } from './index.ts'

const drawn = (seed: number, decay: number, count: number): Float64Array =>
  autoregression(Random.fromSeed(seed), count, decay)

/** The last of ten or more spreads against all of them, written out. */
function scoreOf(window: Float64Array): number {
  const mean = window.reduce((sum, value) => sum + value, 0) / window.length
  const squares = window.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  return ((window.at(-1) ?? 0) - mean) / Math.sqrt(squares / (window.length - 1))
}

describe('SpreadScore', () => {
  it('is the score of the window, written out', () => {
    const series = drawn(12, 1, 300).map((value) => value + 1e4)
    const score = new SpreadScore(20)
    series.forEach((spread, i) => {
      const found = score.update(spread)
      if (i < 19) expect(found).toBeUndefined()
      else expect(found).toBeCloseTo(scoreOf(series.slice(i - 19, i + 1)), 8)
    })
  })

  it('keeps its digits when a spread calms down after a jump', () => {
    const score = new SpreadScore(10)
    const series = drawn(13, 0, 40).map((value) => value * 1e-3)
    series[12] = 1e9
    series.forEach((spread, i) => {
      const found = score.update(spread)
      if (i >= 22) expect(found).toBeCloseTo(scoreOf(series.slice(i - 9, i + 1)), 8)
    })
  })

  it('is silent over equal values, after a reset and on what is not finite', () => {
    const score = new SpreadScore(3)
    for (const spread of [1, 0.1, 0.1]) score.update(spread)
    expect(score.update(0.1)).toBeUndefined()
    expect(score.update(Number.NaN)).toBeUndefined()
    expect(score.update(0.4)).toBeCloseTo(2 / Math.sqrt(3), 12)
    score.reset()
    expect(score.update(5)).toBeUndefined()
    expect(() => new SpreadScore(1)).toThrow(ArgumentError)
  })
})
