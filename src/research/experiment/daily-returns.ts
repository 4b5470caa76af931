import { dayUs } from '../../domain/index.ts'
import type { RunResult } from '../../engine/index.ts'
import { sampleReturns } from '../metrics/sample-returns.ts'

/**
 * What a run returned on each day of UTC, as fractions; days after its ruin returned nothing. Empty
 * for a run too short for days.
 */
export function dailyReturns({
  equity,
  startEquity,
  intervalUs,
  from,
  to,
}: RunResult): Float64Array {
  const sampled = sampleReturns(equity, startEquity, intervalUs)
  if (sampled.every !== 'day') return new Float64Array(0)
  const days = Math.ceil(to / dayUs) - Math.ceil((from + intervalUs) / dayUs) + 1
  const returns = new Float64Array(Math.max(days, sampled.returns.length))
  returns.set(sampled.returns)
  return returns
}
