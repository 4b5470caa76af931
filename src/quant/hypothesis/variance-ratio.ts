import { requireRecord, requireSeries, requireWhole } from '../argument.ts'
import { normalCdf } from '../normal.ts'
import type { TestResult } from './alternative.ts'
import { sumOf } from '../sum-of.ts'

/** What a variance ratio test found. */
export type VarianceRatio = TestResult & {
  /** Above 1 where moves go on, below 1 where they turn. */
  readonly ratio: number
}

/** How to run a variance ratio test. */
export type VarianceRatioOptions = {
  /** Steps of the long move. Whole, 2 or more. */
  readonly steps: number
  /** Whether volatility may change over time, as it does in markets; true by default. */
  readonly isRobust?: boolean
}

/**
 * Whether a series is a random walk with drift, by the variance of moves of many steps over that of
 * as many single ones. Moves overlap; both variances are free of bias. Two-sided.
 *
 * @param levels - Not differences: logarithms of prices, e.g. More than `steps` + 1 values.
 * @returns The statistic is standard normal under the null; `undefined` when all moves are equal,
 *   or alternate so with moves of nought that the robust error is 0.
 * @throws ArgumentError with too few values, one not finite, or `steps` out of range.
 * @see Lo and MacKinlay 1988; Campbell, Lo and MacKinlay 1997, 2.4.39 and 2.4.43. Golden numbers:
 *   arch 8.0.0 `VarianceRatio` (`test/golden/quant/hypothesis.json`).
 */
export function varianceRatio(
  levels: Float64Array,
  options: VarianceRatioOptions,
): VarianceRatio | undefined {
  requireRecord('options', options)
  const { steps, isRobust = true } = options
  requireWhole('steps', steps, 2)
  requireSeries('levels', levels, steps + 2)
  const count = levels.length - 1
  const drift = ((levels[count] as number) - (levels[0] as number)) / count
  const moves = new Float64Array(count)
  for (let i = 0; i < count; i += 1) {
    const move = (levels[i + 1] as number) - (levels[i] as number)
    moves[i] = (move - drift) * (move - drift)
  }
  const single = sumOf(moves)
  // Of a straight line rounding leaves a hair.
  if (!(single > 1e-24 * count * drift * drift)) return undefined
  const ratio = (longVariance(levels, steps, drift) * (count - 1)) / single
  const variance = isRobust ? robustVariance(moves, steps) : plainVariance(steps)
  if (!(variance > 0)) return undefined
  const statistic = (Math.sqrt(count) * (ratio - 1)) / Math.sqrt(variance)
  return { statistic, probability: 2 * normalCdf(-Math.abs(statistic)), ratio }
}

/** Of overlapping moves, a step's share of it. */
function longVariance(levels: Float64Array, steps: number, drift: number): number {
  const count = levels.length - 1
  let sum = 0
  for (let i = steps; i < levels.length; i += 1) {
    const move = (levels[i] as number) - (levels[i - steps] as number) - steps * drift
    sum += move * move
  }
  return sum / (steps * (count - steps + 1) * (1 - steps / count))
}

/** For steps of one variance. */
function plainVariance(steps: number): number {
  return (2 * (2 * steps - 1) * (steps - 1)) / (3 * steps)
}

/** For steps whose variance changes. */
function robustVariance(squares: Float64Array, steps: number): number {
  const count = squares.length
  const total = sumOf(squares)
  let variance = 0
  for (let lag = 1; lag < steps; lag += 1) {
    let product = 0
    for (let i = lag; i < count; i += 1)
      product += ((squares[i] as number) / total) * ((squares[i - lag] as number) / total)
    const weight = 2 * (1 - lag / steps)
    variance += weight * weight * count * product
  }
  return variance
}
