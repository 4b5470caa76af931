import { deviation, mean, normalQuantile, quantile } from '../../quant/index.ts'

/** Whether reality is so much worse than its re-simulation that someone should look. */
export type Band = 'ok' | 'watch' | 'alarm' | 'too few to say'

/** Means from which on a gap is watched, and alarming. Unit: basis points. */
export type Bounds = { readonly watchBps: number; readonly alarmBps: number }

export const defaultBounds: Bounds = { watchBps: 5, alarmBps: 15 }

/** A difference over many orders, in their unit. */
export type GapFigures = {
  readonly count: number
  readonly mean: number | undefined
  readonly median: number | undefined
  /** 95 % interval of the mean: ± 1.96 standard errors, orders taken as independent. */
  readonly low: number | undefined
  readonly high: number | undefined
}

/** Below this nothing is said about a mean. */
const ordersMin = 20

export function gapFigures(values: readonly (number | undefined)[]): GapFigures {
  const known = Float64Array.from(values.filter((value) => value !== undefined))
  const middle = mean(known)
  const spread = deviation(known)
  const reach =
    spread === undefined ? undefined : (normalQuantile(0.975) * spread) / Math.sqrt(known.length)
  return {
    count: known.length,
    mean: middle,
    median: quantile(known, 0.5),
    low: middle === undefined || reach === undefined ? undefined : middle - reach,
    high: middle === undefined || reach === undefined ? undefined : middle + reach,
  }
}

/** Only a loss is alarming, and only one that chance does not explain. */
export function bandOf({ count, mean: middle, low }: GapFigures, bounds: Bounds): Band {
  if (count < ordersMin || middle === undefined || low === undefined) return 'too few to say'
  if (low <= 0 || middle < bounds.watchBps) return 'ok'
  return middle < bounds.alarmBps ? 'watch' : 'alarm'
}

const severity: readonly Band[] = ['too few to say', 'ok', 'watch', 'alarm']

export function worstBand(bands: readonly Band[]): Band {
  return severity[Math.max(0, ...bands.map((band) => severity.indexOf(band)))] as Band
}
