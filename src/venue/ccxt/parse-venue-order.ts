import { declined, ok, type Result } from '../../base/index.ts'
import {
  type Instrument,
  micros,
  type Price,
  price,
  type Quantity,
  quantity,
} from '../../domain/index.ts'
import type { VenueFill, VenueStatus } from '../../execution/index.ts'
import { readOrderName } from './order-name.ts'
import { wireLots, wireMoney, wirePrice, wireWorth } from './wire-amount.ts'

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

/** An execution as a venue told of it. */
export type ToldFill = {
  /** The venue's number of the order; empty when it did not say. */
  readonly order: string
  readonly fill: VenueFill
  /** What could not be taken as it is, for people. */
  readonly notice: string | undefined
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

export function parseToldFill(wire: unknown, of: Instrument): Result<ToldFill> {
  const { id, order, price: at, amount, takerOrMaker, timestamp } = fieldsOf(wire)
  const trade = textOf(id)
  if (trade === '') return declined(`${of.id}: a fill without a name`)
  const ticks = wirePrice(at, of)
  if (!ticks.ok) return ticks
  const lots = wireLots(amount, of)
  if (!lots.ok) return lots
  if (lots.value === 0) return declined(`${of.id}: fill ${trade} of nothing`)
  if (typeof timestamp !== 'number' || !Number.isSafeInteger(timestamp * 1_000) || timestamp <= 0)
    return declined(`${of.id}: fill ${trade} has no time`)
  const { fee, notice } = feeOf(wire, of, trade)
  const fill: VenueFill = {
    trade,
    price: price(ticks.value),
    quantity: quantity(lots.value),
    fee,
    // Who does not say is taken for the one that pays more.
    liquidity: takerOrMaker === 'maker' ? 'maker' : 'taker',
    ts: micros(timestamp * 1_000),
  }
  return ok({ order: textOf(order), fill, notice })
}

/** The whole fee in minor units of the quote currency. */
function feeOf(
  wire: unknown,
  of: Instrument,
  trade: string,
): { readonly fee: bigint; readonly notice: string | undefined } {
  const { fee, fees, price: at } = fieldsOf(wire)
  const parts: readonly unknown[] = Array.isArray(fees) && fees.length > 0 ? fees : [fee]
  const notices: string[] = []
  let sum = 0n
  for (const part of parts) {
    const { cost, currency } = fieldsOf(part)
    const minor = currency === of.base ? wireWorth(cost, at) : wireMoney(cost)
    const isKnown = currency === of.base || currency === of.quote
    if (minor.ok && (isKnown || minor.value === 0n)) sum += minor.value
    else if (minor.ok)
      notices.push(`fill ${trade} cost ${String(cost)} ${wordOf(currency)}, which is not booked`)
    else notices.push(`the fee of fill ${trade} is not known: ${minor.error}`)
  }
  return { fee: sum, notice: notices.length === 0 ? undefined : `${of.id}: ${notices.join('; ')}` }
}

/** The fields of what may be anything. */
export function fieldsOf(wire: unknown): Readonly<Record<string, unknown>> {
  return typeof wire === 'object' && wire !== null ? Object.fromEntries(Object.entries(wire)) : {}
}

function wordOf(wire: unknown): string {
  return typeof wire === 'string' ? wire.slice(0, 32) : 'nothing'
}

function textOf(wire: unknown): string {
  return typeof wire === 'string' ? wire : ''
}
