import {
  requireFinite,
  requireInside,
  requireRecord,
  requireSeries,
  requireWhole,
} from '../argument.ts'
import { normalCdf, normalDensity } from '../normal.ts'

/** How a mean is watched. */
export type SequentialOptions = {
  /** Chance of ever being wrong about one side, over all looks. Above 0, below 0.5. */
  readonly alpha: number
  /** The count at which the bounds are to be narrowest. Whole, 1 or more. */
  readonly bestAt: number
  /** What the mean is held against; 0 when left out. */
  readonly middle?: number
  /** Looks begin here: the bounds are good for long samples. Whole, 2 or more; 20 when left out. */
  readonly from?: number
}

/** A mean that was looked at after every value. */
export type SequentialMean = {
  readonly mean: number
  /** The mean is above it, by all that is known so far. */
  readonly lower: number
  /** The mean is below it. */
  readonly upper: number
  /** Values after which it was first certain that the mean is above `middle`. */
  readonly aboveAt: number | undefined
  /** Values after which it was first certain that the mean is below `middle`. */
  readonly belowAt: number | undefined
}

/**
 * Bounds of a mean that hold at all times at once: one may look after every value, and stop when
 * one likes, and is still wrong about either side with a chance of `alpha` at most, in the limit of
 * long samples. Each side is by a half-normal mixture, its scale by the deviation so far; the
 * narrowest bounds so far are kept.
 *
 * @param values - In the order in which they came.
 * @returns `undefined` before the first look, and of values that never moved.
 * @throws ArgumentError for a value not finite, or an option out of range.
 * @see Howard, Ramdas, McAuliffe and Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence
 *   sequences", 2021; Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit
 *   theory and asymptotic confidence sequences", 2024. Golden numbers of the boundary: the
 *   mixture integrated by scipy 1.17.1 (`test/golden/quant/sequential.json`).
 */
export function sequentialMean(
  values: Float64Array,
  options: SequentialOptions,
): SequentialMean | undefined {
  requireSeries('values', values, 1)
  requireRecord('options', options)
  const { alpha, bestAt, middle = 0, from = 20 } = options
  requireInside('alpha', alpha, 0, 0.5)
  requireWhole('bestAt', bestAt, 1)
  requireWhole('from', from, 2)
  requireFinite('middle', middle)
  let [mean, squares] = [0, 0]
  let [lower, upper] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  let aboveAt: number | undefined
  let belowAt: number | undefined
  for (const [i, value] of values.entries()) {
    const count = i + 1
    const away = value - mean
    mean += away / count
    squares += away * (value - mean)
    if (count < from) continue
    const reach = mixtureBoundary(count, { alpha, bestAt }) / count
    const width = Math.sqrt(squares / (count - 1)) * reach
    // A sample that has not moved yet says nothing.
    if (!(width > 0)) continue
    lower = Math.max(lower, mean - width)
    upper = Math.min(upper, mean + width)
    if (lower > middle) aboveAt ??= count
    if (upper < middle) belowAt ??= count
  }
  return lower > Number.NEGATIVE_INFINITY ? { mean, lower, upper, aboveAt, belowAt } : undefined
}

/**
 * What the sum of `count` independent values of mean 0 and variance 1 ever exceeds with a chance of
 * `alpha` at most, whatever the count.
 */
export function mixtureBoundary(
  count: number,
  { alpha, bestAt }: Pick<SequentialOptions, 'alpha' | 'bestAt'>,
): number {
  const scale = mixtureScale(bestAt, 2 * alpha)
  const wide = count + scale
  const due = -Math.log(alpha) - 0.5 * Math.log((4 * scale) / wide)
  // The left side is convex, so from the right Newton's steps never overshoot.
  let at = Math.sqrt(2 * (due + Math.LN2))
  for (let step = 0; step < 50; step += 1) {
    const below = normalCdf(at)
    const excess = (at * at) / 2 + Math.log(below) - due
    const next = at - excess / (at + normalDensity(at) / below)
    if (!(next < at)) break
    at = next
  }
  return at * Math.sqrt(wide)
}

/** The scale by which a mixture is narrowest at `count`, near enough. */
function mixtureScale(count: number, alpha: number): number {
  const size = -2 * Math.log(alpha)
  return count / (size + Math.log(1 + size))
}
