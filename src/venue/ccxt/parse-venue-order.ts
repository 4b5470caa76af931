import { declined, ok, type Result } from '../../base/index.ts'
import { type Instrument, type Price, price, type Quantity, quantity } from '../../domain/index.ts'
import type { VenueStatus } from '../../execution/index.ts'
import { readOrderName } from './order-name.ts'
import { wireLots, wirePrice } from './wire-amount.ts'

/** An order as a venue told of it through ccxt, without its fills. */
export type ToldOrder = {
  /** The venue's own number of it. */
  readonly number: string
  /** Our name of it, if it is one of ours and the venue said so. */
  readonly clientId: string | undefined
  readonly status: VenueStatus
  readonly filled: number
  /** What it is for, fills included; 0 where the venue does not say. */
  readonly quantity: Quantity
  readonly price: Price
  /** Names of its fills, where the order lists them. */
  readonly trades: readonly string[]
}

const statuses: ReadonlyMap<unknown, VenueStatus> = new Map([
  ['open', 'open'],
  // Asked to go, and not gone yet.
  ['canceling', 'open'],
  ['closed', 'filled'],
  ['canceled', 'canceled'],
  ['expired', 'expired'],
  ['rejected', 'rejected'],
])

/** @param nameField - The raw field with our name, where ccxt does not read it. */
export function parseToldOrder(
  wire: unknown,
  of: Instrument,
  nameField: string | undefined,
): Result<ToldOrder> {
  const { id, clientOrderId, status: word, filled: amount, info, trades } = fieldsOf(wire)
  const number = textOf(id)
  if (number === '') return declined(`${of.id}: an order without a number`)
  const status = statuses.get(word)
  if (status === undefined) return declined(`${of.id}: ${wordOf(word)} is no state of an order`)
  const filled = wireLots(amount, of)
  if (!filled.ok) return filled
  const clientId = readOrderName(clientOrderId) ?? readRawName(info, nameField)
  const names = Array.isArray(trades) ? trades.map((trade) => textOf(fieldsOf(trade)['id'])) : []
  return ok({
    number,
    clientId,
    status,
    filled: filled.value,
    ...sizeOf(wire, of),
    trades: names.filter((name) => name !== ''),
  })
}

/** Size and price of an order; a stop's is where it fires. Only ever compared with our own. */
function sizeOf(wire: unknown, of: Instrument): { quantity: Quantity; price: Price } {
  const { amount, price: at, triggerPrice, stopLossPrice } = fieldsOf(wire)
  const lots = wireLots(amount, of)
  const ticks = wirePrice(triggerPrice ?? stopLossPrice ?? at, of)
  return { quantity: quantity(lots.ok ? lots.value : 0), price: price(ticks.ok ? ticks.value : 0) }
}

/** Our name in the raw message of an order. */
export function readRawName(info: unknown, field: string | undefined): string | undefined {
  return field === undefined ? undefined : readOrderName(fieldsOf(info)[field])
}

/** The fields of what may be anything. */
export function fieldsOf(wire: unknown): Readonly<Record<string, unknown>> {
  return typeof wire === 'object' && wire !== null ? Object.fromEntries(Object.entries(wire)) : {}
}

/** What a venue said, as a word for people. */
export function wordOf(wire: unknown): string {
  return typeof wire === 'string' ? wire.slice(0, 32) : 'nothing'
}

/** Text; empty for what is none. */
export function textOf(wire: unknown): string {
  return typeof wire === 'string' ? wire : ''
}
