import type { Json } from '../../base/index.ts'
import { type Micros, micros, secondUs } from '../../domain/index.ts'
import { GeneratedStream } from '../sim/feed/generated-stream.ts'
import type { MarketInput } from '../sim/feed/market-input.ts'
import type { MarketSource } from './market-source.ts'
import type { WireExchange } from './wire-exchange.ts'

/** Strangers' life on a served exchange: the bars of a source, walked through in real time. */
export class WireMarket {
  readonly #house: WireExchange
  readonly #source: MarketSource
  readonly #bars: ReturnType<MarketSource['open']>
  readonly #stream: GeneratedStream
  readonly #speed: number
  /** Time of the house when the market's own time was `#fromTs`. */
  #startTs = 0
  #fromTs = 0

  /** @param speed - Times real time. */
  constructor(house: WireExchange, source: MarketSource, speed: number) {
    this.#house = house
    this.#source = source
    this.#speed = speed
    this.#bars = source.open()
    const { exchange } = house
    // The market's own times are of another age: everything happens now.
    const target: MarketInput = {
      onDepth: (instrument, isBid, ticks, lots) =>
        exchange.onDepth(instrument, isBid, ticks, lots, exchange.now),
      clearDepth: (instrument) => exchange.clearDepth(instrument, exchange.now),
      onTrade: (instrument, isBuy, ticks, lots) =>
        exchange.onTrade(instrument, isBuy, ticks, lots, exchange.now),
    }
    this.#stream = new GeneratedStream({
      bars: this.#bars,
      target,
      seed: source.seed,
      depthShare: source.depthShare,
      legSteps: stepsOf(this.#bars.intervalUs / speed),
    })
    this.#fromTs = this.#stream.nextTs
  }

  /** Whether a recorded market has come to its end: its book stays as it was. */
  get isOver(): boolean {
    return this.#bars.isOver === true
  }

  /** Opens the market for the first time, with its past, which ended just now. */
  begin(now: Micros): void {
    this.#startTs = now
    for (const [i, { bars, intervalUs }] of this.#source.past.entries())
      for (let row = 0; row < bars.length; row += 1) {
        const lots = bars.volume[row] as number
        const [open, high, low, close] = [bars.open, bars.high, bars.low, bars.close].map(
          (column) => column[row] as number,
        ) as [number, number, number, number]
        const value = Math.round(((open + high + low + close) / 4) * lots)
        const bought = Math.round(lots / 2)
        this.#house.tape(i).addHistory({
          openTs: now - (bars.length - row) * intervalUs,
          ...{ open, high, low, close, lots, value },
          trades: lots > 0 ? 1 : 0,
          takerBuyLots: bought,
          takerBuyValue: Math.round(value / 2),
        })
      }
  }

  /** Plays what is due. */
  play(now: Micros): void {
    while (!this.isOver) {
      const ts = this.#startTs + (this.#stream.nextTs - this.#fromTs) / this.#speed
      if (ts > now) return
      this.#house.act(micros(Math.floor(ts)), (at) => {
        this.#house.exchange.advance(at)
        this.#stream.step()
      })
    }
  }

  save(): Json {
    return { stream: this.#stream.save() }
  }

  /** Goes on where a market of the same source was saved; nothing happened in between. */
  resume(state: Json, now: Micros): void {
    const { stream } = state as unknown as { readonly stream: Json }
    this.#stream.load(stream)
    this.#fromTs = this.#stream.nextTs
    this.#startTs = now
  }
}

/** Prints on a leg of a bar's path: about one stop a second, and no more than sixty a bar. */
function stepsOf(barUs: number): number {
  return Math.max(1, Math.min(20, Math.round(barUs / secondUs / 3)))
}
