import type { ExchangeOrder } from '../../sim/exchange/exchange-order.ts'
import { hasEnded } from '../../sim/exchange/exchange-order.ts'
import { namingOf } from './kraken-client-id.ts'
import type { KrakenHouse } from './kraken-house.ts'
import { orderNumber } from './kraken-id.ts'

/** Whether the order is none of Kraken's yet: it closes another that has not been filled. */
export function isHidden({ status, end, request }: ExchangeOrder): boolean {
  return (status === 'dormant' && request.startTs === undefined) || end === 'group'
}

/** Open orders of the account as Kraken counts them. */
export function openOrders(house: KrakenHouse, account: number): readonly ExchangeOrder[] {
  return house.exchange.openOrders(account).filter((order) => !isHidden(order))
}

/** An order by its id, open or not; `undefined` when the account has none such. */
export function orderByTxid(
  house: KrakenHouse,
  account: number,
  txid: string,
): ExchangeOrder | undefined {
  const number = orderNumber(txid)
  const order = number === undefined ? undefined : house.exchange.order(account, { number })
  return order === undefined || isHidden(order) ? undefined : order
}

/** An order by the client's own name. */
function orderByName(
  house: KrakenHouse,
  account: number,
  clOrdId: string,
): ExchangeOrder | undefined {
  const order = house.exchange.order(account, { clientId: clOrdId })
  return order === undefined || isHidden(order) ? undefined : order
}

/** The open order with that id or, where none is given, of that name. */
export function openOrder(
  house: KrakenHouse,
  account: number,
  txid: string | undefined,
  clOrdId: string | undefined,
): ExchangeOrder | undefined {
  if (txid === undefined && clOrdId === undefined) return undefined
  const order =
    txid === undefined
      ? orderByName(house, account, clOrdId ?? '')
      : orderByTxid(house, account, txid)
  return order === undefined || hasEnded(order) ? undefined : order
}

/** The open orders a text names: one by its id, or all with a userref. */
export function openByText(
  house: KrakenHouse,
  account: number,
  text: string,
): readonly ExchangeOrder[] {
  if (/^-?\d{1,10}$/.test(text)) return openByUserref(house, account, Number(text))
  const order = orderByTxid(house, account, text)
  return order === undefined || hasEnded(order) ? [] : [order]
}

function openByUserref(
  house: KrakenHouse,
  account: number,
  userref: number,
): readonly ExchangeOrder[] {
  return openOrders(house, account).filter(
    ({ request }) => namingOf(request.clientId).userref === userref,
  )
}

export function openByName(
  house: KrakenHouse,
  account: number,
  clOrdId: string,
): readonly ExchangeOrder[] {
  const order = orderByName(house, account, clOrdId)
  return order === undefined || hasEnded(order) ? [] : [order]
}

/** The order that waits for `first` in order to close it. */
export function closingOrder(house: KrakenHouse, first: ExchangeOrder): ExchangeOrder | undefined {
  return partner(house, first, 1)
}

/** The order that `second` closes. */
export function closedOrder(house: KrakenHouse, second: ExchangeOrder): ExchangeOrder | undefined {
  return partner(house, second, -1)
}

/** The two of a conditional close are numbered one after the other. */
function partner(
  house: KrakenHouse,
  { account, number, group }: ExchangeOrder,
  step: 1 | -1,
): ExchangeOrder | undefined {
  if (group === 0) return undefined
  const other = house.exchange.order(account, { number: number + step })
  return other?.group === group ? other : undefined
}
