import type { Instrument } from '../../src/domain/index.ts'
import { type BarStream, type FeedBar, feedBarAt, type LoadedBars } from '../../src/market/index.ts'

/**
 * Recorded bars as a market that goes on: what is played into the exchange while a desk is shown
 * the same bars as they close. Where an instrument has no bar the exchange goes on at its last
 * price, and the desk is shown nothing.
 */
export class PlayedBars implements BarStream {
  readonly instruments: readonly Instrument[]
  readonly intervalUs: number
  ts: number
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
  readonly #market: readonly LoadedBars[]
  /** Bars taken so far, by instrument. */
  readonly #rows: Int32Array

  /** @param from - Open of the first bar: those before it set the price it begins at. */
  constructor(market: readonly LoadedBars[], from: number) {
    this.#market = market
    this.instruments = market.map(({ instrument }) => instrument)
    this.intervalUs = Math.min(...market.map(({ intervalUs }) => intervalUs))
    this.ts = from
    const columns = (): Float64Array => new Float64Array(market.length)
    this.open = columns()
    this.high = columns()
    this.low = columns()
    this.close = columns()
    this.volume = columns()
    this.#rows = new Int32Array(market.length)
    for (const i of market.keys()) this.#skipTo(i, from)
  }

  next(): void {
    this.ts += this.intervalUs
    for (const i of this.#market.keys()) {
      if (this.#closesAt(i, this.ts)) this.#take(i)
      else this.#stand(i)
    }
  }

  /** The bars that close now, in the order of their instruments. */
  closed(): FeedBar[] {
    return this.#market.flatMap(({ bars }, i) => {
      const row = Number(this.#rows[i]) - 1
      return bars.ts[row] === this.ts ? [feedBarAt(bars, row, i)] : []
    })
  }

  #closesAt(i: number, ts: number): boolean {
    return this.#market[i]?.bars.ts[Number(this.#rows[i])] === ts
  }

  #skipTo(i: number, from: number): void {
    const ts = this.#market[i]?.bars.ts ?? []
    while (Number(ts[Number(this.#rows[i])]) <= from) this.#take(i)
  }

  #take(i: number): void {
    const row = Number(this.#rows[i])
    const bars = this.#market[i]?.bars
    this.#rows[i] = row + 1
    for (const name of ['open', 'high', 'low', 'close', 'volume'] as const)
      this[name][i] = Number(bars?.[name][row])
  }

  /** Nothing traded: the price stands, with as much behind it as there was. */
  #stand(i: number): void {
    const close = Number(this.close[i])
    this.open[i] = close
    this.high[i] = close
    this.low[i] = close
  }
}
