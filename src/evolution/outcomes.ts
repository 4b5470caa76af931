import type { VoteLog } from '../committee/index.ts'

/**
 * How often an agent was right, one value for each stretch as long as its horizon in which it took
 * a side: the share of instruments on which the price went its way by the horizon. One opinion an
 * instrument and horizon is looked at, so that no two share a bar; instruments move together, and
 * are one value.
 *
 * @param horizonUs - How far ahead the agent speaks. Unit: us.
 * @returns Times and shares, 0 to 1, oldest first.
 */
export function outcomesOf(
  logs: readonly VoteLog[],
  agent: number,
  horizonUs: number,
): { readonly ts: Float64Array; readonly right: Float64Array } {
  const stretches = new Map<number, { right: number; of: number }>()
  for (const log of logs) addOutcomes(stretches, log, agent, horizonUs)
  const sorted = [...stretches].sort(([a], [b]) => a - b)
  return {
    ts: Float64Array.from(sorted, ([stretch]) => stretch * horizonUs),
    right: Float64Array.from(sorted, ([, { right, of }]) => right / of),
  }
}

function addOutcomes(
  stretches: Map<number, { right: number; of: number }>,
  log: VoteLog,
  agent: number,
  horizonUs: number,
): void {
  let nextTs = Number.NEGATIVE_INFINITY
  let end = 0
  for (let row = 0; row < log.length; row += 1) {
    const ts = log.tsOf(row)
    const exposure = log.exposureOf(row, agent)
    if (ts < nextTs || !(Math.abs(exposure) > 0)) continue
    const due = ts + horizonUs
    while (end < log.length && log.tsOf(end) < due) end += 1
    if (end === log.length) return
    nextTs = due
    // What nobody looked at until long after is not judged by a close it did not speak of.
    if (log.tsOf(end) > due + horizonUs) continue
    const key = Math.floor(ts / horizonUs)
    const stretch = stretches.get(key) ?? { right: 0, of: 0 }
    stretch.of += 1
    if ((log.closeOf(end) - log.closeOf(row)) * exposure > 0) stretch.right += 1
    stretches.set(key, stretch)
  }
}
