import { type Instrument, price, quantity } from '../../domain/index.ts'
import type { VenueAnswer, VenueOrder } from '../../execution/index.ts'
import { fieldsOf, parseToldOrder, readRawName } from './parse-venue-order.ts'
import { symbolOf } from './symbol-of.ts'
import type { VenueTraits } from './venue-traits.ts'
import { wireLots } from './wire-amount.ts'

/**
 * What became of an order, from the answer to the call that took it back: with it nobody need look
 * it up. Which fills it had is not told, only how much, so one that filled more is asked for still.
 *
 * @param told - As ccxt gives it. @returns `undefined` when it does not say, or not of this order.
 */
export function readCanceled(
  told: unknown,
  clientId: string,
  of: Instrument,
  { cancels, numberForm }: Pick<VenueTraits, 'cancels' | 'numberForm'>,
): VenueAnswer | undefined {
  const { info, symbol } = fieldsOf(told)
  if (cancels?.nameField === undefined || symbol !== symbolOf(of.id)) return undefined
  if (readRawName(info, cancels.nameField) !== clientId) return undefined
  const read = parseToldOrder(told, of, undefined)
  if (!read.ok || read.value.status !== 'canceled') return undefined
  const { number, status, filled, ...size } = read.value
  if (!numberForm.test(number)) return undefined
  const { quantity: lots, price: at } = size
  const order = { status, filled, fills: [], quantity: lots, price: at, name: clientId }
  return { kind: 'found', order }
}

/**
 * The same from a message of a stream, of an order known by its name.
 *
 * @param wire - As ccxt gives it. @returns `undefined` of an order that was not taken back.
 */
export function readEnded(
  wire: unknown,
  name: string,
  of: Instrument,
  { cancels }: Pick<VenueTraits, 'cancels'>,
): VenueOrder | undefined {
  const { status, info, filled } = fieldsOf(wire)
  if (cancels === undefined || status !== 'canceled') return undefined
  const raw = cancels.filledField === undefined ? filled : fieldsOf(info)[cancels.filledField]
  const lots = wireLots(raw, of)
  if (!lots.ok) return undefined
  const size = { quantity: quantity(0), price: price(0) }
  return { status, filled: lots.value, fills: [], ...size, name }
}
