import type { Json } from '../../../base/index.ts'
import {
  type AccountFill,
  type ExchangeOrder,
  hasEnded,
} from '../../sim/exchange/exchange-order.ts'
import type { OrderRequest, SelfTradePolicy } from '../../sim/exchange/order-request.ts'
import { textOfMinor } from '../wire-step.ts'
import { type BinanceSymbol, ms } from './binance-symbol.ts'

const modes: Readonly<Record<SelfTradePolicy, string>> = {
  'cancel-resting': 'EXPIRE_MAKER',
  'cancel-new': 'EXPIRE_TAKER',
  'decrement-both': 'DECREMENT',
  'cancel-both': 'EXPIRE_BOTH',
}

/** The venue's word for an order's type. */
export function typeWord({ type, isPostOnly, trail }: OrderRequest): string {
  if (type === 'limit') return isPostOnly ? 'LIMIT_MAKER' : 'LIMIT'
  if (type === 'market') return 'MARKET'
  const isProfit = type.startsWith('take') || trail?.starts === 'profit'
  const what = isProfit ? 'TAKE_PROFIT' : 'STOP_LOSS'
  return type.endsWith('-limit') ? `${what}_LIMIT` : what
}

/** The venue's word for where an order stands. */
export function statusWord(order: ExchangeOrder): string {
  const { status, filled, end } = order
  if (status === 'filled') return 'FILLED'
  if (!hasEnded(order)) {
    if (status === 'dormant') return 'PENDING_NEW'
    return filled > 0 ? 'PARTIALLY_FILLED' : 'NEW'
  }
  if (end === 'self-trade') return 'EXPIRED_IN_MATCH'
  return end === 'by-request' || end === 'delisted' ? 'CANCELED' : 'EXPIRED'
}

export function selfTradeWord({ selfTrade }: OrderRequest): string {
  return modes[selfTrade]
}

/** Number of the list an order is in; -1 when it stands alone. */
export function listNumber({ group }: ExchangeOrder): number {
  return group === 0 ? -1 : group
}

/** Whether an order is in the book or was, rather than waiting for a price or another order. */
export function isWorking({ status }: ExchangeOrder): boolean {
  return status !== 'waiting' && status !== 'dormant'
}

/** What every form of an order has in common. */
function coreOf(order: ExchangeOrder, symbol: BinanceSymbol): { readonly [key: string]: Json } {
  const { request } = order
  return {
    price: symbol.price(order.price),
    origQty: symbol.quantity(order.lots),
    executedQty: symbol.quantity(order.filled),
    origQuoteOrderQty: textOfMinor(request.quoteAmount ?? 0n),
    cummulativeQuoteQty: textOfMinor(order.quoteFilled),
    status: statusWord(order),
    timeInForce: request.timeInForce.toUpperCase(),
    type: typeWord(request),
    side: request.side === 'buy' ? 'BUY' : 'SELL',
  }
}

/** The price it waits for; of one that trails, the price it starts at until it has. Ticks. */
export function stopOf({ trigger, request }: ExchangeOrder): number {
  return trigger > 0 ? trigger : request.trigger
}

function trailOf({ request }: ExchangeOrder): { readonly [key: string]: Json } {
  return request.trail?.kind === 'ppm' ? { trailingDelta: request.trail.ppm / 100 } : {}
}

/** An order as it is looked up. */
export function orderJson(order: ExchangeOrder, symbol: BinanceSymbol): Json {
  return {
    symbol: symbol.id,
    orderId: order.number,
    orderListId: listNumber(order),
    clientOrderId: order.request.clientId,
    ...coreOf(order, symbol),
    stopPrice: symbol.price(stopOf(order)),
    ...trailOf(order),
    icebergQty: symbol.quantity(order.request.display),
    time: ms(order.createdTs),
    updateTime: ms(order.updatedTs),
    isWorking: isWorking(order),
    workingTime: isWorking(order) ? ms(order.createdTs) : -1,
    selfTradePreventionMode: selfTradeWord(order.request),
  }
}

/** What the sender of a new order is told. @param form - How much. */
export function placedJson(
  order: ExchangeOrder,
  symbol: BinanceSymbol,
  form: 'ACK' | 'RESULT' | 'FULL',
  fills: readonly AccountFill[],
): { readonly [key: string]: Json } {
  const { request } = order
  const head = {
    symbol: symbol.id,
    orderId: order.number,
    orderListId: listNumber(order),
    clientOrderId: request.clientId,
    transactTime: ms(order.createdTs),
  }
  if (form === 'ACK') return head
  const result = {
    ...head,
    ...coreOf(order, symbol),
    ...(stopOf(order) > 0 ? { stopPrice: symbol.price(stopOf(order)) } : {}),
    ...trailOf(order),
    ...(request.display > 0 ? { icebergQty: symbol.quantity(request.display) } : {}),
    workingTime: isWorking(order) ? ms(order.createdTs) : -1,
    selfTradePreventionMode: selfTradeWord(request),
  }
  if (form === 'RESULT') return result
  return { ...result, fills: fills.map((fill) => fillJson(fill, symbol)) }
}

function fillJson(fill: AccountFill, symbol: BinanceSymbol): Json {
  return {
    price: symbol.price(fill.price),
    qty: symbol.quantity(fill.lots),
    commission: textOfMinor(fill.fee),
    commissionAsset: fill.feeCurrency,
    tradeId: fill.trade,
  }
}

/** What the sender of a cancellation is told. @param clientId - The cancellation's own name. */
export function canceledJson(
  order: ExchangeOrder,
  symbol: BinanceSymbol,
  clientId: string,
): { readonly [key: string]: Json } {
  return {
    symbol: symbol.id,
    origClientOrderId: order.request.clientId,
    orderId: order.number,
    orderListId: listNumber(order),
    clientOrderId: clientId,
    transactTime: ms(order.updatedTs),
    ...coreOf(order, symbol),
    selfTradePreventionMode: selfTradeWord(order.request),
  }
}

/** A fill as it is looked up. */
export function tradeJson(fill: AccountFill, symbol: BinanceSymbol, list: number): Json {
  return {
    symbol: symbol.id,
    id: fill.trade,
    orderId: fill.order,
    orderListId: list,
    price: symbol.price(fill.price),
    qty: symbol.quantity(fill.lots),
    quoteQty: symbol.value(fill.price, fill.lots),
    commission: textOfMinor(fill.fee),
    commissionAsset: fill.feeCurrency,
    time: ms(fill.ts),
    isBuyer: fill.side === 'buy',
    isMaker: fill.liquidity === 'maker',
    isBestMatch: true,
  }
}
