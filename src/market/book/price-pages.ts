import { assert } from '../../base/index.ts'
import { bitAbove, bitBelow, clearBit, setBit } from './bits.ts'

/** No price can be beyond this. Unit: ticks. */
export const ticksMax = 2_147_483_647

/** A price's lowest bits, which say where in its page it lies. */
export const pageBits = 8
const placeMask = (1 << pageBits) - 1
const wordBits = pageBits - 5
const chunkBits = 11
const chunkSize = 1 << chunkBits
const keyMask = chunkSize - 1
const topSize = 1 << (31 - pageBits - chunkBits)
const firstPages = 16

/** Which chunk a price lies in. */
export function topOf(ticks: number): number {
  return ticks >>> (pageBits + chunkBits)
}

/** Where a price lies. @param pages - Those of its chunk. */
export function placeIn(pages: Int32Array, ticks: number): number {
  return ((pages[(ticks >>> pageBits) & keyMask] as number) << pageBits) | (ticks & placeMask)
}

/** Which page each of 2,048 neighbouring stretches of 256 prices lies in; 0 for none. */
type Chunk = { readonly pages: Int32Array; readonly bits: Int32Array; count: number }

const noChunk: Chunk = newChunk()

/**
 * The memory of a ladder. Prices lie in pages, pages in chunks, found by the price's own bits, so
 * nothing is searched, moved or rehashed; a bit per price, page and chunk finds the next level. All
 * pages share one column, and an emptied one is used again: memory follows the pages in use.
 *
 * Its fields are open: what is done with every change of a book is done in them, not through calls.
 */
export class PricePages {
  /** Pages one after another; the first is always empty and stands for those that are not there. */
  lots: Float64Array = new Float64Array(firstPages << pageBits)
  /** As long as the lots, or empty while nothing was marked: most ladders never are. */
  marks: Int32Array = new Int32Array(0)
  /** Which of the lots are not zero. */
  bits: Int32Array = new Int32Array(firstPages << wordBits)
  readonly chunks: (Chunk | undefined)[] = new Array(topSize).fill(undefined)
  readonly topBits: Int32Array = new Int32Array(topSize >>> 5)
  readonly free: number[] = []
  used = 1
  /** Chunk looked up last, and its pages: one holds most books. */
  top = -1
  chunk: Chunk = noChunk
  pages: Int32Array = noChunk.pages

  /** Where in the columns a price lies; in the empty page when it has none of its own. */
  place(ticks: number): number {
    const top = topOf(ticks)
    if (top !== this.top) this.turn(top)
    return placeIn(this.pages, ticks)
  }

  turn(top: number): void {
    this.chunk = (top < topSize ? this.chunks[top] : undefined) ?? noChunk
    this.pages = this.chunk.pages
    this.top = top
  }

  /** Where a price lies that has no page yet. */
  newPlace(ticks: number): number {
    return (this.#newPage(ticks) << pageBits) | (ticks & placeMask)
  }

  /** Gives the page of a price back if it is empty. */
  closeEmpty(ticks: number, place: number): void {
    const page = place >>> pageBits
    const from = page << wordBits
    if (bitAbove(this.bits, from, from + (1 << wordBits), 0) >= 0) return
    const top = topOf(ticks)
    if (top !== this.top) this.turn(top)
    const { chunk } = this
    const key = (ticks >>> pageBits) & keyMask
    chunk.pages[key] = 0
    clearBit(chunk.bits, key)
    chunk.count -= 1
    this.free.push(page)
    // The chunk itself stays: a book that moved on from it may come back.
    if (chunk.count === 0) clearBit(this.topBits, top)
  }

  /** Number of levels. */
  count(): number {
    let levels = 0
    for (let word = 0; word < this.used << wordBits; word += 1)
      for (let left = this.bits[word] as number; left !== 0; left &= left - 1) levels += 1
    return levels
  }

  /** The next level above a price, which need not be one itself; -1 when there is none. */
  above(ticks: number): number {
    const from = (this.place(ticks) >>> pageBits) << wordBits
    const near = bitAbove(this.bits, from, from + (1 << wordBits), (ticks & placeMask) + 1)
    if (near >= 0) return (ticks & ~placeMask) | near
    const key = this.#keyAbove(ticks >>> pageBits)
    if (key < 0) return -1
    const start = this.#pageOf(key) << wordBits
    return (key << pageBits) | bitAbove(this.bits, start, start + (1 << wordBits), 0)
  }

  /** The next level below. */
  below(ticks: number): number {
    const from = (this.place(ticks) >>> pageBits) << wordBits
    const near = bitBelow(this.bits, from, (ticks & placeMask) - 1)
    if (near >= 0) return (ticks & ~placeMask) | near
    const key = this.#keyBelow(ticks >>> pageBits)
    if (key < 0) return -1
    return (key << pageBits) | bitBelow(this.bits, this.#pageOf(key) << wordBits, placeMask)
  }

  /** Gives every level room for a mark. */
  makeMarks(): void {
    if (this.marks.length === 0) this.marks = new Int32Array(this.lots.length)
  }

  #newPage(ticks: number): number {
    assert(ticks >= 0 && ticks <= ticksMax, 'a price beyond any book')
    const top = topOf(ticks)
    if (this.chunk === noChunk) {
      this.chunks[top] = newChunk()
      this.turn(top)
    }
    const page = this.free.pop() ?? this.used
    if (page === this.used) {
      if (page === this.bits.length >>> wordBits) this.#grow()
      this.used += 1
    }
    const { chunk } = this
    const key = (ticks >>> pageBits) & keyMask
    chunk.pages[key] = page
    setBit(chunk.bits, key)
    chunk.count += 1
    setBit(this.topBits, top)
    return page
  }

  #pageOf(key: number): number {
    return this.chunks[key >>> chunkBits]?.pages[key & keyMask] as number
  }

  #keyAbove(key: number): number {
    const top = key >>> chunkBits
    const chunk = this.chunks[top]
    const words = chunkSize >>> 5
    if (chunk !== undefined) {
      const near = bitAbove(chunk.bits, 0, words, (key & keyMask) + 1)
      if (near >= 0) return (top << chunkBits) | near
    }
    const next = bitAbove(this.topBits, 0, this.topBits.length, top + 1)
    if (next < 0) return -1
    return (next << chunkBits) | bitAbove((this.chunks[next] as Chunk).bits, 0, words, 0)
  }

  #keyBelow(key: number): number {
    const top = key >>> chunkBits
    const chunk = this.chunks[top]
    if (chunk !== undefined) {
      const near = bitBelow(chunk.bits, 0, (key & keyMask) - 1)
      if (near >= 0) return (top << chunkBits) | near
    }
    const next = bitBelow(this.topBits, 0, top - 1)
    if (next < 0) return -1
    return (next << chunkBits) | bitBelow((this.chunks[next] as Chunk).bits, 0, keyMask)
  }

  #grow(): void {
    // In large strides at first: a book of a real market soon has hundreds of pages.
    const pages = (this.bits.length >>> wordBits) * (this.used < 1_024 ? 4 : 2)
    const lots = new Float64Array(pages << pageBits)
    lots.set(this.lots)
    this.lots = lots
    if (this.marks.length > 0) this.marks = longer(this.marks, pages << pageBits)
    this.bits = longer(this.bits, pages << wordBits)
  }
}

function newChunk(): Chunk {
  return { pages: new Int32Array(chunkSize), bits: new Int32Array(chunkSize >>> 5), count: 0 }
}

function longer(column: Int32Array, size: number): Int32Array {
  const made = new Int32Array(size)
  made.set(column)
  return made
}
