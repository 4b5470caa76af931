import type { Listing } from '../../src/venue/sim/index.ts'
import type { Desk } from '../../src/engine/index.ts'
import { promise } from './exchange-violation.ts'

/** Whatever is held and has a stop is covered by one that is out, or is being closed. */
export function checkCover(desk: Desk, listings: readonly Listing[]): void {
  const open = [...desk.orders.openOrders]
  for (const [i, { protection }] of desk.seats.entries()) {
    const held = Math.abs(desk.ledger.positions.lots[i] as number)
    const { lotStep = 1, lotsMin = 1 } = listings[i]?.rules ?? {}
    // What is less than the venue takes can be neither covered nor closed.
    const due = held - (held % lotStep)
    if (due < Math.max(1, lotsMin) || protection.stop === 0) continue
    const covering = open.filter(({ instrument, role }) => instrument === i && role !== 'target')
    const lots = covering.reduce((sum, { quantity, filled }) => sum + quantity - filled, 0)
    promise(lots >= due, 'cover', () => `${held} lots of instrument ${i}, ${lots} covered`)
  }
}
