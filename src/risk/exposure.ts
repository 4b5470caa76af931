import { heatOf } from './heat.ts'
import type { Held } from './held.ts'
import type { MarketRisk } from './model/index.ts'

/** What a book is told of its instruments once and for all. */
export type RiskPlace = {
  /** By instrument: which asset it is of, and at which venue, counted from 0. */
  readonly assets: readonly number[]
  readonly venues: readonly number[]
}

/**
 * What is held, as if everything in flight had filled on the worse side, and the sums of it that
 * limits are about. Figured at once for all instruments, so that a check looks only at its own.
 * Minor units.
 */
export class Exposure {
  readonly #place: RiskPlace
  /** Knows of these exposures, as shares of equity. */
  readonly market: MarketRisk | undefined
  /** Which way each instrument is held, or about to be; 0 for not at all. */
  readonly directions: Int8Array
  readonly #worth: Float64Array
  readonly #heat: Float64Array
  /** Signed, of equity. */
  readonly #shares: Float64Array
  readonly #byAsset: Float64Array
  readonly #byVenue: Float64Array
  #gross = 0
  #heatSum = 0
  /** Value of all buys in flight. */
  buying = 0
  /** Instruments of which nothing is held and something is on its way. */
  beginning = 0

  constructor(place: RiskPlace, market: MarketRisk | undefined) {
    const size = place.assets.length
    this.#place = place
    this.market = market
    this.directions = new Int8Array(size)
    this.#worth = new Float64Array(size)
    this.#heat = new Float64Array(size)
    this.#shares = new Float64Array(size)
    this.#byAsset = new Float64Array(size)
    this.#byVenue = new Float64Array(size)
  }

  figure(book: Held): void {
    this.#byAsset.fill(0)
    this.#byVenue.fill(0)
    this.#gross = 0
    this.#heatSum = 0
    this.buying = 0
    this.beginning = 0
    const { lots, lotValue } = book
    for (let i = 0; i < lots.length; i += 1)
      // A value that nobody knows counts even of what is not held: then nothing is let through.
      if (lots[i] !== 0 || book.enteringMost(i) !== 0 || !((lotValue[i] as number) < Infinity))
        this.#add(i, book)
      else if (this.directions[i] !== 0 || this.#worth[i] !== 0) this.#clear(i)
    this.market?.hold(this.#shares)
  }

  #add(i: number, book: Held): void {
    const held = book.lots[i] as number
    const value = book.lotValue[i] as number
    const buys = book.enteringOn('buy', i)
    const [long, short] = [held + buys, held - book.enteringOn('sell', i)]
    const most = Math.abs(long) >= Math.abs(short) ? long : short
    const worth = Math.abs(most) * value
    const heat = heatOf(book, i)
    const { assets, venues } = this.#place
    const [asset, venue] = [assets[i] as number, venues[i] as number]
    this.directions[i] = Math.sign(most)
    this.#worth[i] = worth
    this.#heat[i] = heat
    this.#byAsset[asset] = (this.#byAsset[asset] as number) + worth
    this.#byVenue[venue] = (this.#byVenue[venue] as number) + worth
    this.#gross += worth
    this.#heatSum += heat
    this.buying += buys * value
    if (held === 0 && most !== 0) this.beginning += 1
    this.#shares[i] = most === 0 ? 0 : (most * value) / book.equity
  }

  /** Nothing is held of it, nor on its way: of many instruments that is most. */
  #clear(i: number): void {
    this.directions[i] = 0
    this.#worth[i] = 0
    this.#heat[i] = 0
    this.#shares[i] = 0
  }

  /** What it is taken for now: signed, of equity. */
  shareOf(i: number): number {
    return this.#shares[i] as number
  }

  /** |position| of instrument `i`. */
  worthOf(i: number): number {
    return this.#worth[i] as number
  }

  /** Σ |position| of all others than instrument `i`. */
  grossBesides(i: number): number {
    return this.#gross - (this.#worth[i] as number)
  }

  /** Of the others of the same asset. */
  assetBesides(i: number): number {
    return (this.#byAsset[this.#place.assets[i] as number] as number) - (this.#worth[i] as number)
  }

  /** Of the others at the same venue. */
  venueBesides(i: number): number {
    return (this.#byVenue[this.#place.venues[i] as number] as number) - (this.#worth[i] as number)
  }

  /** What is lost if every stop is met: of instrument `i`, of all others, of all. */
  heatOf(i: number): number {
    return this.#heat[i] as number
  }

  heatBesides(i: number): number {
    return this.#heatSum - (this.#heat[i] as number)
  }

  get gross(): number {
    return this.#gross
  }

  get heat(): number {
    return this.#heatSum
  }
}
