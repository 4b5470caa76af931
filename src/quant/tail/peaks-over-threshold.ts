import { requireInside, requireSeries } from '../argument.ts'
import { power } from '../special/index.ts'
import { fitGeneralisedPareto, type GeneralisedParetoFit } from './generalised-pareto.ts'

/** The tail of a sample of losses. */
export type PeaksOverThreshold = GeneralisedParetoFit & {
  readonly threshold: number
  /** Losses above the threshold. */
  readonly exceedances: number
  /** All losses. */
  readonly count: number
}

/**
 * The tail of losses above a threshold, as a generalised Pareto law of what they exceed it by.
 *
 * @param losses - A loss is positive.
 * @param threshold - In the unit of the losses; losses strictly above it are its exceedances.
 * @returns `undefined` with fewer than two exceedances, or without a most likely law.
 * @throws ArgumentError when a loss or the threshold is not finite.
 * @see Balkema and de Haan 1974; McNeil, "Estimating the tails of loss severity distributions",
 *   1997. Golden numbers: McNeil's danish fire losses; R fExtremes 4021.83.
 */
export function fitPeaksOverThreshold(
  losses: Float64Array,
  threshold: number,
): PeaksOverThreshold | undefined {
  requireSeries('losses', losses, 1)
  requireInside('threshold', threshold, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
  const excesses = losses.filter((loss) => loss > threshold).map((loss) => loss - threshold)
  if (excesses.length < 2) return undefined
  const fit = fitGeneralisedPareto(excesses)
  if (fit === undefined) return undefined
  return { ...fit, threshold, exceedances: excesses.length, count: losses.length }
}

/**
 * The loss that is exceeded with chance 1 - `level`, from the tail.
 *
 * @param level - Inside 0 to 1, as 0.99.
 * @returns In the unit of the losses; `undefined` when it would lie below the threshold, of which
 *   the tail knows nothing.
 * @throws ArgumentError when `level` is not inside 0 to 1.
 */
export function tailValueAtRisk(tail: PeaksOverThreshold, level: number): number | undefined {
  requireInside('level', level, 0, 1)
  const { shape, scale, threshold, exceedances, count } = tail
  const share = ((1 - level) * count) / exceedances
  if (share > 1) return undefined
  if (shape === 0) return threshold - scale * Math.log(share)
  // Rounding is kept out of shapes near 0, where the power is near 1.
  const steps = -shape * Math.log(share)
  const growth = Math.abs(steps) < 1e-5 ? Math.expm1(steps) : power(share, -shape) - 1
  return threshold + (scale / shape) * growth
}

/**
 * The mean of the losses beyond `tailValueAtRisk`.
 *
 * @returns In the unit of the losses; `undefined` when the tail has no mean (shape 1 or more), and
 *   as `tailValueAtRisk`.
 * @throws ArgumentError when `level` is not inside 0 to 1.
 */
export function tailExpectedShortfall(tail: PeaksOverThreshold, level: number): number | undefined {
  const valueAtRisk = tailValueAtRisk(tail, level)
  const { shape, scale, threshold } = tail
  if (valueAtRisk === undefined || shape >= 1) return undefined
  return (valueAtRisk + scale - shape * threshold) / (1 - shape)
}

/** The mean by which losses exceed a threshold. */
export type MeanExcess = {
  readonly threshold: number
  readonly excess: number
  readonly exceedances: number
}

/**
 * The mean excess over each distinct loss but the largest, lowest first: rises in a straight line
 * where the tail is generalised Pareto, which is how a threshold is chosen.
 *
 * @throws ArgumentError when a loss is not finite.
 * @see Davison and Smith 1990.
 */
export function meanExcess(losses: Float64Array): readonly MeanExcess[] {
  requireSeries('losses', losses, 1)
  const sorted = Float64Array.from(losses).sort()
  const plot: MeanExcess[] = []
  let sum = 0
  for (let i = sorted.length - 1; i > 0; i -= 1) {
    sum += sorted[i] as number
    const threshold = sorted[i - 1] as number
    const exceedances = sorted.length - i
    if (threshold < (sorted[i] as number))
      plot.push({ threshold, excess: sum / exceedances - threshold, exceedances })
  }
  return plot.toReversed()
}
