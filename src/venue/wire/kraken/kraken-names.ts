import type { Listing } from '../../sim/exchange/listing.ts'
import { multipleOf, type WireStep, textOfSteps, wireStep } from '../wire-step.ts'

/** A currency as Kraken names it. */
export type KrakenAsset = {
  /** Ours, and that of the second WebSocket: `BTC`. */
  readonly code: string
  /** The name in answers: `XXBT`. */
  readonly id: string
  /** The short one: `XBT`. */
  readonly altname: string
}

/** An instrument as Kraken names it. */
export type KrakenPair = {
  /** Of the instrument at the exchange. */
  readonly index: number
  readonly listing: Listing
  /** `XXBTZUSD` */
  readonly id: string
  /** `XBTUSD` */
  readonly altname: string
  /** `XBT/USD` */
  readonly wsname: string
  /** `BTC/USD` */
  readonly symbol: string
  readonly base: KrakenAsset
  readonly quote: KrakenAsset
  /** What prices and quantities are told in. */
  readonly tick: WireStep
  readonly lot: WireStep
  /** What those of new orders are whole multiples of; coarser when it was listed anew. */
  readonly priceStep: WireStep
  readonly lotStep: WireStep
}

/**
 * Names older than the others have a letter in front, and two of them are not ours. Kraken gave a
 * few later pairs of them short ids (`XDGUSD`); here all of two old names are long, and the short
 * ones are understood.
 */
const oldCrypto = ['BTC', 'DOGE', 'ETC', 'ETH', 'LTC', 'MLN', 'REP', 'XLM', 'XMR', 'XRP', 'ZEC']
const oldFiat = ['AUD', 'CAD', 'EUR', 'GBP', 'JPY', 'USD']
const renamed: Readonly<Record<string, string>> = { BTC: 'XBT', DOGE: 'XDG' }

export function krakenAsset(code: string): KrakenAsset {
  const altname = renamed[code] ?? code
  if (oldCrypto.includes(code)) return { code, id: `X${altname}`, altname }
  return { code, id: oldFiat.includes(code) ? `Z${altname}` : altname, altname }
}

function krakenPair(index: number, listing: Listing): KrakenPair {
  const { instrument, rules } = listing
  const tick = wireStep(instrument.tick)
  const lot = wireStep(instrument.lot)
  const base = krakenAsset(instrument.base)
  const quote = krakenAsset(instrument.quote)
  const altname = base.altname + quote.altname
  const isOld = base.id !== base.altname && quote.id !== quote.altname
  return {
    index,
    listing,
    id: isOld ? base.id + quote.id : altname,
    altname,
    wsname: `${base.altname}/${quote.altname}`,
    symbol: `${base.code}/${quote.code}`,
    base,
    quote,
    tick,
    lot,
    priceStep: multipleOf(tick, rules.tickStep),
    lotStep: multipleOf(lot, rules.lotStep),
  }
}

/** The spot instruments of an exchange and their currencies, by every name Kraken has for them. */
export class KrakenNames {
  readonly pairs: readonly KrakenPair[]
  readonly assets: readonly KrakenAsset[]
  readonly #byIndex = new Map<number, KrakenPair>()
  readonly #byName = new Map<string, KrakenPair>()
  readonly #assetByName = new Map<string, KrakenAsset>()

  constructor(listings: readonly Listing[]) {
    this.pairs = listings.flatMap((listing, index) =>
      listing.perpetual === undefined ? [krakenPair(index, listing)] : [],
    )
    for (const pair of this.pairs) {
      this.#byIndex.set(pair.index, pair)
      const { id, altname, wsname, symbol, base, quote } = pair
      for (const name of [id, altname, wsname, symbol]) this.#byName.set(name, pair)
      for (const asset of [base, quote])
        for (const name of [asset.id, asset.altname, asset.code])
          if (!this.#assetByName.has(name)) this.#assetByName.set(name, asset)
    }
    this.assets = [
      ...new Map([...this.#assetByName.values()].map((asset) => [asset.id, asset])).values(),
    ]
  }

  /** By any of its names, in any case. */
  pair(name: string): KrakenPair | undefined {
    return this.#byName.get(name) ?? this.#byName.get(name.toUpperCase())
  }

  /** By the name of the second WebSocket. */
  bySymbol(symbol: string): KrakenPair | undefined {
    const pair = this.#byName.get(symbol)
    return pair?.symbol === symbol ? pair : undefined
  }

  /** @returns `undefined` for what is not traded spot. */
  byIndex(index: number): KrakenPair | undefined {
    return this.#byIndex.get(index)
  }

  asset(name: string): KrakenAsset | undefined {
    return this.#assetByName.get(name) ?? this.#assetByName.get(name.toUpperCase())
  }
}

/** Digits of a quantity in the answers of REST. */
const volumePlaces = 8

export function priceText({ tick }: KrakenPair, ticks: number): string {
  return ticks < 0 ? `-${textOfSteps(-ticks, tick)}` : textOfSteps(ticks, tick)
}

export function volumeText({ lot }: KrakenPair, lots: number): string {
  return textOfSteps(lots, lot, volumePlaces)
}
