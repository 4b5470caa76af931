import {
  type Brand,
  decimals,
  declined,
  divide,
  ok,
  parseDecimal,
  pow10,
  type Result,
  type Rounding,
} from '../base/index.ts'
import { moneyScale } from './money.ts'

/** Names one tradable thing on one venue, e.g. `BTC-USD.KRAKEN`. */
export type InstrumentId = Brand<string, 'InstrumentId'>

/** Which way an order goes. */
export type Side = 'buy' | 'sell'

/** +1 for a buy, -1 for a sell. */
export function signOf(side: Side): 1 | -1 {
  return side === 'buy' ? 1 : -1
}

/** What a venue says about one tradable thing. */
export type Instrument = {
  readonly id: InstrumentId
  readonly base: string
  readonly quote: string
  /** Smallest step of price and of quantity, as decimal text: `'0.01'`. */
  readonly tick: string
  readonly lot: string
  /** The same as floats, for views and indicators only. */
  readonly tickSize: number
  readonly lotSize: number
  /** Ticks × lots × `notionalFactor` / `notionalDivisor` is the notional in minor quote units. */
  readonly notionalFactor: bigint
  readonly notionalDivisor: bigint
  /** Lots × `baseFactor` is the amount in minor base units. */
  readonly baseFactor: bigint
}

const idPattern = /^([A-Z0-9]{1,16})-([A-Z0-9]{1,16})(-[A-Z0-9]{1,16})?\.([A-Z0-9_]{1,24})$/

/**
 * A person's way of naming an instrument, as an id: `BTC/USD`, `btc-usd` and `BTC-USD.KRAKEN` are
 * understood. @param venue - Used when the text names none.
 */
export function parseInstrumentId(text: string, venue = 'SIM'): Result<InstrumentId> {
  const upper = text.trim().toUpperCase().replace('/', '-')
  const id = upper.includes('.') ? upper : `${upper}.${venue.toUpperCase()}`
  if (idPattern.test(id)) return ok(id as InstrumentId)
  return declined(`'${text}' is not an instrument; write it like BTC-USD.KRAKEN`)
}

/** Builds an instrument from its id and grid. Declines steps that are not positive decimals. */
export function instrument(id: InstrumentId, tick: string, lot: string): Result<Instrument> {
  const match = idPattern.exec(id)
  if (match === null) return declined(`'${id}' is not an instrument id`)
  const tickScale = decimals(tick)
  const lotScale = decimals(lot)
  const tickUnits = parseDecimal(tick, tickScale)
  const lotUnits = parseDecimal(lot, lotScale)
  if (tickUnits === undefined || tickUnits <= 0n)
    return declined(`${id}: tick '${tick}' is not > 0`)
  if (lotUnits === undefined || lotUnits <= 0n) return declined(`${id}: lot '${lot}' is not > 0`)
  if (lotScale > moneyScale) return declined(`${id}: lot '${lot}' is finer than 1e-${moneyScale}`)
  const shift = moneyScale - tickScale - lotScale
  return ok({
    id,
    base: match[1] as string,
    quote: match[2] as string,
    tick,
    lot,
    tickSize: Number(tick),
    lotSize: Number(lot),
    notionalFactor: tickUnits * lotUnits * (shift > 0 ? pow10(shift) : 1n),
    notionalDivisor: shift < 0 ? pow10(-shift) : 1n,
    baseFactor: lotUnits * pow10(moneyScale - lotScale),
  })
}

/** Minor quote units of one lot at one tick, by instrument, as floats: for marking, not booking. */
export function markFactors(instruments: readonly Instrument[]): Float64Array {
  return Float64Array.from(
    instruments,
    (of) => Number(of.notionalFactor) / Number(of.notionalDivisor),
  )
}

/** What `lots` at `ticks` are worth, in minor quote units. Exact up to the rounding asked for. */
export function notional(of: Instrument, ticks: number, lots: number, rounding: Rounding): bigint {
  const product = ticks * lots
  const exact = Number.isSafeInteger(product) ? BigInt(product) : BigInt(ticks) * BigInt(lots)
  const scaled = exact * of.notionalFactor
  return of.notionalDivisor === 1n ? scaled : divide(scaled, of.notionalDivisor, rounding)
}
