import { engleGranger, fitOrnsteinUhlenbeck, johansen } from '../../quant/index.ts'

/** What two series of log prices have in common, if anything. */
export type PairFit = {
  /** That they would look so much alike if nothing held them together (Engle-Granger). */
  readonly probability: number
  /** Relations that Johansen's trace test finds at 5 %: 1 speaks for a pair, 0 and 2 do not. */
  readonly rank: number
  /** Value of the second that hedges one of the first. */
  readonly hedge: number
  readonly intercept: number
  /** Rows in which half of a gap closes. */
  readonly halfLife: number
  /** Level and deviation of the spread in the long run. */
  readonly mean: number
  readonly deviation: number
}

/**
 * Fits a pair: the first regressed on the second, the residuals tested, and an
 * Ornstein-Uhlenbeck process fitted to them.
 *
 * @param first - Log prices. @param second - Log prices at the same times.
 * @returns `undefined` where a value is missing, one series explains the other exactly, or what is
 *   left between them does not return.
 * @see Engle and Granger 1987; Johansen 1991; Elliott, van der Hoek and Malcolm, "Pairs trading",
 *   Quantitative Finance 5, 2005, for the process.
 */
export function fitPair(first: Float64Array, second: Float64Array): PairFit | undefined {
  if (!first.every(Number.isFinite) || !second.every(Number.isFinite)) return undefined
  const found = engleGranger(first, [second])
  if (found === undefined) return undefined
  const returning = fitOrnsteinUhlenbeck(found.spread)
  if (returning === undefined) return undefined
  return {
    probability: found.probability,
    rank: johansen([first, second])?.rank ?? 0,
    hedge: found.hedgeRatios[0] as number,
    intercept: found.intercept,
    halfLife: returning.halfLife,
    mean: returning.mean,
    deviation: returning.equilibriumDeviation,
  }
}
