import { assert } from '../../base/index.ts'
import { bitAbove, bitBelow } from './bits.ts'

/** No price can be beyond this. Unit: ticks. */
export const ticksMax = 2_147_483_647

const pageBits = 8
const pageSize = 1 << pageBits
const chunkBits = 11
const chunkSize = 1 << chunkBits
const topSize = 1 << (31 - pageBits - chunkBits)

/** 256 neighbouring prices. */
type Page = {
  readonly lots: Float64Array
  readonly marks: Int32Array
  /** Which of `lots` are not zero. */
  readonly bits: Int32Array
  count: number
}

/** 2,048 neighbouring pages. */
type Chunk = { readonly pages: (Page | undefined)[]; readonly bits: Int32Array; count: number }

const noPage: Page = newPage()

/**
 * One side of a book: lots by price, over the whole range of prices at a few nanoseconds a change.
 * Prices lie in pages of pages, found by their own bits, so nothing is searched, moved or rehashed;
 * a bit per price and page finds the next level. Memory follows the pages in use.
 */
export class Ladder {
  readonly #isBid: boolean
  readonly #chunks: (Chunk | undefined)[] = new Array(topSize).fill(undefined)
  readonly #bits = new Int32Array(topSize >>> 5)
  readonly #spare: Page[] = []
  /** Page looked up last: changes come in clusters. */
  #key = -1
  #page: Page = noPage
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
    const page = this.#find(ticks)
    return page.lots[ticks & (pageSize - 1)] as number
  }

  /** A whole number of the caller's own kept with the level; 0 unless marked. */
  markAt(ticks: number): number {
    return this.#find(ticks).marks[ticks & (pageSize - 1)] as number
  }

  /** Only where there is a level. The mark goes with it. */
  mark(ticks: number, mark: number): void {
    const page = this.#find(ticks)
    assert(page.lots[ticks & (pageSize - 1)] !== 0, `there is no level at ${ticks} to mark`)
    page.marks[ticks & (pageSize - 1)] = mark
  }

  /** Puts `lots` at a price; 0 removes the level. */
  set(ticks: number, lots: number): void {
    if (lots > 0) this.#put(ticks, lots)
    else this.#remove(ticks)
  }

  /** The next level outward of `ticks`, which need not be one itself; -1 when there is none. */
  next(ticks: number): number {
    const place = ticks & (pageSize - 1)
    const page = this.#find(ticks)
    if (page.count > 0) {
      const near = this.#isBid ? bitBelow(page.bits, place - 1) : bitAbove(page.bits, place + 1)
      if (near >= 0) return (ticks & -pageSize) | near
    }
    return this.#nextPage(ticks >>> pageBits)
  }

  clear(): void {
    this.#chunks.fill(undefined)
    this.#bits.fill(0)
    this.#forget()
    this.#best = -1
    this.#count = 0
  }

  #find(ticks: number): Page {
    const key = ticks >>> pageBits
    if (key === this.#key) return this.#page
    const page = this.#chunks[key >>> chunkBits]?.pages[key & (chunkSize - 1)]
    if (page === undefined) return noPage
    this.#key = key
    this.#page = page
    return page
  }

  #put(ticks: number, lots: number): void {
    const key = ticks >>> pageBits
    const page = key === this.#key ? this.#page : this.#open(key, ticks)
    const place = ticks & (pageSize - 1)
    if (page.lots[place] === 0) {
      page.bits[place >>> 5] = (page.bits[place >>> 5] as number) | (1 << (place & 31))
      page.count += 1
      this.#count += 1
      if (this.#isBid ? ticks > this.#best : this.#best < 0 || ticks < this.#best)
        this.#best = ticks
    }
    page.lots[place] = lots
  }

  #open(key: number, ticks: number): Page {
    assert(ticks >= 0 && ticks <= ticksMax, `${ticks} ticks are beyond any book`)
    const top = key >>> chunkBits
    let chunk = this.#chunks[top]
    if (chunk === undefined) {
      chunk = newChunk()
      this.#chunks[top] = chunk
    }
    const inner = key & (chunkSize - 1)
    let page = chunk.pages[inner]
    if (page === undefined) {
      page = this.#spare.pop() ?? newPage()
      chunk.pages[inner] = page
      chunk.bits[inner >>> 5] = (chunk.bits[inner >>> 5] as number) | (1 << (inner & 31))
      chunk.count += 1
      this.#bits[top >>> 5] = (this.#bits[top >>> 5] as number) | (1 << (top & 31))
    }
    this.#key = key
    this.#page = page
    return page
  }

  #remove(ticks: number): void {
    const page = this.#find(ticks)
    const place = ticks & (pageSize - 1)
    if (page.lots[place] === 0) return
    page.lots[place] = 0
    page.marks[place] = 0
    page.bits[place >>> 5] = (page.bits[place >>> 5] as number) & ~(1 << (place & 31))
    page.count -= 1
    this.#count -= 1
    if (ticks === this.#best) this.#best = this.next(ticks)
    if (page.count === 0) this.#close(ticks >>> pageBits, page)
  }

  #close(key: number, page: Page): void {
    const top = key >>> chunkBits
    const inner = key & (chunkSize - 1)
    const chunk = this.#chunks[top] as Chunk
    chunk.pages[inner] = undefined
    chunk.bits[inner >>> 5] = (chunk.bits[inner >>> 5] as number) & ~(1 << (inner & 31))
    chunk.count -= 1
    if (this.#spare.length < 64) this.#spare.push(page)
    this.#forget()
    if (chunk.count > 0) return
    this.#chunks[top] = undefined
    this.#bits[top >>> 5] = (this.#bits[top >>> 5] as number) & ~(1 << (top & 31))
  }

  #forget(): void {
    this.#key = -1
    this.#page = noPage
  }

  /** The first level of the next page that has one. */
  #nextPage(from: number): number {
    let key = from
    for (;;) {
      key = this.#nextKey(key)
      if (key < 0) return -1
      const page = this.#chunks[key >>> chunkBits]?.pages[key & (chunkSize - 1)]
      assert(page !== undefined, `page ${key} is marked and not there`)
      const near = this.#isBid ? bitBelow(page.bits, pageSize - 1) : bitAbove(page.bits, 0)
      if (near >= 0) return key * pageSize + near
    }
  }

  #nextKey(key: number): number {
    const top = key >>> chunkBits
    const inner = key & (chunkSize - 1)
    const chunk = this.#chunks[top]
    if (chunk !== undefined) {
      const near = this.#isBid ? bitBelow(chunk.bits, inner - 1) : bitAbove(chunk.bits, inner + 1)
      if (near >= 0) return top * chunkSize + near
    }
    const next = this.#isBid ? bitBelow(this.#bits, top - 1) : bitAbove(this.#bits, top + 1)
    if (next < 0) return -1
    const { bits } = this.#chunks[next] as Chunk
    return next * chunkSize + (this.#isBid ? bitBelow(bits, chunkSize - 1) : bitAbove(bits, 0))
  }
}

function newPage(): Page {
  return {
    lots: new Float64Array(pageSize),
    marks: new Int32Array(pageSize),
    bits: new Int32Array(pageSize >>> 5),
    count: 0,
  }
}

function newChunk(): Chunk {
  return {
    pages: new Array(chunkSize).fill(undefined),
    bits: new Int32Array(chunkSize >>> 5),
    count: 0,
  }
}
