import { assert } from '../../base/index.ts'
import { PricePages } from './price-pages.ts'

/**
 * One side of a book: lots by price, over the whole range of prices at a few nanoseconds a change.
 * How it is kept in memory is the subject of `PricePages`.
 */
export class Ladder {
  readonly #isBid: boolean
  #pages = new PricePages()
  #best = -1
  #count = 0

  /** @param isBid - Whether the highest price is the best one. */
  constructor(isBid: boolean) {
    this.#isBid = isBid
  }

  /** Ticks of the best level; -1 when there is none. */
  get best(): number {
    return this.#best
  }

  /** Number of levels. */
  get size(): number {
    return this.#count
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
    this.#count = 0
  }

  #open(ticks: number, place: number, lots: number): void {
    const pages = this.#pages
    pages.lots[pages.open(ticks, place)] = lots
    this.#count += 1
    if (this.#best < 0 || ticks > this.#best === this.#isBid) this.#best = ticks
  }

  #remove(ticks: number, place: number): void {
    const pages = this.#pages
    pages.lots[place] = 0
    if (pages.marks.length > 0) pages.marks[place] = 0
    pages.shut(place)
    this.#count -= 1
    if (ticks === this.#best) this.#best = this.next(ticks)
    pages.close(ticks, place)
  }
}
