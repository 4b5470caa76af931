import { declined, type Json, ok, type Result } from '../../../base/index.ts'
import { type ExchangeOrder, hasEnded } from '../../sim/exchange/exchange-order.ts'
import type { OrderGroup, OrderRequest } from '../../sim/exchange/order-request.ts'
import type { BinanceAnswer, BinanceCall } from './binance-call.ts'
import type { BinanceDesk } from './binance-desk.ts'
import {
  type BinanceError,
  binanceError,
  cancelUnknown,
  newOrderError,
  notSent,
} from './binance-error.ts'
import type { BinanceSymbol } from './binance-symbol.ts'
import { fillsOf, freshName, responseForm } from './order-endpoints.ts'
import { canceledJson, placedJson } from './order-json.ts'
import { listJson, type OrderList } from './order-lists.ts'
import type { Parameters } from './parameters.ts'
import { isWithin } from './market-endpoints.ts'
import { clientIdPattern, readOrder } from './read-order.ts'

/** A leg's own parameters begin with its name; those of the whole list do not. */
function leg(
  params: Parameters,
  prefix: string,
  shared: Readonly<Record<string, string>>,
): Parameters {
  return params.named((name) => {
    const common = shared[name]
    if (common !== undefined) return common
    if (name === 'newClientOrderId') return `${prefix}ClientOrderId`
    return `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`
  })
}

const sharedByAll = {
  selfTradePreventionMode: 'selfTradePreventionMode',
  newOrderRespType: 'newOrderRespType',
}
const sharedByOco = { ...sharedByAll, side: 'side', quantity: 'quantity' }
const sharedByPending = { ...sharedByAll, side: 'pendingSide', quantity: 'pendingQuantity' }

/** One cancels the other: one order above the market, one below. */
export function placeOco(desk: BinanceDesk, call: BinanceCall): BinanceAnswer {
  return placeList(desk, call, 'OCO', (params, symbol) => {
    const pair = readPair(desk, params, symbol, ['above', 'below'], sharedByOco)
    return pair.ok ? ok({ kind: 'oco', orders: pair.value }) : pair
  })
}

/** One triggers the other: the second is sent when the first is filled. */
export function placeOto(desk: BinanceDesk, call: BinanceCall): BinanceAnswer {
  return placeList(desk, call, 'OTO', (params, symbol) => {
    const first = readWorking(desk, params, symbol)
    if (!first.ok) return first
    const second = readOrder(leg(params, 'pending', sharedByAll), symbol, freshName(desk, 2))
    return second.ok ? ok({ kind: 'oto', first: first.value, followers: [second.value] }) : second
  })
}

/** One triggers a pair of which one cancels the other. */
export function placeOtoco(desk: BinanceDesk, call: BinanceCall): BinanceAnswer {
  return placeList(desk, call, 'OTO', (params, symbol) => {
    const first = readWorking(desk, params, symbol)
    if (!first.ok) return first
    const names = ['pendingAbove', 'pendingBelow'] as const
    const pair = readPair(desk, params, symbol, names, sharedByPending)
    return pair.ok ? ok({ kind: 'bracket', first: first.value, followers: pair.value }) : pair
  })
}

function readWorking(
  desk: BinanceDesk,
  params: Parameters,
  symbol: BinanceSymbol,
): Result<OrderRequest, BinanceError> {
  const first = readOrder(leg(params, 'working', sharedByAll), symbol, freshName(desk, 1))
  if (first.ok && first.value.type !== 'limit')
    return declined(binanceError(-1116, 'Invalid orderType.'))
  return first
}

function readPair(
  desk: BinanceDesk,
  params: Parameters,
  symbol: BinanceSymbol,
  [aboveName, belowName]: readonly [string, string],
  shared: Readonly<Record<string, string>>,
): Result<readonly [OrderRequest, OrderRequest], BinanceError> {
  const above = readOrder(leg(params, aboveName, shared), symbol, freshName(desk, 2))
  if (!above.ok) return above
  const below = readOrder(leg(params, belowName, shared), symbol, freshName(desk, 3))
  if (!below.ok) return below
  const types = [above.value, below.value].map(({ type }) => type)
  const isPair = types.every((type) => type !== 'market') && types.some((type) => type !== 'limit')
  if (!isPair) return declined(binanceError(-1014, 'Unsupported order combination.'))
  if (levelOf(above.value) <= levelOf(below.value) && levelOf(below.value) > 0) {
    const why = 'The relationship of the prices for the orders is not correct.'
    return declined(binanceError(-2010, why))
  }
  return ok([above.value, below.value])
}

/** Where an order waits: its trigger, else its price. */
function levelOf({ trigger, price, trail }: OrderRequest): number {
  if (trail !== undefined && trigger === 0) return 0
  return trigger > 0 ? trigger : price
}

