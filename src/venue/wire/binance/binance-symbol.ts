import { formatDecimal } from '../../../base/index.ts'
import { type Instrument, minorPerUnit, notional } from '../../../domain/index.ts'
import type { Listing } from '../../sim/exchange/listing.ts'
import type { WireExchange } from '../wire-exchange.ts'
import { textOfMinor, textOfSteps, type WireStep, wireStep } from '../wire-step.ts'

/** Digits behind the point of every number the venue writes. */
const places = 8

/** An instrument under its name at the venue, with its numbers as text. */
export class BinanceSymbol {
  /** `BTCUSDT`. */
  readonly id: string
  readonly index: number
  readonly tick: WireStep
  readonly lot: WireStep
  readonly #house: WireExchange

  constructor(index: number, house: WireExchange) {
    this.index = index
    this.#house = house
    const { base, quote, tick, lot } = this.instrument
    this.id = `${base}${quote}`
    this.tick = wireStep(tick)
    this.lot = wireStep(lot)
  }

  /** As it is now: the rules of a listing may change. */
  get listing(): Listing {
    return this.#house.exchange.listings[this.index] as Listing
  }

  get instrument(): Instrument {
    return this.listing.instrument
  }

  price(ticks: number): string {
    return textOfSteps(ticks, this.tick, places)
  }

  quantity(lots: number): string {
    return textOfSteps(lots, this.lot, places)
  }

  /** What lots at a price are worth, in the quote currency. */
  value(ticks: number, lots: number): string {
    return textOfMinor(notional(this.instrument, ticks, lots, 'floor'))
  }

  /** A sum of ticks × lots, in the quote currency. */
  total(value: number): string {
    return textOfMinor(this.#minor(value))
  }

  /** The average price of a sum of ticks × lots. */
  average(value: number, lots: number): string {
    if (lots === 0) return this.price(0)
    const base = BigInt(lots) * this.instrument.baseFactor
    return formatDecimal((this.#minor(value) * BigInt(minorPerUnit)) / base, places)
  }

  #minor(value: number): bigint {
    const { notionalFactor, notionalDivisor } = this.instrument
    return (BigInt(Math.round(value)) * notionalFactor) / notionalDivisor
  }
}

/** Milliseconds, the venue's unit of time. */
export function ms(ts: number): number {
  return Math.floor(ts / 1_000)
}
