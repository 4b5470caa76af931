import { type Micros, micros } from '../../../domain/index.ts'
import type { Fidelity } from './fidelity.ts'
import { LastPricePrints } from './last-price-prints.ts'
import type { MarketFeed } from './market-feed.ts'
import type { MarketInput } from './market-input.ts'
import { type PrintColumns, PrintTape } from './print-tape.ts'

/** Best bid and ask whenever one changed, oldest first. 0 lots for an empty side. */
export type QuoteColumns = {
  /** Unit: us. */
  readonly tsInit: Float64Array
  readonly bidTicks: Float64Array
  readonly bidLots: Float64Array
  readonly askTicks: Float64Array
  readonly askLots: Float64Array
}

/** Which quotes and prints are played, and into what. */
export type QuoteDriverOptions = {
  readonly quotes: QuoteColumns
  readonly target: MarketInput
  readonly instrument: number
  /** Without, the last price is read from the quotes, and resting orders wait to be crossed. */
  readonly prints: PrintColumns | undefined
}

/** A market of recorded quotes, with its prints where there are any: of one instant those first. */
export class QuoteDriver implements MarketFeed {
  readonly fidelity: Fidelity = 'quotes'
  readonly #quotes: QuoteColumns
  readonly #target: MarketInput
  readonly #instrument: number
  readonly #tape: PrintTape | undefined
  readonly #last: LastPricePrints
  #row = 0
  #bid = 0
  #ask = 0

  constructor({ quotes, target, instrument, prints }: QuoteDriverOptions) {
    this.#quotes = quotes
    this.#target = target
    this.#instrument = instrument
    this.#tape = prints === undefined ? undefined : new PrintTape(prints, instrument)
    this.#last = new LastPricePrints(target, instrument)
  }

  get nextTs(): number {
    return Math.min(this.#quoteTs, this.#printTs)
  }

  get #quoteTs(): number {
    return this.#quotes.tsInit[this.#row] ?? Number.POSITIVE_INFINITY
  }

  get #printTs(): number {
    return this.#tape?.nextTs ?? Number.POSITIVE_INFINITY
  }

  step(): void {
    if (this.nextTs === Number.POSITIVE_INFINITY) return
    if (this.#tape !== undefined && this.#printTs <= this.#quoteTs) this.#tape.play(this.#target)
    else this.#quote()
  }

  #quote(): void {
    const { bidTicks, bidLots, askTicks, askLots } = this.#quotes
    const row = this.#row
    const ts = micros(this.#quoteTs)
    const lotsBid = bidLots[row] as number
    const lotsAsk = askLots[row] as number
    const bid = lotsBid > 0 ? (bidTicks[row] as number) : 0
    const ask = lotsAsk > 0 ? (askTicks[row] as number) : 0
    const isAskFirst = ask === 0 || ask > this.#bid
    if (isAskFirst) this.#move(false, this.#ask, ask, lotsAsk, ts)
    this.#move(true, this.#bid, bid, lotsBid, ts)
    if (!isAskFirst) this.#move(false, this.#ask, ask, lotsAsk, ts)
    this.#bid = bid
    this.#ask = ask
    this.#row = row + 1
    if (this.#tape === undefined) this.#last.onQuote(bid, ask, ts)
  }

  /** The old level goes when the new one is there: a side never empty is cheaper to keep. */
  #move(isBid: boolean, from: number, to: number, lots: number, ts: Micros): void {
    if (to > 0) this.#target.onDepth(this.#instrument, isBid, to, lots, ts)
    if (from > 0 && from !== to) this.#target.onDepth(this.#instrument, isBid, from, 0, ts)
  }
}
