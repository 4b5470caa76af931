import type { Micros } from '../../../domain/index.ts'
import type { MarketInput } from './market-input.ts'

/**
 * Moves the last price, by which stops fire, where only quotes are known: to the bid when that
 * falls, to the ask when that rises. Each time one lot is printed at a price where, as the quote
 * stands, nobody of ours can meet it.
 */
export class LastPricePrints {
  readonly #target: MarketInput
  readonly #instrument: number
  #bid = 0
  #ask = 0

  constructor(target: MarketInput, instrument: number) {
    this.#target = target
    this.#instrument = instrument
  }

  /** To be called when the book shows the quote. 0 for an empty side. */
  onQuote(bid: number, ask: number, ts: Micros): void {
    if (bid > 0 && bid < this.#bid) this.#target.onTrade(this.#instrument, true, bid, 1, ts)
    if (ask > 0 && ask > this.#ask && this.#ask > 0)
      this.#target.onTrade(this.#instrument, false, ask, 1, ts)
    this.#bid = bid
    this.#ask = ask
  }
}
