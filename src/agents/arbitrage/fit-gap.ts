import { engleGranger, fitOrnsteinUhlenbeck, johansen } from '../../quant/index.ts'

/** What two series of log prices, or three, have in common, if anything. */
export type GapFit = {
  /** That they would look so much alike if nothing held them together (Engle-Granger). */
  readonly probability: number
  /** Relations that Johansen's trace test finds at 5 %: 0 and as many as series speak against. */
  readonly rank: number
  /** Value of the second that hedges one of the first. */
  readonly hedge: number
  /** The same of the third; left out of a pair. */
  readonly hedgeThird?: number
  readonly intercept: number
  /** Rows in which half of a gap closes. */
  readonly halfLife: number
  /** Level and deviation of the spread in the long run. */
  readonly mean: number
  readonly deviation: number
}

/**
 * Fits the first of two series, or three, by the others: regressed on them, the residuals tested,
 * and an Ornstein-Uhlenbeck process fitted to these.
 *
 * @param logs - Log prices at the same times, two or three series.
 * @returns `undefined` where a value is missing, the others explain the first exactly, or what is
 *   left between them does not return.
 * @see Engle and Granger 1987; Johansen 1991; Elliott, van der Hoek and Malcolm, "Pairs trading",
 *   Quantitative Finance 5, 2005, for the process.
 */
export function fitGap(logs: readonly Float64Array[]): GapFit | undefined {
  const [first, ...others] = logs
  if (first === undefined || !logs.every((each) => each.every(Number.isFinite))) return undefined
  const found = engleGranger(first, others)
  if (found === undefined) return undefined
  const returning = fitOrnsteinUhlenbeck(found.spread)
  if (returning === undefined) return undefined
  const [hedge, hedgeThird] = found.hedgeRatios
  return {
    probability: found.probability,
    rank: johansen(logs)?.rank ?? 0,
    hedge: hedge as number,
    ...(hedgeThird === undefined ? {} : { hedgeThird }),
    intercept: found.intercept,
    halfLife: returning.halfLife,
    mean: returning.mean,
    deviation: returning.equilibriumDeviation,
  }
}

/** Values of the others that hedge one of the first, in their order. */
export function hedgesOf({ hedge, hedgeThird }: GapFit): readonly number[] {
  return hedgeThird === undefined ? [hedge] : [hedge, hedgeThird]
}
