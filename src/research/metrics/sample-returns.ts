import { dayUs, hourUs } from '../../domain/index.ts'
import type { EquityCurve } from '../../engine/index.ts'

/** How often equity was looked at, and what that makes of a year of 365 days. */
export type Sampling = {
  readonly every: 'day' | 'hour' | 'bar'
  readonly perYear: number
}

export type SampledReturns = Sampling & {
  /** Fractions: 0.01 is one per cent. The first runs from the starting equity. */
  readonly returns: Float64Array
}

const yearUs = 365 * dayUs

/**
 * Daily (UTC) when the run spans 30 days or more, else hourly when it spans 30 hours, else per bar,
 * and never finer than its bars: few samples say little, and those of a bar are mostly noise.
 *
 * @param intervalUs - Length of a bar.
 */
export function chooseSampling(spanUs: number, intervalUs: number): Sampling {
  if (spanUs >= 30 * dayUs && intervalUs <= dayUs) return { every: 'day', perYear: 365 }
  if (spanUs >= 30 * hourUs && spanUs < 30 * dayUs && intervalUs <= hourUs)
    return { every: 'hour', perYear: 365 * 24 }
  return { every: 'bar', perYear: yearUs / intervalUs }
}

/**
 * Returns between the last equity of one day (or hour, or bar) and of the next. A day without any
 * bar returned 0. Stops at the first equity that is not above 0: nothing can return from there.
 *
 * @param start - Equity before the first bar.
 */
export function sampleReturns(
  curve: EquityCurve,
  start: number,
  intervalUs: number,
): SampledReturns {
  const first = curve.ts[0] ?? 0
  const sampling = chooseSampling((curve.ts[curve.length - 1] ?? 0) - first, intervalUs)
  const closes =
    sampling.every === 'bar'
      ? curve.equity.subarray(0, curve.length)
      : closesOf(curve, sampling.every === 'day' ? dayUs : hourUs)
  return { ...sampling, returns: returnsOf(closes, start) }
}

/** Equity at the end of each bucket. A bar closing on the boundary belongs to what it closes. */
function closesOf(curve: EquityCurve, bucketUs: number): Float64Array {
  if (curve.length === 0) return new Float64Array(0)
  const bucketOf = (ts: number): number => Math.ceil(ts / bucketUs)
  const firstBucket = bucketOf(curve.ts[0] as number)
  const count = bucketOf(curve.ts[curve.length - 1] as number) - firstBucket + 1
  const closes = new Float64Array(count)
  let at = 0
  let boundary = firstBucket * bucketUs
  for (let row = 0; row < curve.length; row += 1) {
    const ts = curve.ts[row] as number
    while (ts > boundary) {
      closes[at + 1] = closes[at] as number
      at += 1
      boundary += bucketUs
    }
    closes[at] = curve.equity[row] as number
  }
  return closes
}

/** Returns from each close to the next, the first from `start`, up to one that is not above 0. */
export function returnsOf(closes: Float64Array, start: number): Float64Array {
  const returns = new Float64Array(closes.length)
  let last = start
  for (let i = 0; i < closes.length; i += 1) {
    if (!(last > 0)) return returns.slice(0, i)
    const close = closes[i] as number
    returns[i] = close / last - 1
    last = close
  }
  return returns
}
