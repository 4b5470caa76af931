import { fieldsOf } from './parse-venue-order.ts'

/**
 * Whether an answer that says it went well has the form it must have. ccxt reads what is missing as
 * nothing there: without this, half an answer would be an account without orders.
 *
 * @param url - What was asked for. @param answer - Parsed JSON; `undefined` for what is none.
 */
export type IsSound = (url: string, answer: unknown) => boolean

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
  if (call === 'QueryTrades') return areRows(result, isRow)
  if (call === 'BalanceEx') return areRows(result, isKrakenBalance)
  if (call === 'WithdrawMethods') return Array.isArray(result)
  return isRow(result)
}

export const isSoundBinance: IsSound = (url, answer) => {
  if (!isDocument(url, answer)) return false
  const call = /\/v\d\/([\w/]+)/.exec(url)?.[1] ?? ''
  const symbol = /[?&]symbol=(\w+)/.exec(url)?.[1]
  const isOfSymbol = (row: unknown): boolean => fieldsOf(row)['symbol'] === symbol
  if (call === 'openOrders' || call === 'myTrades')
    return Array.isArray(answer) && answer.every((row) => isRow(row) && isOfSymbol(row))
  if (call === 'account') {
    const { balances } = fieldsOf(answer)
    return Array.isArray(balances) && balances.every(isBinanceBalance)
  }
  if (call === 'order') return isRow(answer)
  return true
}

function isBinanceBalance(row: unknown): boolean {
  const { asset, free, locked } = fieldsOf(row)
  return isName(asset) && isDecimal(free) && isDecimal(locked)
}

function isKrakenBalance(row: unknown): boolean {
  const { balance, hold_trade: held } = fieldsOf(row)
  return isRow(row) && isDecimal(balance) && (held === undefined || isDecimal(held))
}

function isKrakenOrder(row: unknown): boolean {
  const { descr, status, vol, vol_exec: filled, trades } = fieldsOf(row)
  const areTrades =
    trades === undefined || (Array.isArray(trades) && trades.every((each) => isName(each)))
  return (
    areTrades &&
    isName(fieldsOf(descr)['pair']) &&
    isName(status) &&
    isDecimal(vol) &&
    isDecimal(filled)
  )
}

/** An object by names, all of whose values are rows. */
function areRows(table: unknown, isSound: (row: unknown) => boolean): boolean {
  return isRow(table) && Object.values(fieldsOf(table)).every((row) => isRow(row) && isSound(row))
}

function isRow(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function isDecimal(value: unknown): boolean {
  return typeof value === 'string' && decimal.test(value)
}