function placeList(
  desk: BinanceDesk,
  { params, caller, now }: BinanceCall,
  contingency: OrderList['contingency'],
  read: (params: Parameters, symbol: BinanceSymbol) => Result<OrderGroup, BinanceError>,
): BinanceAnswer {
  const symbol = desk.symbols.required(params)
  const clientId = params.matching('listClientOrderId', clientIdPattern) ?? freshName(desk)
  const form = responseForm(params)
  if (params.fault !== undefined || symbol === undefined)
    return declined(params.fault ?? notSent('symbol'))
  const group = read(params, symbol)
  if (!group.ok) return group
  const requests =
    group.value.kind === 'oco' ? group.value.orders : [group.value.first, ...group.value.followers]
  const limit = desk.limits.order(caller.account, requests.length, now)
  if (limit !== undefined) return declined(limit)
  if (group.value.kind !== 'oco')
    for (const { clientId: name } of group.value.followers) desk.pendingNames.add(name)
  const placed = desk.house.exchange.submitGroup(caller.account, group.value, now)
  desk.pendingNames.clear()
  if (!placed.ok) return declined(newOrderError(placed.error))
  const list: OrderList = {
    number: placed.value[0]?.group ?? 0,
    account: caller.account,
    instrument: symbol.index,
    contingency,
    clientId,
    orders: placed.value.map((order) => ({
      number: order.number,
      clientId: order.request.clientId,
    })),
    ts: now,
  }
  desk.lists.add(list)
  return ok({
    ...listJson(list, symbol, placed.value),
    orderReports: placed.value.map((order) =>
      placedJson(order, symbol, form === 'ACK' ? 'RESULT' : form, fillsOf(desk, order)),
    ),
  })
}

/** A list of the caller's, by its number or its sender's name. */
function findList(
  desk: BinanceDesk,
  { params, caller }: BinanceCall,
  clientIdName: string,
): OrderList | undefined {
  const number = params.integer('orderListId')
  const clientId = params.text(clientIdName)
  if (number === undefined && clientId === undefined)
    return params.decline(
      binanceError(
        -1102,
        `Param '${clientIdName}' or 'orderListId' must be sent, but both were empty/null!`,
      ),
    )
  const all = desk.lists.of(caller.account)
  return number === undefined
    ? all.findLast((list) => list.clientId === clientId)
    : all.find((list) => list.number === number)
}

function membersOf(
  { house }: BinanceDesk,
  list: OrderList,
): readonly (ExchangeOrder | undefined)[] {
  return list.orders.map(({ number }) => house.exchange.order(list.account, { number }))
}

function told(desk: BinanceDesk, list: OrderList): Json {
  const symbol = desk.symbols.byIndex(list.instrument)
  return symbol === undefined ? null : listJson(list, symbol, membersOf(desk, list))
}

export function queryList(desk: BinanceDesk, call: BinanceCall): BinanceAnswer {
  const list = findList(desk, call, 'origClientOrderId')
  if (call.params.fault !== undefined) return declined(call.params.fault)
  if (list === undefined) return declined(binanceError(-2018, 'Order list does not exist.'))
  return ok(told(desk, list))
}

export function allLists(desk: BinanceDesk, { params, caller }: BinanceCall): BinanceAnswer {
  const limit = params.limit(500, 1_000)
  const from = params.integer('fromId')
  const start = params.integer('startTime')
  const end = params.integer('endTime')
  if (params.fault !== undefined) return declined(params.fault)
  const found = desk.lists
    .of(caller.account)
    .filter(({ number }) => number >= (from ?? 0))
    .filter(({ ts }) => isWithin(Math.floor(ts / 1_000), start, end))
  const chosen = from === undefined ? found.slice(-limit) : found.slice(0, limit)
  return ok(chosen.map((list) => told(desk, list)))
}

export function openLists(desk: BinanceDesk, { caller }: BinanceCall): BinanceAnswer {
  const isOpen = (list: OrderList): boolean =>
    membersOf(desk, list).some((order) => order !== undefined && !hasEnded(order))
  return ok(
    desk.lists
      .of(caller.account)
      .filter(isOpen)
      .map((list) => told(desk, list)),
  )
}

/** Cancels every order of a list. */
export function cancelList(desk: BinanceDesk, call: BinanceCall): BinanceAnswer {
  const { params, caller, now } = call
  const symbol = desk.symbols.required(params)
  const clientId = params.matching('newClientOrderId', clientIdPattern) ?? freshName(desk)
  const list = findList(desk, call, 'listClientOrderId')
  if (params.fault !== undefined) return declined(params.fault)
  if (symbol === undefined || list === undefined || list.instrument !== symbol.index)
    return declined(cancelUnknown)
  const open = membersOf(desk, list).filter((order) => order !== undefined && !hasEnded(order))
  if (open.length === 0) return declined(cancelUnknown)
  return ok(
    endList(desk, list, symbol, clientId, (number) => {
      desk.house.exchange.cancel(caller.account, { number }, now)
    }),
  )
}

/** Ends what is open of a list with `cancel`, and tells what became of it. */
export function endList(
  desk: BinanceDesk,
  list: OrderList,
  symbol: BinanceSymbol,
  clientId: string,
  cancel: (number: number) => void,
): Json {
  for (const { number } of list.orders) desk.cancelNames.set(number, clientId)
  for (const { number } of list.orders) cancel(number)
  for (const { number } of list.orders) desk.cancelNames.delete(number)
  const members = membersOf(desk, list)
  const known = members.filter((order) => order !== undefined)
  return {
    ...listJson(list, symbol, members),
    orderReports: known.map((order) => canceledJson(order, symbol, clientId)),
  }
}
