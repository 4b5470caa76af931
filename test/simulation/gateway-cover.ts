import type { Desk } from '../../src/engine/index.ts'
import { promise } from './exchange-violation.ts'

/** Whatever is held and has a stop is covered by one that is out, or is being closed. */
export function checkCover(desk: Desk): void {
  const open = [...desk.orders.openOrders]
  for (const [i, { protection }] of desk.seats.entries()) {
    const held = Math.abs(desk.ledger.positions.lots[i] as number)
    if (held === 0 || protection.stop === 0) continue
    const covering = open.filter(({ instrument, role }) => instrument === i && role !== 'target')
    const lots = covering.reduce((sum, { quantity, filled }) => sum + quantity - filled, 0)
    promise(lots >= held, 'cover', () => `${held} lots of instrument ${i}, ${lots} covered`)
  }
}
