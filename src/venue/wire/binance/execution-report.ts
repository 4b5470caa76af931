import type { Json } from '../../../base/index.ts'
import type { AccountEvent } from '../../sim/exchange/exchange-event.ts'
import type { ExchangeOrder } from '../../sim/exchange/exchange-order.ts'
import { textOfMinor } from '../wire-step.ts'
import { type BinanceSymbol, ms } from './binance-symbol.ts'
import { isWorking, listNumber, selfTradeWord, statusWord, stopOf, typeWord } from './order-json.ts'

/** An event about one order. */
export type OrderNews = Extract<AccountEvent, { readonly order: ExchangeOrder }>

const executions: Readonly<Record<OrderNews['kind'], string>> = {
  'order-accepted': 'NEW',
  'order-triggered': 'NEW',
  'order-amended': 'REPLACED',
  'order-filled': 'TRADE',
  'order-canceled': 'CANCELED',
  'order-expired': 'EXPIRED',
}

/** What else a report says of an order. */
export type ReportNames = {
  /** The name of the cancellation, when its holder cancelled it. */
  readonly cancelName: string | undefined
  /** It was sent with another order and waits for it. */
  readonly isPending: boolean
}

/** What the holder of an order is told when something happens to it. */
export function executionReport(
  event: OrderNews,
  symbol: BinanceSymbol,
  { cancelName, isPending }: ReportNames,
): Json {
  const { order, kind, ts } = event
  const { request } = order
  const fill = kind === 'order-filled' ? event.fill : undefined
  const status = kind === 'order-accepted' ? (isPending ? 'PENDING_NEW' : 'NEW') : statusWord(order)
  const isEnded = kind === 'order-canceled' || kind === 'order-expired'
  const isTriggered = kind === 'order-triggered'
  const working = kind === 'order-accepted' ? isWorkingAtOnce(order, isPending) : isWorking(order)
  return {
    e: 'executionReport',
    E: ms(ts),
    s: symbol.id,
    c: cancelName ?? request.clientId,
    S: request.side === 'buy' ? 'BUY' : 'SELL',
    o: typeWord(request),
    f: request.timeInForce.toUpperCase(),
    q: symbol.quantity(order.lots),
    p: symbol.price(order.price),
    P: symbol.price(stopOf(order)),
    ...(request.trail?.kind === 'ppm' ? { d: request.trail.ppm / 100 } : {}),
    F: symbol.quantity(request.display),
    g: listNumber(order),
    C: cancelName === undefined ? '' : request.clientId,
    // What is not cancelled by its holder expires.
    x: isEnded && status !== 'CANCELED' ? 'EXPIRED' : executions[kind],
    X: status,
    r: 'NONE',
    i: order.number,
    l: symbol.quantity(fill?.lots ?? 0),
    z: symbol.quantity(order.filled),
    L: symbol.price(fill?.price ?? 0),
    n: textOfMinor(fill?.fee ?? 0n),
    N: fill?.feeCurrency ?? null,
    T: ms(ts),
    t: fill?.trade ?? -1,
    I: event.sequence,
    w: working || isTriggered,
    m: fill?.liquidity === 'maker',
    M: fill !== undefined,
    O: ms(order.createdTs),
    Z: textOfMinor(order.quoteFilled),
    Y: fill === undefined ? textOfMinor(0n) : symbol.value(fill.price, fill.lots),
    Q: textOfMinor(request.quoteAmount ?? 0n),
    ...(working ? { W: ms(order.createdTs) } : {}),
    V: selfTradeWord(request),
  }
}

/** An order just let in has not begun: whether it will without waiting for a price. */
function isWorkingAtOnce({ request: { type } }: ExchangeOrder, isPending: boolean): boolean {
  return !isPending && (type === 'limit' || type === 'market')
}
