import { type BarPhase, type Micros, secondUs } from '../domain/index.ts'
import type { Feed } from '../market/index.ts'

/** Short bars may be this late: a poll, and the way. */
const patienceUs = 5 * secondUs

/**
 * What a bar is to a desk that hears of it at `now`: what a venue closed while the desk was away,
 * or the line was down, fills orders, but is too old to decide on. The phase stands in the journal,
 * so a replay needs no clock. A made-up or recorded market waits for the desk.
 */
export function barPhase(ts: Micros, now: Micros, { source, intervalUs }: Feed): BarPhase {
  const isOld = source.kind === 'venue' && ts < now - Math.max(2 * intervalUs, patienceUs)
  return isOld ? 'catch-up' : 'live'
}
