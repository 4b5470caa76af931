import { declined, type Json, ok, type Result } from '../../../base/index.ts'
import { checkRequest } from '../../sim/exchange/check-request.ts'
import type { OrderRef } from '../../sim/exchange/exchange.ts'
import type { AccountFill, ExchangeOrder } from '../../sim/exchange/exchange-order.ts'
import type { OrderRequest } from '../../sim/exchange/order-request.ts'
import { textOfMinor } from '../wire-step.ts'
import {
  amendError,
  type BinanceError,
  binanceError,
  cancelError,
  newOrderError,
  notSent,
  orderUnknown,
} from './binance-error.ts'
import type { BinanceAnswer, BinanceCall } from './binance-call.ts'
import type { BinanceDesk } from './binance-desk.ts'
import type { BinanceSymbol } from './binance-symbol.ts'
import { canceledJson, orderJson, placedJson } from './order-json.ts'
import type { Parameters } from './parameters.ts'
import { clientIdPattern, invalidType, readLots, readOrder } from './read-order.ts'

type ResponseForm = 'ACK' | 'RESULT' | 'FULL'

/** How much the sender of an order wants to be told. */
export function responseForm(params: Parameters): ResponseForm {
  const fault = binanceError(-1136, 'Invalid newOrderRespType.')
  const asked = params.word('newOrderRespType', ['ACK', 'RESULT', 'FULL'], fault)
  const type = params.text('type')
  return asked ?? (type === 'MARKET' || type === 'LIMIT' ? 'FULL' : 'ACK')
}

/** A name for an order whose sender gave none, unlike any other. @param leg - Which of a list. */
export function freshName({ house }: BinanceDesk, leg = 0): string {
  return `sim${house.exchange.sequence.toString(36)}x${leg}`
}

export function placeOrder(
  desk: BinanceDesk,
  call: BinanceCall,
): Result<{ readonly [key: string]: Json }, BinanceError> {
  const read = readPlacing(desk, call.params)
  if (!read.ok) return read
  const limit = desk.limits.order(call.caller.account, 1, call.now)
  return limit === undefined ? sendOrder(desk, call, read.value) : declined(limit)
}

/** A new order, and how much its sender wants to be told. */
export type Placing = {
  readonly symbol: BinanceSymbol
  readonly form: ResponseForm
  readonly request: OrderRequest
}

/** @param leg - Tells its name from others given in the same call. */
export function readPlacing(
  desk: BinanceDesk,
  params: Parameters,
  leg = 0,
): Result<Placing, BinanceError> {
  const symbol = desk.symbols.required(params)
  const form = responseForm(params)
  if (symbol === undefined) return declined(params.fault ?? notSent('symbol'))
  const request = readOrder(params, symbol, freshName(desk, leg))
  return request.ok ? ok({ symbol, form, request: request.value }) : request
}

/** Sends an order that was counted already. */
export function sendOrder(
  desk: BinanceDesk,
  { caller, now }: BinanceCall,
  { symbol, form, request }: Placing,
): Result<{ readonly [key: string]: Json }, BinanceError> {
  const placed = desk.house.exchange.submit(caller.account, request, now)
  if (!placed.ok) return declined(newOrderError(placed.error))
  const order = placed.value
  return ok(placedJson(order, symbol, form, fillsOf(desk, order)))
}

/**
 * An order for the best of several books. Each symbol here has one of its own, which is then the
 * best: what is routed is an order like any other, but only of the types the venue routes.
 */
export function routeOrder(desk: BinanceDesk, call: BinanceCall): BinanceAnswer {
  const { params } = call
  params.word('type', ['LIMIT', 'MARKET'], invalidType)
  params.unwanted('quoteOrderQty')
  const placed = placeOrder(desk, call)
  return placed.ok ? ok({ ...placed.value, workingFloor: 'SOR', usedSor: true }) : placed
}

/** What an order was filled with, oldest first. */
export function fillsOf({ house }: BinanceDesk, order: ExchangeOrder): readonly AccountFill[] {
  const found: AccountFill[] = []
  if (order.filled === 0) return found
  const all = house.exchange.fills(order.account)
  let lots = 0
  for (let i = all.length - 1; i >= 0 && lots < order.filled; i -= 1) {
    const fill = all[i] as AccountFill
    if (fill.order !== order.number) continue
    lots += fill.lots
    found.push(fill)
  }
  return found.reverse()
}

/** Looks an order over as if it were placed, and forgets it. */
export function testOrder(desk: BinanceDesk, { params, caller }: BinanceCall): BinanceAnswer {
  const read = readPlacing(desk, params)
  if (!read.ok) return read
  const { request, symbol } = read.value
  const why = checkRequest(request, symbol.listing, desk.house.exchange.lastPrice(symbol.index))
  if (why !== undefined) return declined(newOrderError(why))
  return ok(
    params.text('computeCommissionRates') === 'true'
      ? ratesJson(desk, caller.account, symbol.index)
      : {},
  )
}

