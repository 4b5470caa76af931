import { dayUs, hourUs, type Micros, micros } from '../../domain/index.ts'
import type { EquityCurve } from '../../engine/index.ts'
import type { SampledReturns } from '../metrics/sample-returns.ts'

/** Length of one sample of returns, microseconds. */
export function sampleUs({ perYear }: Pick<SampledReturns, 'perYear'>): number {
  return (365 * dayUs) / perYear
}

/**
 * When each sampled return ended, microseconds: the end of its day or hour (UTC), or its bar.
 *
 * @param curve - What `sampled` was taken from.
 */
export function sampleTimes(
  curve: EquityCurve,
  { every, returns }: SampledReturns,
): readonly Micros[] {
  if (every === 'bar')
    return Array.from(curve.ts.subarray(0, Math.min(curve.length, returns.length)), micros)
  const bucketUs = every === 'day' ? dayUs : hourUs
  const first = Math.ceil((curve.ts[0] ?? 0) / bucketUs)
  return Array.from(returns, (_, k) => micros((first + k) * bucketUs))
}
