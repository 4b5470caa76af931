import { clientOrderId, type Order, secondUs } from '../../src/domain/index.ts'
import type { Desk } from '../../src/engine/index.ts'
import type { SimulatedExchange } from '../../src/venue/sim/index.ts'
import { promise } from './exchange-violation.ts'
import { checkCover, checkProtection, firstName } from './gateway-cover.ts'
import { deskNumber } from './gateway-desk.ts'

/** By then nothing has gone wrong for as long. */
const quietUs = 30 * secondUs
/** The switch of a desk in three. */
export const deadManUs: number = 20 * secondUs

/** Risk counts as in flight what is out, and nothing else. */
function checkInFlight({ orders, risk, setup }: Desk): void {
  const open = [...orders.openOrders]
  for (const [i, of] of setup.instruments.entries()) {
    const sum = (isCounted: (order: Order) => boolean): number =>
      open
        .filter((order) => order.instrument === i && isCounted(order))
        .reduce((lots, { quantity, filled }) => lots + quantity - filled, 0)
    const isAdding = ({ role, isReduceOnly }: Order): boolean =>
      role === 'entry' || (role === 'quote' && !isReduceOnly)
    for (const side of ['buy', 'sell'] as const) {
      const out = sum((order) => order.side === side && isAdding(order))
      const counted = risk.enteringOn(side, i)
      promise(counted === out, 'in flight', () => `${of.id}: ${out} out, ${counted} counted`)
    }
    const exits = sum(({ role }) => role === 'exit')
    promise(risk.exiting[i] === exits, 'in flight', () => `${of.id}: ${exits} exits out`)
  }
}

/** Legs that belong together are all there, or on their way out. */
function checkLegs(desk: Desk, now: number): void {
  for (const { stage, deadlineTs } of desk.legSets) {
    const isLate = stage !== 'held' && deadlineTs < now - quietUs
    promise(!isLate, 'legs', () => 'one of several legs was left to itself')
  }
}

/** A desk that is alive and hears its venue keeps the switch of the venue back. */
function checkDeadMan(exchange: SimulatedExchange): void {
  const late = exchange.now - 2 * deadManUs
  const gone = exchange
    .closedOrders(0)
    .filter(({ end, updatedTs }) => end === 'dead-man' && updatedTs > late)
  promise(gone.length === 0, 'dead man', () => `${gone.length} orders were taken from a live desk`)
}

/**
 * Orders, positions and money are the exchange's, to the last unit, of everything the desk trades.
 *
 * @param placed - Names the desk has ever sent.
 */
export function checkBooks(
  desk: Desk,
  exchange: SimulatedExchange,
  placed: ReadonlySet<string>,
  deposit: bigint,
): void {
  const open = [...desk.orders.openOrders]
  const theirs = exchange.openOrders(0)
  const names = theirs.map(({ request }) => firstName(request.clientId)).sort()
  const ours = open.map(({ orderId }) => clientOrderId(deskNumber, orderId, 0)).sort()
  const differ = (): string => `${ours.join()} here, ${names.join()} there`
  promise(names.join() === ours.join(), 'open orders', differ)
  checkCover(desk, exchange)
  checkProtection(desk, exchange)
  checkInFlight(desk)
  checkLegs(desk, exchange.now)
  checkDeadMan(exchange)
  // Those without a name are of whoever meddled, in vain.
  for (const { request } of [...theirs, ...exchange.closedOrders(0)]) {
    const isKnown = request.clientId === '' || placed.has(request.clientId)
    promise(isKnown, 'names', () => `${request.clientId} is unknown`)
  }
  const balances = exchange.balances(0)
  const total = (currency: string): bigint => {
    const { free, held } = balances.get(currency) ?? { free: 0n, held: 0n }
    return free + held
  }
  for (const [i, of] of desk.setup.instruments.entries()) {
    const lots = BigInt(desk.ledger.positions.lots[i] as number)
    const owned = lots * of.baseFactor + desk.ledger.spare(i)
    const there = total(of.base)
    promise(there === owned, 'position', () => `${of.id}: ${owned}, venue ${there}`)
  }
  const earned = total('USD') - deposit
  const booked = desk.ledger.cash - desk.setup.cash
  promise(earned === booked, 'cash', () => `earned ${booked}, at the venue ${earned}`)
}
