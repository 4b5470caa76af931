import type { VenueOrder } from './venue-link.ts'

/**
 * One order under several names, each of which replaced the one before: it is what the last of
 * them is, and all of them have filled.
 *
 * @param found - Oldest first.
 * @returns `undefined` when there is none.
 */
export function unitedOrder(found: readonly VenueOrder[]): VenueOrder | undefined {
  const last = found.at(-1)
  if (last === undefined || found.length === 1) return last
  return {
    ...last,
    filled: found.reduce((sum, { filled }) => sum + filled, 0),
    fills: found.flatMap(({ fills }) => fills),
  }
}
