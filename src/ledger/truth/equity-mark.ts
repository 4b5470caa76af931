import type { Instrument } from '../../domain/index.ts'
import type { Ledger } from '../ledger.ts'

/**
 * Equity at the close of every time of the market, exactly: peak, and how far below it equity fell.
 * What is judged by equity is judged once all bars of a time are marked: half of a hedge is no
 * loss.
 */
export class EquityMark {
  readonly #ledger: Ledger
  readonly #marks: Float64Array
  readonly #instruments: number
  #ts: number = Number.NaN
  #peak: bigint
  /** The worst fall: equity at its end, below a peak. */
  #worst: { readonly peak: bigint; readonly equity: bigint }
  #bars = 0
  #heldBars = 0

  constructor(ledger: Ledger, instruments: readonly Instrument[]) {
    this.#ledger = ledger
    this.#instruments = instruments.length
    this.#marks = new Float64Array(instruments.length)
    this.#peak = ledger.cash
    this.#worst = { peak: ledger.cash, equity: ledger.cash }
  }

  /** The bar of an instrument has closed. @param ticks - Its close. */
  onBar(instrument: number, ts: number, ticks: number): void {
    if (ts !== this.#ts) this.settle()
    this.#ts = ts
    this.#marks[instrument] = ticks
    this.#bars += 1
    if (this.#ledger.positions.lots[instrument] !== 0) this.#heldBars += 1
  }

  /** All bars of the newest time are in. */
  settle(): void {
    if (Number.isNaN(this.#ts)) return
    const { equity } = this
    if (equity > this.#peak) this.#peak = equity
    const { peak, equity: low } = this.#worst
    // (peak − equity) / peak, compared crosswise so that nothing is rounded.
    if ((this.#peak - equity) * peak > (peak - low) * this.#peak)
      this.#worst = { peak: this.#peak, equity }
  }

  /** Cash and what is held at the newest closes. Minor quote units. */
  get equity(): bigint {
    return this.#ledger.equity(this.#marks)
  }

  /** What is held at the newest closes, less what it cost. Minor quote units. */
  get unrealised(): bigint {
    let sum = 0n
    for (let i = 0; i < this.#instruments; i += 1)
      sum +=
        this.#ledger.markValue(i, this.#marks[i] as number) - this.#ledger.positions.openCost(i)
    return sum
  }

  /** The deepest fall there was, and the one there is now: shares of the peak, from 0. */
  get drawdowns(): { readonly max: number; readonly now: number } {
    const { peak, equity } = this.#worst
    return { max: fallen(peak, equity), now: fallen(this.#peak, this.equity) }
  }

  /** Of all bars, the share at whose close something was held of their instrument. */
  get heldShare(): number {
    return this.#bars === 0 ? 0 : this.#heldBars / this.#bars
  }
}

function fallen(peak: bigint, equity: bigint): number {
  return peak <= 0n || equity >= peak ? 0 : Number(peak - equity) / Number(peak)
}
