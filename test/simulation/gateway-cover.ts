import { clientOrderId, nameOfAttempt } from '../../src/domain/index.ts'
import type { Desk } from '../../src/engine/index.ts'
import type { ExchangeOrder, SimulatedExchange } from '../../src/venue/sim/index.ts'
import { promise } from './exchange-violation.ts'
import { deskNumber } from './gateway-desk.ts'

/** Coarser steps that a listing may have had when a stop was set. */
const lotSteps = [10, 100]

/** The name an order had before it was replaced; empty for one without a name. */
export function firstName(clientId: string): string {
  return clientId === '' ? '' : nameOfAttempt(clientId, 0)
}

/** The desk's orders of one role and instrument that are open at the exchange. */
export function ordersAt(
  exchange: SimulatedExchange,
  desk: Desk,
  instrument: number,
  isOf: (role: string) => boolean,
): readonly ExchangeOrder[] {
  const names = new Set(
    [...desk.orders.openOrders]
      .filter((order) => order.instrument === instrument && isOf(order.role))
      .map(({ orderId }) => clientOrderId(deskNumber, orderId, 0)),
  )
  return exchange.openOrders(0).filter(({ request }) => names.has(firstName(request.clientId)))
}

/** One order of a protection at most, and none for more than is held. */
export function checkProtection(desk: Desk, exchange: SimulatedExchange): void {
  for (const [i, of] of desk.setup.instruments.entries())
    for (const kind of ['stop', 'target']) {
      const orders = ordersAt(exchange, desk, i, (role) => role === kind)
      const held = Math.abs(desk.ledger.positions.lots[i] as number)
      const lots = orders.reduce((sum, each) => sum + each.lots - each.filled, 0)
      // Without changes in place a target that fills in parts leaves its sibling as it is.
      const isRight = orders.length <= 1 && (lots <= held || desk.setup.amends !== true)
      promise(isRight, 'protection', () => `${orders.length} ${kind}s of ${of.id}, ${lots}/${held}`)
    }
}

/** Whatever is held and has a stop is covered by one at the exchange, or is being closed. */
export function checkCover(desk: Desk, exchange: SimulatedExchange): void {
  for (const [i, { protection }] of desk.seats.entries()) {
    const held = Math.abs(desk.ledger.positions.lots[i] as number)
    const { lotStep = 1, lotsMin = 1 } = exchange.listings[i]?.rules ?? {}
    // What is less than the venue takes can be neither covered nor closed.
    const due = held - (held % lotStep)
    if (due < Math.max(1, lotsMin) || protection.stop === 0) continue
    const covering = ordersAt(exchange, desk, i, (role) => role !== 'target')
    const lots = covering.reduce((sum, each) => sum + each.lots - each.filled, 0)
    // What the venue's steps of then cut off a stop is covered with its next change.
    const isCut = lots > 0 && lotSteps.some((step) => lots % step === 0 && held - lots < step)
    promise(lots >= due || isCut, 'cover', () => `${held} lots of instrument ${i}, ${lots} covered`)
  }
}
