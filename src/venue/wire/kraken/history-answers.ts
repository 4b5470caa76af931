import { type Micros, secondUs } from '../../../domain/index.ts'
import type { AccountFill, ExchangeOrder } from '../../sim/exchange/exchange-order.ts'
import { isClOrdId, namingOf } from './kraken-client-id.ts'
import { invalid } from './kraken-error.ts'
import type { KrakenFields } from './kraken-fields.ts'
import type { KrakenHouse } from './kraken-house.ts'
import { namedFills, orderNumber, orderTxid } from './kraken-id.ts'
import type { Answer } from './market-answers.ts'
import { orderView, tradeView } from './order-view.ts'
import { closedOrder, closingOrder, isHidden, openOrders, orderByTxid } from './order-refs.ts'
import { closeSentence } from './order-words.ts'

const pageSize = 50
const orderIdsMax = 50
const tradeIdsMax = 20

export function openOrdersAnswer(
  fields: KrakenFields,
  house: KrakenHouse,
  account: number,
): Answer {
  const fits = namedAs(fields)
  if (fits === undefined) return { error: invalid('userref') }
  const orders = openOrders(house, account).filter(fits).reverse()
  return { result: { open: orderViews(orders, fields, house, account) } }
}

export function closedOrdersAnswer(
  fields: KrakenFields,
  house: KrakenHouse,
  account: number,
): Answer {
  const fits = namedAs(fields)
  const page = pageOf(fields)
  if (fits === undefined) return { error: invalid('userref') }
  if (typeof page === 'string') return { error: invalid(page) }
  const closetime = fields.text('closetime') ?? 'both'
  if (!['open', 'close', 'both'].includes(closetime)) return { error: invalid('closetime') }
  const isWithin = ({ createdTs, updatedTs }: ExchangeOrder): boolean =>
    (closetime !== 'close' && isIn(page, createdTs)) ||
    (closetime !== 'open' && isIn(page, updatedTs))
  const found = house.exchange
    .closedOrders(account)
    .filter((order) => !isHidden(order) && fits(order) && isWithin(order))
    .reverse()
  const shown = found.slice(page.offset, page.offset + pageSize)
  return { result: { closed: orderViews(shown, fields, house, account), count: found.length } }
}

export function queryOrdersAnswer(
  fields: KrakenFields,
  house: KrakenHouse,
  account: number,
): Answer {
  const ids = idsOf(fields)
  if (ids.length === 0 || ids.length > orderIdsMax) return { error: invalid('txid') }
  if (ids.some((id) => orderNumber(id) === undefined)) return { error: 'EOrder:Invalid order' }
  const orders = ids.flatMap((id) => orderByTxid(house, account, id) ?? [])
  return { result: orderViews(orders, fields, house, account) }
}

export function tradesHistoryAnswer(
  fields: KrakenFields,
  house: KrakenHouse,
  account: number,
): Answer {
  const page = pageOf(fields)
  if (typeof page === 'string') return { error: invalid(page) }
  const found = namedFills(house.exchange.fills(account))
    .filter(({ fill: { ts } }) => isIn(page, ts))
    .reverse()
  const shown = found.slice(page.offset, page.offset + pageSize)
  return { result: { trades: tradeViews(shown, house, account), count: found.length } }
}

export function queryTradesAnswer(
  fields: KrakenFields,
  house: KrakenHouse,
  account: number,
): Answer {
  const ids = idsOf(fields)
  if (ids.length > tradeIdsMax) return { error: invalid('txid') }
  const found = namedFills(house.exchange.fills(account)).filter(({ txid }) => ids.includes(txid))
  return { result: tradeViews(found, house, account) }
}

function idsOf(fields: KrakenFields): readonly string[] {
  const ids = (fields.text('txid') ?? '').split(',').map((id) => id.trim())
  return ids.filter((id) => id !== '')
}

/** Whether an order carries the name asked for; `undefined` when that is no name. */
function namedAs(fields: KrakenFields): ((order: ExchangeOrder) => boolean) | undefined {
  const clOrdId = fields.text('cl_ord_id')
  const userref = fields.text('userref')
  if (clOrdId !== undefined)
    return isClOrdId(clOrdId) ? ({ request }) => request.clientId === clOrdId : undefined
  if (userref === undefined) return () => true
  const wanted = fields.whole('userref')
  if (wanted === undefined) return undefined
  return ({ request }) => namingOf(request.clientId).userref === wanted
}

/** A stretch of time, and how many of its latest to pass over. */
export type Page = { readonly from: number; readonly to: number; readonly offset: number }

export function isIn({ from, to }: Page, ts: number): boolean {
  return ts > from && ts <= to
}

/** @returns The name of the first field that is wrong when one is. */
export function pageOf(fields: KrakenFields): Page | string {
  const from = secondsUs(fields, 'start', -1)
  const to = secondsUs(fields, 'end', Number.POSITIVE_INFINITY)
  const offset = fields.has('ofs') ? fields.whole('ofs') : 0
  if (from === undefined) return 'start'
  if (to === undefined) return 'end'
  return offset === undefined || offset < 0 ? 'ofs' : { from, to, offset }
}

function secondsUs(fields: KrakenFields, name: string, absent: number): number | undefined {
  const text = fields.text(name)
  if (text === undefined) return absent
  if (!/^\d{1,13}(\.\d{1,9})?$/.test(text)) return undefined
  // Milliseconds are what some clients send as an end.
  const unit = text.split('.', 1)[0]?.length === 13 ? secondUs / 1_000 : secondUs
  return Math.round(Number(text) * unit)
}

function orderViews(
  orders: readonly ExchangeOrder[],
  fields: KrakenFields,
  house: KrakenHouse,
  account: number,
): object {
  const trades = fields.flag('trades') ? tradesByOrder(house, account) : undefined
  const views: [string, object][] = []
  for (const order of orders) {
    const pair = house.names.byIndex(order.request.instrument)
    if (pair === undefined) continue
    const closing = closingOrder(house, order)
    const aside = {
      trades: trades === undefined ? undefined : (trades.get(order.number) ?? []),
      close: closing === undefined ? '' : closeSentence(closing.request, pair),
      first: closedOrder(house, order)?.number,
    }
    views.push([orderTxid(order.number), orderView(order, pair, aside)])
  }
  return Object.fromEntries(views)
}

function tradesByOrder(house: KrakenHouse, account: number): ReadonlyMap<number, string[]> {
  const found = new Map<number, string[]>()
  for (const { txid, fill } of namedFills(house.exchange.fills(account))) {
    const known = found.get(fill.order)
    if (known === undefined) found.set(fill.order, [txid])
    else known.push(txid)
  }
  return found
}

function tradeViews(
  trades: readonly { readonly txid: string; readonly fill: AccountFill }[],
  house: KrakenHouse,
  account: number,
): object {
  const views: [string, object][] = []
  for (const { txid, fill } of trades) {
    const pair = house.names.byIndex(fill.instrument)
    const order = house.exchange.order(account, { number: fill.order })
    if (pair !== undefined) views.push([txid, tradeView(fill, order, pair)])
  }
  return Object.fromEntries(views)
}

/** @param seconds - From now; 0 when the switch was called off. */
export function deadManView(
  seconds: number,
  now: Micros,
  format: (ts: number) => string,
): { readonly currentTime: string; readonly triggerTime: string } {
  const triggerTime = seconds === 0 ? '0' : format(now + seconds * secondUs)
  return { currentTime: format(now), triggerTime }
}
