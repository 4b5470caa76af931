import { clientOrderId } from '../../src/domain/index.ts'
import type { Desk } from '../../src/engine/index.ts'
import type { SimulatedExchange } from '../../src/venue/sim/index.ts'
import { promise } from './exchange-violation.ts'
import { checkCover } from './gateway-cover.ts'
import { deskNumber } from './gateway-desk.ts'

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
  const names = theirs.map(({ request }) => request.clientId).sort()
  const ours = open.map(({ orderId }) => clientOrderId(deskNumber, orderId, 0)).sort()
  const differ = (): string => `${ours.join()} here, ${names.join()} there`
  promise(names.join() === ours.join(), 'open orders', differ)
  checkCover(desk, exchange)
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
    const owned = BigInt(desk.ledger.positions.lots[i] as number) * of.baseFactor
    const there = total(of.base)
    promise(there === owned, 'position', () => `${of.id}: ${owned}, venue ${there}`)
  }
  const earned = total('USD') - deposit
  const booked = desk.ledger.cash - desk.setup.cash
  promise(earned === booked, 'cash', () => `earned ${booked}, at the venue ${earned}`)
}
