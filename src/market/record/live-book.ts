import { OrderBook } from '../book/order-book.ts'
import type { BookRecord } from './tick-record.ts'

/**
 * What an update is: it counts, it was known, it waits for a snapshot, one is missing before it
 * (then it waits too), or it is none.
 */
export type BookVerdict = 'counts' | 'old' | 'held' | 'gap' | 'malformed'

/** Updates that may wait for a snapshot; with more than that the snapshot is too late. */
const heldMax = 20_000

/**
 * The book of one instrument as it was heard, which judges what is heard of it. Updates that come
 * while it waits for a snapshot are held back and tried after it, as `DeltaSequence` does: the
 * snapshot a venue sends on request is often older than the updates that came first.
 */
export class LiveBook {
  readonly #book = new OrderBook()
  #held: BookRecord[] = []

  get isStale(): boolean {
    return this.#book.isStale
  }

  /** Number of the last update in it; -1 while stale. */
  get last(): number {
    return this.#book.lastUpdate
  }

  /** What came before does not count any more. */
  distrust(): void {
    this.#book.distrust()
    this.#held = []
  }

  take(record: BookRecord): BookVerdict {
    if (record.kind === 'snapshot') return this.#snapshot(record)
    if (this.#book.isStale) {
      this.#hold(record)
      return 'held'
    }
    const verdict = this.#update(record)
    if (verdict !== 'gap') return verdict
    this.#held = [record]
    return 'gap'
  }

  #snapshot(record: BookRecord): BookVerdict {
    const held = this.#held
    this.#held = []
    this.#book.snapshot(record.last)
    if (!this.#set(record)) return 'malformed'
    for (const each of held)
      if (this.#book.isStale) this.#hold(each)
      else if (this.#update(each) === 'gap') this.#hold(each)
    return 'counts'
  }

  #update(record: BookRecord): 'counts' | 'old' | 'gap' | 'malformed' {
    const verdict = this.#book.update(record.first, record.last, record.previous)
    if (verdict !== 'next') return verdict
    return this.#set(record) ? 'counts' : 'malformed'
  }

  #set({ isBid, ticks, lots }: BookRecord): boolean {
    for (let i = 0; i < ticks.length; i += 1)
      if (!this.#book.set(isBid[i] === true, ticks[i] as number, lots[i] as number)) return false
    return true
  }

  #hold(record: BookRecord): void {
    if (this.#held.length >= heldMax) this.#held = []
    this.#held.push(record)
  }

  /** Copies levels as `OrderBook` does; of a stale book those that were last known. */
  depth(isBid: boolean, ticks: Float64Array, lots: Float64Array): number {
    return this.#book.depth(isBid, ticks, lots)
  }

  /** Whether it bids as much as it asks, or more. */
  get isCrossed(): boolean {
    return this.#book.isCrossed
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