/** The commission an account pays, as the venue tells it for one symbol. */
export function ratesJson(
  { house }: BinanceDesk,
  account: number,
  instrument: number,
): { readonly [key: string]: Json } {
  const { makerPpm, takerPpm } = house.exchange.feeTier(account, instrument)
  const none = {
    maker: '0.00000000',
    taker: '0.00000000',
    buyer: '0.00000000',
    seller: '0.00000000',
  }
  return {
    standardCommissionForOrder: { maker: rate(makerPpm), taker: rate(takerPpm) },
    standardCommission: { ...none, maker: rate(makerPpm), taker: rate(takerPpm) },
    taxCommission: none,
  }
}

/** Parts per million as the venue writes a rate. */
export function rate(ppm: number): string {
  return textOfMinor(BigInt(Math.round(ppm * 100)))
}

/** The order a request means, by the venue's number or its sender's name. */
export function refOf(params: Parameters): OrderRef | undefined {
  const number = params.integer('orderId')
  const clientId = params.text('origClientOrderId')
  if (number !== undefined) return { number }
  if (clientId !== undefined) return { clientId }
  return params.decline(
    binanceError(
      -1102,
      "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!",
    ),
  )
}

/** An order of the caller, of the symbol it says. */
function orderOf(
  desk: BinanceDesk,
  { params, caller }: BinanceCall,
  unknown: BinanceError,
): Result<{ readonly symbol: BinanceSymbol; readonly order: ExchangeOrder }, BinanceError> {
  const symbol = desk.symbols.required(params)
  const ref = refOf(params)
  if (params.fault !== undefined || symbol === undefined || ref === undefined)
    return declined(params.fault ?? unknown)
  const order = desk.house.exchange.order(caller.account, ref)
  const isNamed =
    !('number' in ref) ||
    order?.request.clientId === (params.text('origClientOrderId') ?? order?.request.clientId)
  if (order === undefined || !isNamed || order.request.instrument !== symbol.index)
    return declined(unknown)
  return ok({ symbol, order })
}

export function queryOrder(desk: BinanceDesk, call: BinanceCall): BinanceAnswer {
  const found = orderOf(desk, call, orderUnknown)
  return found.ok ? ok(orderJson(found.value.order, found.value.symbol)) : found
}

const restrictions = ['ONLY_NEW', 'ONLY_PARTIALLY_FILLED'] as const
const badRestriction = binanceError(
  -1145,
  'cancelRestrictions has to be either ONLY_NEW or ONLY_PARTIALLY_FILLED.',
)

/** Cancels one order, and with it the list it is in. */
export function cancelOrder(desk: BinanceDesk, call: BinanceCall): BinanceAnswer {
  const { params } = call
  const clientId = params.matching('newClientOrderId', clientIdPattern) ?? freshName(desk)
  const found = orderOf(desk, call, cancelError({ code: 'unknown-order', message: '' }))
  if (!found.ok) return found
  const { order, symbol } = found.value
  const restriction = params.word('cancelRestrictions', restrictions, badRestriction)
  if (params.fault !== undefined) return declined(params.fault)
  const isNew = order.filled === 0
  if (restriction !== undefined && isNew !== (restriction === 'ONLY_NEW'))
    return declined(binanceError(-2011, 'Order was not canceled due to cancel restrictions.'))
  return cancelKnown(desk, call, order, symbol, clientId)
}

function cancelKnown(
  desk: BinanceDesk,
  { caller, now }: BinanceCall,
  { number }: ExchangeOrder,
  symbol: BinanceSymbol,
  clientId: string,
): Result<{ readonly [key: string]: Json }, BinanceError> {
  desk.cancelNames.set(number, clientId)
  const canceled = desk.house.exchange.cancel(caller.account, { number }, now)
  desk.cancelNames.delete(number)
  if (!canceled.ok) return declined(cancelError(canceled.error))
  return ok(canceledJson(canceled.value, symbol, clientId))
}

/** Changes the quantity of an order that keeps its place in the queue: downwards only. */
export function amendOrder(desk: BinanceDesk, call: BinanceCall): BinanceAnswer {
  const { params, caller, now } = call
  const found = orderOf(desk, call, binanceError(-2038, 'Unknown order sent.'))
  if (!found.ok) return found
  const { order, symbol } = found.value
  params.required('newQty')
  const lots = readLots(params, symbol, 'newQty')
  if (params.fault !== undefined || lots === undefined)
    return declined(params.fault ?? notSent('newQty'))
  if (lots >= order.lots)
    return declined(
      binanceError(
        -2038,
        lots === order.lots
          ? 'The requested action would change no state; rejecting.'
          : 'Order amend (quantity increase) is not supported.',
      ),
    )
  const change = { lots, price: undefined, trigger: undefined }
  const amended = desk.house.exchange.amend(caller.account, { number: order.number }, change, now)
  if (!amended.ok) return declined(amendError(amended.error))
  return ok({
    transactTime: Math.floor(now / 1_000),
    executionId: desk.house.exchange.sequence,
    amendedOrder: orderJson(amended.value, symbol),
  })
}
