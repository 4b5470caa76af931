import { assert } from '../../base/index.ts'
import { bitAbove, bitBelow } from './bits.ts'

/** No price can be beyond this. Unit: ticks. */
export const ticksMax = 2_147_483_647

const pageBits = 8
const placeMask = (1 << pageBits) - 1
const wordBits = pageBits - 5
const chunkBits = 11
const chunkSize = 1 << chunkBits
const keyMask = chunkSize - 1
const topSize = 1 << (31 - pageBits - chunkBits)
const firstPages = 16

/** Which page each of 2,048 neighbouring stretches of 256 prices lies in; 0 for none. */
type Chunk = { readonly pages: Int32Array; readonly bits: Int32Array; count: number }

const noChunk: Chunk = newChunk()
const noMarks = new Int32Array(0)

/**
 * One side of a book: lots by price, over the whole range of prices at a few nanoseconds a change.
 * Prices lie in pages, pages in chunks, found by the price's own bits, so nothing is searched,
 * moved or rehashed; a bit per price, page and chunk finds the next level. All pages share one
 * column, and an emptied one is used again: memory follows the pages in use.
 */
export class Ladder {
  readonly #isBid: boolean
  readonly #chunks: (Chunk | undefined)[] = new Array(topSize).fill(undefined)
  readonly #topBits = new Int32Array(topSize >>> 5)
  /** Pages one after another; the first is always empty and stands for those that are not there. */
  #lots = new Float64Array(firstPages << pageBits)
  /** As long as the lots, or empty while nothing was marked: most ladders never are. */
  #marks = noMarks
  /** Which of the lots are not zero. */
  #bits = new Int32Array(firstPages << wordBits)
  /** Levels in each page. */
  #levels = new Int32Array(firstPages)
  readonly #free: number[] = []
  #used = 1
  /** Chunk looked up last: one holds most books. */
  #top = -1
  #chunk: Chunk = noChunk
  #pages: Int32Array = noChunk.pages
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
    return this.#lots[this.#place(ticks)] as number
  }

  /** A whole number of the caller's own kept with the level; 0 unless marked. */
  markAt(ticks: number): number {
    return this.#marks === noMarks ? 0 : (this.#marks[this.#place(ticks)] as number)
  }

  /** Only where there is a level. The mark goes with it. */
  mark(ticks: number, mark: number): void {
    const place = this.#place(ticks)
    assert(this.#lots[place] !== 0, 'only a level can be marked: there is no level')
    if (this.#marks === noMarks) this.#marks = new Int32Array(this.#lots.length)
    this.#marks[place] = mark
  }

  /** Puts `lots` at a price; 0 removes the level. @returns The lots before. */
  set(ticks: number, lots: number): number {
    const place = this.#place(ticks)
    const before = this.#lots[place] as number
    if (lots > 0) {
      if (before === 0) this.#open(ticks, lots)
      else this.#lots[place] = lots
    } else if (before !== 0) this.#remove(ticks, place)
    return before
  }

  /**
   * Adds lots to a price, or takes them off, below 0; the level comes and goes with them.
   *
   * @returns The mark the level had; 0 when there was none.
   */
  add(ticks: number, lots: number): number {
    const place = this.#place(ticks)
    const before = this.#lots[place] as number
    const mark = this.#marks === noMarks ? 0 : (this.#marks[place] as number)
    const after = before + lots
    if (before === 0) this.#open(ticks, after)
    else if (after > 0) this.#lots[place] = after
    else this.#remove(ticks, place)
    return mark
  }

  /** The next level outward of `ticks`, which need not be one itself; -1 when there is none. */
  next(ticks: number): number {
    const from = (this.#pageAt(ticks) << wordBits) | 0
    const at = ticks & placeMask
    const near = this.#isBid
      ? bitBelow(this.#bits, from, at - 1)
      : bitAbove(this.#bits, from, from + (1 << wordBits), at + 1)
    return near < 0 ? this.#nextPage(ticks >>> pageBits) : (ticks & ~placeMask) | near
  }

  clear(): void {
    this.#chunks.fill(undefined)
    this.#topBits.fill(0)
    this.#lots.fill(0, 0, this.#used << pageBits)
    this.#marks = noMarks
    this.#bits.fill(0, 0, this.#used << wordBits)
    this.#levels.fill(0, 0, this.#used)
    this.#free.length = 0
    this.#used = 1
    this.#top = -1
    this.#chunk = noChunk
    this.#pages = noChunk.pages
    this.#best = -1
    this.#count = 0
  }

  /** Where in the columns a price lies; in the empty page when it has none of its own. */
  #place(ticks: number): number {
    return (this.#pageAt(ticks) << pageBits) | (ticks & placeMask)
  }

  #pageAt(ticks: number): number {
    const top = ticks >>> (pageBits + chunkBits)
    if (top !== this.#top) this.#turn(top)
    return this.#pages[(ticks >>> pageBits) & keyMask] as number
  }

  #turn(top: number): void {
    this.#chunk = (top < topSize ? this.#chunks[top] : undefined) ?? noChunk
    this.#pages = this.#chunk.pages
    this.#top = top
  }

  #open(ticks: number, lots: number): void {
    let page = this.#pageAt(ticks)
    if (page === 0) page = this.#turnOver(ticks)
    const at = ticks & placeMask
    const word = (page << wordBits) | (at >>> 5)
    this.#bits[word] = (this.#bits[word] as number) | (1 << (at & 31))
    this.#levels[page] = (this.#levels[page] as number) + 1
    this.#lots[(page << pageBits) | at] = lots
    this.#count += 1
    if (this.#best < 0 || ticks > this.#best === this.#isBid) this.#best = ticks
  }

  /** Gives a price a page. */
  #turnOver(ticks: number): number {
    assert(ticks >= 0 && ticks <= ticksMax, 'a price beyond any book')
    const top = ticks >>> (pageBits + chunkBits)
    if (this.#chunk === noChunk) {
      this.#chunk = newChunk()
      this.#pages = this.#chunk.pages
      this.#chunks[top] = this.#chunk
    }
    const page = this.#free.pop() ?? this.#used
    if (page === this.#used) {
      if (page === this.#levels.length) this.#grow()
      this.#used += 1
    }
    const chunk = this.#chunk
    const key = (ticks >>> pageBits) & keyMask
    chunk.pages[key] = page
    setBit(chunk.bits, key)
    chunk.count += 1
    setBit(this.#topBits, top)
    return page
  }

  #remove(ticks: number, place: number): void {
    const page = place >>> pageBits
    const at = place & placeMask
    const word = (page << wordBits) | (at >>> 5)
    this.#lots[place] = 0
    if (this.#marks !== noMarks) this.#marks[place] = 0
    this.#bits[word] = (this.#bits[word] as number) & ~(1 << (at & 31))
    this.#count -= 1
    if (ticks === this.#best) this.#best = this.next(ticks)
    const left = (this.#levels[page] as number) - 1
    this.#levels[page] = left
    if (left === 0) this.#close(ticks, page)
  }

  #close(ticks: number, page: number): void {
    const top = ticks >>> (pageBits + chunkBits)
    if (top !== this.#top) this.#turn(top)
    const chunk = this.#chunk
    const key = (ticks >>> pageBits) & keyMask
    chunk.pages[key] = 0
    clearBit(chunk.bits, key)
    chunk.count -= 1
    this.#free.push(page)
    // The chunk itself stays: a book that moved on from it may come back.
    if (chunk.count === 0) clearBit(this.#topBits, top)
  }

  /** The first level of the next page that has one. */
  #nextPage(from: number): number {
    const key = this.#nextKey(from)
    if (key < 0) return -1
    const page = this.#chunks[key >>> chunkBits]?.pages[key & keyMask] as number
    const start = page << wordBits
    const near = this.#isBid
      ? bitBelow(this.#bits, start, placeMask)
      : bitAbove(this.#bits, start, start + (1 << wordBits), 0)
    return (key << pageBits) | near
  }

  #nextKey(key: number): number {
    const top = key >>> chunkBits
    const inner = key & keyMask
    const chunk = this.#chunks[top]
    if (chunk !== undefined && chunk.count > 0) {
      const near = this.#outward(chunk.bits, inner)
      if (near >= 0) return (top << chunkBits) | near
    }
    const next = this.#outward(this.#topBits, top)
    if (next < 0) return -1
    const { bits } = this.#chunks[next] as Chunk
    return (next << chunkBits) | this.#outward(bits, this.#isBid ? chunkSize : -1)
  }

  /** The nearest bit set past `from`. */
  #outward(bits: Int32Array, from: number): number {
    return this.#isBid ? bitBelow(bits, 0, from - 1) : bitAbove(bits, 0, bits.length, from + 1)
  }

  #grow(): void {
    // In large strides at first: a book of a real market soon has hundreds of pages.
    const pages = this.#levels.length * (this.#used < 1_024 ? 4 : 2)
    const lots = new Float64Array(pages << pageBits)
    lots.set(this.#lots)
    this.#lots = lots
    if (this.#marks !== noMarks) this.#marks = longer(this.#marks, pages << pageBits)
    this.#bits = longer(this.#bits, pages << wordBits)
    this.#levels = longer(this.#levels, pages)
  }
}

function newChunk(): Chunk {
  return { pages: new Int32Array(chunkSize), bits: new Int32Array(chunkSize >>> 5), count: 0 }
}

function setBit(bits: Int32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] as number) | (1 << (at & 31))
}

function clearBit(bits: Int32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] as number) & ~(1 << (at & 31))
}

function longer(column: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const made = new Int32Array(size)
  made.set(column)
  return made
}
