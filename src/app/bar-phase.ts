import type { BarPhase, Micros } from '../domain/index.ts'
import type { Feed } from '../market/index.ts'

/**
 * What a bar is to a desk that started at `startedAt`: what a venue closed while it was away fills
 * orders, but is too old to decide on. A made-up or recorded market waits for the desk.
 */
export function barPhase(ts: Micros, startedAt: Micros, { source, intervalUs }: Feed): BarPhase {
  const isOld = source.kind === 'venue' && ts < startedAt - 2 * intervalUs
  return isOld ? 'catch-up' : 'live'
}
