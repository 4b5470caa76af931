import type { Json } from '../base/index.ts'
import { BarColumns } from '../domain/index.ts'
import { blockRows } from './block-rows.ts'

/**
 * Bars of the market put together into longer ones, aligned to UTC. Folds a block at a time; all
 * features over bars of one length share one of these.
 */
export class LongBars {
  /** The long bars that closed within the last block. */
  readonly closed: BarColumns = new BarColumns(blockRows + 1)
  /** The row of the block, counted from its first, at whose end each of them was known. */
  readonly knownAt: Int32Array = new Int32Array(blockRows + 1)
  /** Length of a long bar, microseconds. */
  readonly us: number
  #from = -1
  #to = -1
  /** The bar being put together: end, open, high, low, close, volume. NaN open: none yet. */
  #end = 0
  #open: number = Number.NaN
  #high = 0
  #low = 0
  #close = 0
  #volume = 0
  /** Its first row that `#volume` does not count yet. */
  #first = 0

  constructor(us: number) {
    this.us = us
  }

  /** How many of the block's long bars were known at the end of the row moved to. */
  readonly known: { offset: number } = { offset: 0 }

  /** Moves to a row of the block, counted from its first. Rows are visited in order. */
  moveTo(offset: number): void {
    const { known, knownAt, closed } = this
    while (known.offset < closed.length && (knownAt[known.offset] as number) <= offset)
      known.offset += 1
  }

  /** Folds rows [`from`, `to`), once however many ask. */
  fold(bars: BarColumns, from: number, to: number): void {
    if (from === this.#from && to === this.#to) return
    this.#from = from
    this.#to = to
    this.closed.length = 0
    this.known.offset = 0
    const { ts, high, low } = bars
    let end = this.#end
    let top = this.#high
    let bottom = this.#low
    let isOpen = !Number.isNaN(this.#open)
    for (let row = from; row < to; row += 1) {
      const at = ts[row] as number
      // After a gap a long bar closes late: it was not known to be over until now.
      if (at > end) {
        if (isOpen) this.#finish(bars, row - 1, from, top, bottom, row)
        isOpen = false
        end = Math.ceil(at / this.us) * this.us
        this.#end = end
      }
      if (!isOpen) {
        isOpen = true
        this.#begin(bars, row)
        top = high[row] as number
        bottom = low[row] as number
      } else {
        top = (high[row] as number) > top ? (high[row] as number) : top
        bottom = (low[row] as number) < bottom ? (low[row] as number) : bottom
      }
      if (at === end) {
        this.#finish(bars, row, from, top, bottom, row)
        isOpen = false
      }
    }
    this.#high = top
    this.#low = bottom
    if (isOpen) this.#carry(bars, from, to)
  }

  #begin(bars: BarColumns, row: number): void {
    this.#open = bars.open[row] as number
    this.#volume = 0
    this.#first = row
  }

  /** Row `last` was the last of the bar that is open; row `known` is when that was clear. */
  #finish(
    bars: BarColumns,
    last: number,
    from: number,
    high: number,
    low: number,
    known: number,
  ): void {
    const close = last < from ? this.#close : (bars.close[last] as number)
    const volume = this.#volume + volumeOf(bars, Math.max(this.#first, from), last + 1)
    this.knownAt[this.closed.length] = known - from
    this.closed.push(this.#end, this.#open, high, low, close, volume)
    this.#open = Number.NaN
  }

  /** What the next block has to know of a bar that is still open. */
  #carry(bars: BarColumns, from: number, to: number): void {
    this.#close = bars.close[to - 1] as number
    this.#volume += volumeOf(bars, Math.max(this.#first, from), to)
    this.#first = to
  }

  save(): Json {
    if (Number.isNaN(this.#open)) return [this.#end]
    return [this.#end, this.#open, this.#high, this.#low, this.#close, this.#volume]
  }

  load(state: Json): void {
    const [end = 0, open, high = 0, low = 0, close = 0, volume = 0] = state as readonly number[]
    this.#from = -1
    this.#to = -1
    this.closed.length = 0
    this.known.offset = 0
    this.#end = end
    this.#open = open ?? Number.NaN
    this.#high = high
    this.#low = low
    this.#close = close
    this.#volume = volume
  }
}

function volumeOf(bars: BarColumns, from: number, to: number): number {
  let sum = 0
  for (let row = from; row < to; row += 1) sum += bars.volume[row] as number
  return sum
}
