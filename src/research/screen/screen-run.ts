import type { Crossing } from '../../agents/index.ts'
import { minorPerUnit } from '../../domain/index.ts'
import { requireExact, ScreenBook, type ScreenTerms } from './screen-book.ts'
import { chunkBits, chunkRows, firstAbove, firstNotAbove, type ScreenLine } from './screen-line.ts'
import type { ScreenMarket } from './screen-market.ts'

/**
 * One variant on its way through the bars: what the engine does with an agent of `defineCrossing`
 * on one instrument under `screenLimits`, to the last fill and the last bit of equity.
 *
 * Nothing is held or everything is decided by two lines, so most rows are one comparison; only rows
 * at which an order waits are looked at one by one. Rows are given in blocks, so that the readings
 * of a block are still near when the next variant asks for them.
 *
 * @see test/conformance/screen.test.ts
 */
export class ScreenRun {
  readonly book: ScreenBook
  /** Equity at the end of each sample, quote units. */
  readonly closes: Float64Array
  /** Integral of equity over time, minor units times microseconds. */
  equityTime = 0
  /** Time with anything held. Unit: us. */
  heldUs = 0
  /** Deepest fall from a peak, 0 to 1, and the longest. */
  drawdownMax = 0
  drawdownLongestUs = 0
  drawdowns = 0
  readonly #market: ScreenMarket
  readonly #above: ScreenLine
  readonly #below: ScreenLine
  readonly #exposure: number
  /** First row at which anything is decided. */
  readonly #start: number
  #sample = 0
  #peak: number
  #low: number
  /** Row at which equity last stood at its peak. */
  #peakRow = 0

  constructor(market: ScreenMarket, crossing: Crossing, terms: ScreenTerms, isKeeping = false) {
    const { above, below, exposure } = crossing
    this.#market = market
    this.book = new ScreenBook(market, terms, isKeeping)
    this.#above = market.readings(above)
    this.#below = market.readings(below)
    this.#exposure = exposure
    this.#start = Math.max(terms.warmRows ?? 0, market.warmup([above, below]) - 1)
    this.closes = new Float64Array(market.sampleEnds.length)
    this.#peak = terms.cash
    this.#low = terms.cash
  }

  /** Rows [`from`, `to`), which must follow those of the call before. */
  block(from: number, to: number): void {
    for (let row = from; row < to; ) {
      if (this.book.isWaiting) row = this.#wait(row)
      else if (this.book.held > 0) row = this.#long(row, to)
      else row = this.#flat(row, to)
      this.#closeSamples(row)
    }
  }

  /** What has not recovered by the last row is a drawdown too, and what is held then a trade. */
  end(): void {
    const last = this.#market.bars.length - 1
    if (this.#low < this.#peak) this.#fallen(last)
    this.book.end(last)
  }

  /** Equity at the close of `row`, minor units. */
  equity(row: number): number {
    const { bars, factor } = this.#market
    return this.book.cash + this.book.held * (bars.close[row] as number) * factor
  }

  /** Nothing is held and nothing waits. @returns The row after the last one looked at. */
  #flat(from: number, end: number): number {
    const live = Math.max(from, Math.min(end, this.#start))
    const row = firstAbove(this.#above, this.#below, live, end)
    const to = Math.min(end, row + 1)
    const { cash } = this.book
    this.equityTime += cash * this.#timeOf(from, to)
    if (cash >= this.#peak) this.#atPeak(to - 1, cash)
    if (row < end) this.book.enter(row, this.#exposure)
    return to
  }

  /** Something is held and nothing waits. */
  #long(from: number, end: number): number {
    const row = firstNotAbove(this.#above, this.#below, from, end)
    const to = Math.min(end, row + 1)
    this.#mark(from, to)
    requireExact(this.#peak)
    const { cash, held } = this.book
    const { factor, closeTime } = this.#market
    const us = this.#timeOf(from, to)
    const value = (closeTime[to] as number) - (closeTime[from] as number)
    this.heldUs += us
    this.equityTime += cash * us + held * factor * value
    if (row < end) this.book.leave(row)
    return to
  }

  /** Peaks and lows of equity. Of chunks of rows without a peak only the lowest close matters. */
  #mark(from: number, to: number): void {
    const { cash, held } = this.book
    const { close, factor } = this.#market
    const worth = held * factor
    for (let row = from; row < to; ) {
      const chunk = row >> chunkBits
      const end = Math.min(to, (chunk + 1) << chunkBits)
      const lowest = cash + worth * (close.low[chunk] as number)
      if (cash + worth * (close.high[chunk] as number) >= this.#peak) this.#markRows(row, end)
      else if (lowest < this.#low)
        this.#low = end - row === chunkRows ? lowest : Math.min(this.#low, this.#lowest(row, end))
      row = end
    }
  }

  #markRows(from: number, to: number): void {
    for (let row = from; row < to; row += 1) {
      const equity = this.equity(row)
      if (equity < this.#low) this.#low = equity
      else if (equity >= this.#peak) this.#atPeak(row, equity)
    }
  }

  /** Of equity at rows [`from`, `to`), of which there is one at least. */
  #lowest(from: number, to: number): number {
    const { values } = this.#market.close
    let lowest = values[from] as number
    for (let row = from + 1; row < to; row += 1) lowest = Math.min(lowest, values[row] as number)
    return this.book.cash + this.book.held * lowest * this.#market.factor
  }

  /** An order waits. One row. */
  #wait(row: number): number {
    const { book } = this
    book.match(row)
    const equity = this.equity(row)
    const span = this.#timeOf(row, row + 1)
    this.equityTime += equity * span
    if (book.held > 0) this.heldUs += span
    if (equity < this.#low) this.#low = equity
    else if (equity >= this.#peak) this.#atPeak(row, equity)
    const isAbove = (this.#above.values[row] as number) > (this.#below.values[row] as number)
    if (!isAbove) book.leave(row)
    else if (book.held === 0 && book.entry === 0) book.enter(row, this.#exposure)
    return row + 1
  }

  #atPeak(row: number, equity: number): void {
    if (this.#low < this.#peak) this.#fallen(row)
    this.#peak = equity
    this.#low = equity
    this.#peakRow = row
  }

  /** A drawdown is over at `row`. */
  #fallen(row: number): void {
    // In quote units, as a curve is: the last bit of a quotient depends on it.
    const depth = 1 - this.#low / minorPerUnit / (this.#peak / minorPerUnit)
    const { ts } = this.#market.bars
    const length = (ts[row] as number) - (ts[this.#peakRow] as number)
    this.drawdowns += 1
    this.drawdownMax = Math.max(this.drawdownMax, depth)
    this.drawdownLongestUs = Math.max(this.drawdownLongestUs, length)
  }

  /** Of the samples that end at or before `row`, cash and what is held having been these. */
  #closeSamples(row: number): void {
    const { sampleEnds } = this.#market
    for (; (sampleEnds[this.#sample] as number) <= row; this.#sample += 1) {
      const last = (sampleEnds[this.#sample] as number) - 1
      this.closes[this.#sample] = this.equity(last) / minorPerUnit
    }
  }

  /** From the close of row `from` to that of row `to`: how long what stands at them stands. */
  #timeOf(from: number, to: number): number {
    const { ts, length } = this.#market.bars
    const end =
      to < length ? (ts[to] as number) : (ts[length - 1] as number) + this.#market.intervalUs
    return end - (ts[from] as number)
  }
}
