import { requireInside, requireSeries, requireWhole } from '../argument.ts'
import { normalCdf } from '../normal.ts'
import { bipowerVariation, tripowerQuarticity } from './jump-robust-variance.ts'
import { realisedVariance } from './realised-variance.ts'

/** Whether a period had a jump. */
export type PeriodJumpTest = {
  /** Standard normal without jumps. Large with one. */
  readonly statistic: number
  /** Of a statistic this large without jumps. */
  readonly probability: number
  /** The share of realised variance that jumps made: 1 - BV / RV, 0 at least. */
  readonly jumpShare: number
}

/** π² / 4 + π - 5: the spread of bipower variation beyond that of realised variance. */
const excessSpread = (Math.PI * Math.PI) / 4 + Math.PI - 5

/**
 * Barndorff-Nielsen and Shephard's test for jumps in a period, as the ratio statistic with the
 * maximum adjustment: (1 - BV / RV) / √((π²/4 + π - 5) max(1, TP / BV²) / n). One-sided.
 *
 * @param returns - Of one period, say 5-minute log returns of a day; 10 or more.
 * @returns `undefined` when bipower variation is 0: too many returns of 0.
 * @throws ArgumentError when `returns` is too short or not finite.
 * @see Barndorff-Nielsen and Shephard 2006; Huang and Tauchen 2005, z_TP,rm.
 */
export function periodJumpTest(returns: Float64Array): PeriodJumpTest | undefined {
  requireSeries('returns', returns, 10)
  const realised = realisedVariance(returns)
  const bipower = bipowerVariation(returns)
  if (!(bipower > 0)) return undefined
  const quarticity = tripowerQuarticity(returns)
  const ratio = 1 - bipower / realised
  const spread = (excessSpread * Math.max(1, quarticity / (bipower * bipower))) / returns.length
  const statistic = ratio / Math.sqrt(spread)
  return { statistic, probability: normalCdf(-statistic), jumpShare: Math.max(0, ratio) }
}

/** Each return held against the local volatility before it. */
export type JumpScan = {
  /** Return over local volatility; NaN where the window before it is not full, or all 0. */
  readonly ratios: Float64Array
  /** The size of a ratio above which its return is a jump. */
  readonly threshold: number
  /** Places of the jumps, ascending. */
  readonly jumps: readonly number[]
}

/** A scan for jumps. */
export type JumpScanOptions = {
  /** K: the returns that local volatility is taken from are the K - 1 before. 3 or more. */
  readonly windowCount?: number
  /** The chance of one jump or more being seen in the whole series when there is none. */
  readonly level?: number
}

/**
 * Lee and Mykland's test of every return: its ratio to the root of the mean bipower of the window
 * before it, against the law of the largest of n ratios, a Gumbel.
 *
 * @param returns - Log returns of one interval; more than `windowCount`.
 * @param options - `windowCount` 270 (5-minute returns in the paper), `level` 0.01.
 * @throws ArgumentError when `returns` is too short or not finite, or an option is out of range.
 * @see Lee and Mykland, "Jumps in financial markets", 2008, equations 7, 8 and 12, lemma 1.
 */
export function jumpScan(
  returns: Float64Array,
  { windowCount = 270, level = 0.01 }: JumpScanOptions = {},
): JumpScan {
  requireWhole('windowCount', windowCount, 3)
  requireInside('level', level, 0, 1)
  requireSeries('returns', returns, windowCount + 1)
  const ratios = new Float64Array(returns.length).fill(Number.NaN)
  const threshold = gumbelThreshold(returns.length, level)
  const jumps: number[] = []
  for (let i = windowCount - 1; i < returns.length; i += 1) {
    let sum = 0
    for (let j = i - windowCount + 2; j < i; j += 1)
      sum += Math.abs(returns[j] as number) * Math.abs(returns[j - 1] as number)
    if (!(sum > 0)) continue
    const ratio = (returns[i] as number) / Math.sqrt(sum / (windowCount - 2))
    ratios[i] = ratio
    if (Math.abs(ratio) > threshold) jumps.push(i)
  }
  return { ratios, threshold, jumps }
}

/** What the largest of `count` ratios exceeds with a chance of `level`, without jumps. */
function gumbelThreshold(count: number, level: number): number {
  const c = Math.sqrt(2 / Math.PI)
  const root = Math.sqrt(2 * Math.log(count))
  const centre = root / c - (Math.log(Math.PI) + Math.log(Math.log(count))) / (2 * c * root)
  return centre - Math.log(-Math.log1p(-level)) / (c * root)
}
