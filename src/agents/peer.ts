import type { BarColumns, Instrument, InstrumentId, Micros } from '../domain/index.ts'

/** Another instrument of the desk, as far as its bars are known. Prices in its own quote units. */
export interface Peer {
  readonly instrumentId: InstrumentId
  /** Close of its newest bar; NaN before the first. */
  readonly asOf: Micros
  /** NaN before its first bar. */
  readonly close: number
  /** The close `bars` bars before its newest; NaN before the beginning. */
  closeAgo(bars: number): number
  /** The close of its newest bar that was over at `ts`; NaN before the first. */
  closeAt(ts: Micros): number
}

/** A peer over columns. One per instrument; `row` is moved, nothing is copied. */
export class BarPeer implements Peer {
  readonly instrumentId: InstrumentId
  /** The newest row that may be looked at; -1 for none. */
  row = -1
  readonly #bars: BarColumns
  readonly #tickSize: number

  constructor({ id, tickSize }: Pick<Instrument, 'id' | 'tickSize'>, bars: BarColumns) {
    this.instrumentId = id
    this.#bars = bars
    this.#tickSize = tickSize
  }

  get asOf(): Micros {
    return (this.row < 0 ? Number.NaN : this.#bars.ts[this.row]) as Micros
  }

  get close(): number {
    return this.closeAgo(0)
  }

  closeAgo(bars: number): number {
    const row = this.row - bars
    return row >= 0 && bars >= 0 ? (this.#bars.close[row] as number) * this.#tickSize : Number.NaN
  }

  closeAt(ts: Micros): number {
    const at = this.#bars.ts
    let low = -1
    let high = this.row
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((at[middle] as number) <= ts) low = middle
      else high = middle - 1
    }
    return low < 0 ? Number.NaN : (this.#bars.close[low] as number) * this.#tickSize
  }
}
