import { OrderBook } from '../book/order-book.ts'
import type { BookRecord } from './tick-record.ts'

/** What an update is: it counts, it was known, one is missing before it, or it is none. */
export type BookVerdict = 'counts' | 'old' | 'gap' | 'malformed'

/** The book of one instrument as it was heard, which judges what is heard of it. */
export class LiveBook {
  readonly #book = new OrderBook()

  get isStale(): boolean {
    return this.#book.isStale
  }

  /** Number of the last update in it; -1 while stale. */
  get last(): number {
    return this.#book.lastUpdate
  }

  distrust(): void {
    this.#book.distrust()
  }

  /** Takes an update, unless the book waits for a snapshot and this is none. */
  take(record: BookRecord): BookVerdict {
    const book = this.#book
    if (record.kind === 'snapshot') book.snapshot(record.last)
    else {
      if (book.isStale) return 'old'
      const verdict = book.update(record.first, record.last, record.previous)
      if (verdict !== 'next') return verdict
    }
    for (let i = 0; i < record.ticks.length; i += 1) {
      const isBid = record.isBid[i] === true
      if (!book.set(isBid, record.ticks[i] as number, record.lots[i] as number)) return 'malformed'
    }
    return 'counts'
  }

  /** The whole book as a record; `undefined` while it is stale. */
  snapshot(tsInit: number): BookRecord | undefined {
    if (this.isStale) return undefined
    const isBid: boolean[] = []
    const ticks: number[] = []
    const lots: number[] = []
    for (const side of [true, false]) {
      const count = this.#book.size(side)
      const [sideTicks, sideLots] = [new Float64Array(count), new Float64Array(count)]
      this.#book.depth(side, sideTicks, sideLots)
      for (let i = 0; i < count; i += 1) {
        isBid.push(side)
        ticks.push(sideTicks[i] as number)
        lots.push(sideLots[i] as number)
      }
    }
    const stamps = { tsEvent: Number.NaN, tsInit }
    const numbers = { first: this.last, last: this.last, previous: Number.NaN }
    return { kind: 'snapshot', ...stamps, ...numbers, isBid, ticks, lots }
  }
}
