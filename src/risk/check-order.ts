import { minorPerUnit, type OrderIntent, signOf } from '../domain/index.ts'
import { Approved } from './approved.ts'
import type { RiskBook } from './risk-book.ts'

/** Names of the limits a refusal can cite. */
export type LimitName =
  | 'sanity'
  | 'reduce-only'
  | 'mode'
  | 'unresolved'
  | 'account'
  | 'drawdown'
  | 'daily-loss'
  | 'orders-per-day'
  | 'order-notional-min'
  | 'order-notional-max'
  | 'long-only'
  | 'position'
  | 'gross'
  | 'buying-power'

export type Verdict =
  | { readonly ok: true; readonly approved: Approved<OrderIntent> }
  | { readonly ok: false; readonly limit: LimitName; readonly was: number; readonly max: number }

/**
 * Judges one order against every limit, assuming the worst of every order already out. An order
 * that reduces passes all of them but sanity: no limit, mode or loss can keep a position open.
 */
export function checkOrder(order: OrderIntent, book: RiskBook): Verdict {
  const lots: number = order.quantity
  if (!(lots > 0) || !(order.arrival > 0) || (order.type !== 'market' && !(order.price > 0)))
    return refused('sanity', lots, 0)
  if (isReducing(order, book)) return { ok: true, approved: new Approved(order) }
  if (order.isReduceOnly) return refused('reduce-only', lots, reducibleLots(order, book))
  if (book.mode !== 'normal') return refused('mode', 0, 0)
  if (book.unresolved > 0) return refused('unresolved', book.unresolved, 0)
  if (book.awaitsAccount) return refused('account', 0, 0)
  return checkLosses(book) ?? checkSize(order, book) ?? { ok: true, approved: new Approved(order) }
}

/**
 * Whether `order` can only shrink the position: opposite to it, and no larger than what is left of
 * it after the exits in flight. Protective orders do not count each other: the venue lets whichever
 * fires only reduce.
 */
function isReducing(order: OrderIntent, book: RiskBook): boolean {
  if (isProtective(order) && !order.isReduceOnly) return false
  return order.quantity <= reducibleLots(order, book)
}

/** Lots that an order of this side and role can take off the position; 0 when it would add. */
function reducibleLots(order: OrderIntent, book: RiskBook): number {
  const held = book.lots[order.instrument] as number
  if (held === 0 || held > 0 === (order.side === 'buy')) return 0
  const exiting = isProtective(order) ? 0 : (book.exiting[order.instrument] as number)
  return Math.max(0, Math.abs(held) - exiting)
}

function isProtective({ role, isReduceOnly }: OrderIntent): boolean {
  return role === 'stop' || role === 'target' || (role === 'quote' && isReduceOnly)
}

function checkLosses(book: RiskBook): Verdict | undefined {
  const { limits } = book
  if (book.drawdown >= limits.drawdownHalt)
    return refused('drawdown', book.drawdown, limits.drawdownHalt)
  if (book.dailyLoss >= limits.dailyLossMax)
    return refused('daily-loss', book.dailyLoss, limits.dailyLossMax)
  if (book.ordersToday >= limits.ordersPerDayMax)
    return refused('orders-per-day', book.ordersToday + 1, limits.ordersPerDayMax)
  return undefined
}

function checkSize(order: OrderIntent, book: RiskBook): Verdict | undefined {
  const { limits } = book
  const i = order.instrument
  const lotValue = book.lotValue[i] as number
  const notional = (order.quantity * lotValue) / minorPerUnit
  if (notional > limits.orderNotionalMax)
    return refused('order-notional-max', notional, limits.orderNotionalMax)
  if (notional < limits.orderNotionalMin)
    return refused('order-notional-min', notional, limits.orderNotionalMin)
  const held = book.lots[i] as number
  const after = worstPosition(order, book)
  if (limits.isLongOnly && after < 0) return refused('long-only', after, 0)
  const position = (Math.abs(after) * lotValue) / book.equity
  if (!(position <= limits.positionMax)) return refused('position', position, limits.positionMax)
  const added = (Math.abs(after) - Math.abs(held)) * lotValue
  const gross = (book.gross + added + enteringElsewhere(i, book)) / book.equity
  if (!(gross <= limits.grossMax)) return refused('gross', gross, limits.grossMax)
  return checkBuyingPower(order, book, lotValue)
}

/** Lots held after this order and every order in flight on its side have filled. */
function worstPosition(order: OrderIntent, book: RiskBook): number {
  const sign = signOf(order.side)
  const inFlight = book.enteringOn(order.side, order.instrument)
  return (book.lots[order.instrument] as number) + sign * (inFlight + order.quantity)
}

/** Value of what is in flight in the other instruments, minor units. */
function enteringElsewhere(instrument: number, book: RiskBook): number {
  let total = 0
  for (let i = 0; i < book.entering.length; i += 1)
    if (i !== instrument) total += book.enteringMost(i) * (book.lotValue[i] as number)
  return total
}

/** Cash must cover every buy in flight with its worst cost. Selling short needs no cash here. */
function checkBuyingPower(
  order: OrderIntent,
  book: RiskBook,
  lotValue: number,
): Verdict | undefined {
  if (order.side === 'sell') return undefined
  let needed = order.quantity * lotValue
  for (let i = 0; i < book.entering.length; i += 1)
    needed += book.enteringOn('buy', i) * (book.lotValue[i] as number)
  needed *= 1 + book.limits.costBuffer
  if (needed <= book.cash) return undefined
  return refused('buying-power', needed / minorPerUnit, book.cash / minorPerUnit)
}

function refused(limit: LimitName, was: number, max: number): Verdict {
  return { ok: false, limit, was, max }
}
