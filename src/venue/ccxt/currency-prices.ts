import type { Exchange } from 'ccxt'
import { decimals, divide, formatDecimal, parseDecimal, pow10 } from '../../base/index.ts'
import { minuteUs } from '../../domain/index.ts'
import { fieldsOf } from './parse-venue-order.ts'
import { wireDecimal } from './wire-amount.ts'

type Known = { readonly price: string | undefined; readonly ts: number }

/** Older than this a price is asked for again. Unit: us. */
const freshUs = minuteUs
/** Digits after the point of a price that was turned over. */
const turnedScale = 12

/** Last known prices of currencies in which venues take fees: BNB at Binance, for one. */
export class CurrencyPrices {
  readonly #exchange: Exchange
  readonly #now: () => number
  readonly #known = new Map<string, Known>()

  constructor(exchange: Exchange, now: () => number) {
    this.#exchange = exchange
    this.#now = now
  }

  /**
   * @param quote - In which currency. @returns Decimal text; `undefined` when it is not known, or
   *   so old that it is to be asked for first.
   */
  priceOf(currency: string, quote: string): string | undefined {
    const known = this.#known.get(`${currency}/${quote}`)
    return known !== undefined && this.#now() <= known.ts + freshUs ? known.price : undefined
  }

  /** Asks for a price that is not known or old; the old one stays when there is no new. */
  async learn(currency: string, quote: string): Promise<void> {
    const pair = `${currency}/${quote}`
    const old = this.#known.get(pair)
    if (old !== undefined && this.#now() <= old.ts + freshUs) return
    const price = (await this.#ask(pair)) ?? (await this.#askTurned(`${quote}/${currency}`))
    this.#known.set(pair, { price: price ?? old?.price, ts: this.#now() })
  }

  /** The dearer of what it costs and what it cost last: it was paid away. */
  async #ask(symbol: string): Promise<string | undefined> {
    const { ask, last } = await this.#ticker(symbol)
    const prices = [ask, last].flatMap((each) => priceText(each) ?? [])
    return prices.toSorted((a, b) => Number(b) - Number(a))[0]
  }

  async #askTurned(symbol: string): Promise<string | undefined> {
    const { bid, last } = await this.#ticker(symbol)
    const price = priceText(bid) ?? priceText(last)
    if (price === undefined) return undefined
    const scale = decimals(price)
    const units = parseDecimal(price, scale) ?? 1n
    return formatDecimal(divide(pow10(scale + turnedScale), units, 'ceil'), turnedScale)
  }

  async #ticker(symbol: string): Promise<Readonly<Record<string, unknown>>> {
    if (this.#exchange.markets?.[symbol] === undefined) return {}
    return fieldsOf(await this.#exchange.fetchTicker(symbol).catch(() => undefined))
  }
}

function priceText(wire: unknown): string | undefined {
  const text = wireDecimal(wire)
  return text.ok && Number(text.value) > 0 ? text.value : undefined
}
