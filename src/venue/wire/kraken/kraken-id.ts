import type { Side } from '../../../domain/index.ts'
import type { AccountFill } from '../../sim/exchange/exchange-order.ts'

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const base = digits.length

/** Kraken's ids look like `OAAAAA-AAAAA-AAAAAB`: a letter for the kind and sixteen digits. */
const pattern = /^[A-Z]([A-Z2-7]{5})-([A-Z2-7]{5})-([A-Z2-7]{6})$/

function written(value: number, places: number): string {
  let text = ''
  let left = value
  for (let place = 0; place < places; place += 1) {
    text = digits.charAt(left % base) + text
    left = Math.floor(left / base)
  }
  return text
}

function read(text: string): number {
  let value = 0
  for (const digit of text) value = value * base + digits.indexOf(digit)
  return value
}

function dressed(kind: string, text: string): string {
  return `${kind}${text.slice(0, 5)}-${text.slice(5, 10)}-${text.slice(10)}`
}

/** The id of the exchange's order `number`. */
export function orderTxid(number: number): string {
  return dressed('O', written(number, 16))
}

/** The inverse of `orderTxid`; `undefined` when it is no such id. */
export function orderNumber(txid: string): number | undefined {
  const match = pattern.exec(txid)
  if (match === null || !txid.startsWith('O')) return undefined
  const number = read(`${match[1]}${match[2]}${match[3]}`)
  return Number.isSafeInteger(number) ? number : undefined
}

/** Numbers of strangers' orders begin here, beyond all of accounts. */
const strangersFrom = 1_000_000_000_000_000
/** And those of strangers known by sum here: one for each side, price and place in a queue. */
const sumsFrom = 2_000_000_000_000_000
const sumsPerLevel = 1_024

/**
 * The id under which an order of a book is shown to everybody.
 *
 * @param number - As the exchange shows it; 0 for strangers of whom only the sum is known.
 * @param place - Which of the sums of its level, from 0.
 */
export function bookTxid(number: number, side: Side, price: number, place: number): string {
  if (number > 0) return orderTxid(number)
  if (number < 0) return orderTxid(strangersFrom - number)
  const level = 2 * price + (side === 'buy' ? 1 : 0)
  return orderTxid(sumsFrom + level * sumsPerLevel + Math.min(place, sumsPerLevel - 1))
}

/** @param part - Which of several fills of one order in one trade, from 0. */
export function tradeTxid(
  { trade, order }: Pick<AccountFill, 'trade' | 'order'>,
  part: number,
): string {
  return dressed('T', written(trade, 7) + written(order, 7) + written(part, 2))
}

/** The id of one change of one order. @param sequence - Grows with every change. */
export function amendTxid(order: number, sequence: number): string {
  return dressed('T', written(sequence, 9) + written(order, 7))
}

/** The id of a change of a balance that no trade made. */
export function changeTxid(sequence: number): string {
  return dressed('A', written(sequence, 16))
}

/** @param leg - Which of the entries that one cause makes, 0 to 3. */
export function ledgerTxid(cause: string, leg: number): string {
  // The last two digits of a trade's id tell its parts apart, and there are never 256 of them.
  const digit = digits.charAt((digits.indexOf(cause.charAt(cause.length - 2)) + 8 * leg) % base)
  return `L${cause.slice(1, -2)}${digit}${cause.slice(-1)}`
}

/** Fills with their ids, in the same order. */
export function namedFills(
  fills: readonly AccountFill[],
): readonly { readonly txid: string; readonly fill: AccountFill }[] {
  let part = 0
  return fills.map((fill, i) => {
    const before = fills[i - 1]
    part = before?.trade === fill.trade && before.order === fill.order ? part + 1 : 0
    return { txid: tradeTxid(fill, part), fill }
  })
}
