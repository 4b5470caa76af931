import { fieldsOf } from './parse-venue-order.ts'

/**
 * Whether an answer that says it went well has the form it must have. ccxt reads what is missing as
 * nothing there: without this, half an answer would be an account without orders.
 *
 * @param url - What was asked for. @param answer - Parsed JSON; `undefined` for what is none.
 */
export type IsSound = (url: string, answer: unknown) => boolean

/** An answer that went well and does not have the form it must have. It proves nothing. */
export class UnsoundAnswer extends Error {
  override readonly name = 'UnsoundAnswer'

  constructor(venue: string, url: string) {
    const call = /[^/?]*(?=\?|$)/.exec(url)?.[0] ?? ''
    super(`${venue}: the answer to ${call} makes no sense`)
  }
}

/** Any JSON but `null`, numbers, texts. */
export const isDocument: IsSound = (_, answer) => typeof answer === 'object' && answer !== null

const decimal = /^-?\d{1,30}(\.\d{1,30})?$/

export const isSoundKraken: IsSound = (url, answer) => {
  if (!isRow(answer)) return false
  const { error, result } = fieldsOf(answer)
  if (!Array.isArray(error) || !error.every((each) => typeof each === 'string')) return false
  if (error.length > 0) return true
  const call = /\/0\/(?:public|private)\/(\w+)/.exec(url)?.[1] ?? ''
  if (call === 'OpenOrders') return areRows(fieldsOf(result)['open'], isKrakenOrder)
  if (call === 'ClosedOrders') return areRows(fieldsOf(result)['closed'], isKrakenOrder)
  if (call === 'QueryTrades') return areRows(result, isKrakenTrade)
  if (call === 'BalanceEx') return areRows(result, isKrakenBalance)
  if (call === 'WithdrawMethods') return Array.isArray(result)
  return isRow(result)
}

export const isSoundBinance: IsSound = (url, answer) => {
  if (!isDocument(url, answer)) return false
  const call = /\/v\d\/([\w/]+)/.exec(url)?.[1] ?? ''
  const symbol = /[?&]symbol=(\w+)/.exec(url)?.[1]
  const isOfSymbol = (row: unknown): boolean => fieldsOf(row)['symbol'] === symbol
  if (call === 'openOrders')
    return areListed(answer, (row) => isBinanceOrder(row) && isOfSymbol(row))
  if (call === 'myTrades') return areListed(answer, (row) => isBinanceTrade(row) && isOfSymbol(row))
  if (call === 'account') return areListed(fieldsOf(answer)['balances'], isBinanceBalance)
  if (call === 'order') return isBinanceOrder(answer)
  return true
}

function isBinanceOrder(row: unknown): boolean {
  const { orderId, clientOrderId, status, origQty, executedQty, price } = fieldsOf(row)
  return (
    isRow(row) &&
    isWhole(orderId) &&
    isName(clientOrderId) &&
    isName(status) &&
    [origQty, executedQty, price].every(isDecimal)
  )
}

function isBinanceTrade(row: unknown): boolean {
  const { id, orderId, price, qty, commission, commissionAsset, time } = fieldsOf(row)
  return (
    [id, orderId, time].every(isWhole) &&
    [price, qty, commission].every(isDecimal) &&
    isCode(commissionAsset)
  )
}

function isBinanceBalance(row: unknown): boolean {
  const { asset, free, locked } = fieldsOf(row)
  return isCode(asset) && isDecimal(free) && isDecimal(locked)
}

function isKrakenBalance(row: unknown): boolean {
  const { balance, hold_trade: held } = fieldsOf(row)
  return isDecimal(balance) && (held === undefined || isDecimal(held))
}

function isKrakenOrder(row: unknown): boolean {
  const { descr, status, vol, vol_exec: filled, trades = [] } = fieldsOf(row)
  return (
    areListed(trades, isName) &&
    isName(fieldsOf(descr)['pair']) &&
    isName(status) &&
    [vol, filled].every(isDecimal)
  )
}

function isKrakenTrade(row: unknown): boolean {
  const { ordertxid: order, pair, time, price, vol, fee } = fieldsOf(row)
  const isTime = typeof time === 'number' && time > 0 && Number.isFinite(time)
  return isTime && isName(order) && isName(pair) && [price, vol, fee].every(isDecimal)
}

/** An object by names, all of whose values are rows. */
function areRows(table: unknown, isSound: (row: unknown) => boolean): boolean {
  return isRow(table) && Object.values(fieldsOf(table)).every((row) => isRow(row) && isSound(row))
}

function areListed(list: unknown, isSound: (row: unknown) => boolean): boolean {
  return Array.isArray(list) && list.every(isSound)
}

function isRow(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

/** The name of a currency. */
function isCode(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Z0-9]{1,20}$/.test(value)
}

/** What a venue counts, which ccxt keeps as text. */
function isWhole(value: unknown): boolean {
  return /^\d{1,20}$/.test(typeof value === 'number' || typeof value === 'string' ? `${value}` : '')
}

function isDecimal(value: unknown): boolean {
  return typeof value === 'string' && decimal.test(value)
}
