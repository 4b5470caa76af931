import { assert } from '../../base/index.ts'
import { setBit } from './bits.ts'
import type { LevelRows } from './level-rows.ts'
import { PricePages, pageBits, placeIn, ticksMax, topOf } from './price-pages.ts'

/**
 * One side of a book: lots by price, over the whole range of prices at a few nanoseconds a change.
 * How it is kept in memory is the subject of `PricePages`.
 */
export class Ladder {
  readonly #isBid: boolean
  #pages = new PricePages()
  #best = -1

  /** @param isBid - Whether the highest price is the best one. */
  constructor(isBid: boolean) {
    this.#isBid = isBid
  }

  /** Ticks of the best level; -1 when there is none. */
  get best(): number {
    return this.#best
  }

  /** Number of levels, counted anew. */
  get size(): number {
    return this.#pages.count()
  }

  /** Lots at a price; 0 where there is no level. */
  at(ticks: number): number {
    const pages = this.#pages
    return pages.lots[pages.place(ticks)] as number
  }

  /** A whole number of the caller's own kept with the level; 0 unless marked. */
  markAt(ticks: number): number {
    const pages = this.#pages
    return pages.marks.length === 0 ? 0 : (pages.marks[pages.place(ticks)] as number)
  }

  /** Only where there is a level. The mark goes with it. */
  mark(ticks: number, mark: number): void {
    const pages = this.#pages
    const place = pages.place(ticks)
    assert(pages.lots[place] !== 0, 'only a level can be marked: there is no level')
    pages.makeMarks()
    pages.marks[place] = mark
  }

  /** Puts `lots` at a price; 0 removes the level. @returns The lots before. */
  set(ticks: number, lots: number): number {
    const pages = this.#pages
    const place = pages.place(ticks)
    const before = pages.lots[place] as number
    if (lots > 0) {
      if (before !== 0) pages.lots[place] = lots
      else this.#open(ticks, place, lots)
    } else if (before !== 0) this.#remove(ticks, place)
    return before
  }

  /**
   * Sets row after row, as `set` would, up to the first that the caller must look at himself: of
   * the other side, no level at all, at the price `kept`, or meeting `other`.
   *
   * @param other - Best price of the other side; -1 for none.
   * @returns The row after the last that was set.
   */
  setRows(
    { prices, lots }: LevelRows,
    from: number,
    to: number,
    other: number,
    kept: number,
  ): number {
    const pages = this.#pages
    const isBid = this.#isBid
    const flip = isBid ? 0 : -1
    const limit = isBid && other < 0 ? ticksMax + 1 : other
    // What every row needs is at hand, and looked up anew where it may have changed.
    let { lots: column, pages: table, top } = pages
    let row = from
    for (; row < to; row += 1) {
      const at = (prices[row] as number) ^ flip
      const size = lots[row] as number
      if (at < 0 || at === kept) break
      if (topOf(at) !== top) {
        pages.turn(topOf(at))
        table = pages.pages
        top = pages.top
      }
      const place = placeIn(table, at)
      const before = column[place] as number
      if (size > 0) {
        if (isBid ? at >= limit : at <= limit) break
        if (before !== 0) column[place] = size
        else {
          this.#open(at, place, size)
          column = pages.lots
          table = pages.pages
          top = pages.top
        }
      } else if (size !== 0) break
      else if (before !== 0) {
        this.#remove(at, place)
        table = pages.pages
        top = pages.top
      }
    }
    return row
  }

  /**
   * Adds lots to a price, or takes them off, below 0; the level comes and goes with them.
   *
   * @returns The mark the level had; 0 when there was none.
   */
  add(ticks: number, lots: number): number {
    const pages = this.#pages
    const place = pages.place(ticks)
    const before = pages.lots[place] as number
    const mark = pages.marks.length === 0 ? 0 : (pages.marks[place] as number)
    const after = before + lots
    if (before === 0) this.#open(ticks, place, after)
    else if (after > 0) pages.lots[place] = after
    else this.#remove(ticks, place)
    return mark
  }

  /** The next level outward of `ticks`, which need not be one itself; -1 when there is none. */
  next(ticks: number): number {
    return this.#isBid ? this.#pages.below(ticks) : this.#pages.above(ticks)
  }

  clear(): void {
    this.#pages = new PricePages()
    this.#best = -1
  }

  #open(ticks: number, place: number, lots: number): void {
    const pages = this.#pages
    // A new page may move the columns.
    const at = place >>> pageBits === 0 ? pages.newPlace(ticks) : place
    setBit(pages.bits, at)
    pages.lots[at] = lots
    if (this.#best < 0 || ticks > this.#best === this.#isBid) this.#best = ticks
  }

  #remove(ticks: number, place: number): void {
    const pages = this.#pages
    const { bits } = pages
    const left = (bits[place >>> 5] as number) & ~(1 << (place & 31))
    pages.lots[place] = 0
    if (pages.marks.length > 0) pages.marks[place] = 0
    bits[place >>> 5] = left
    if (ticks === this.#best) this.#best = this.next(ticks)
    if (left === 0) pages.closeEmpty(ticks, place)
  }
}
