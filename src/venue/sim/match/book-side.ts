import { Ladder } from '../../../market/index.ts'
import { type OrderPool, strangerOwner } from './order-pool.ts'
import type { QueueModel } from './queue-model.ts'

/** A single order as it stands in its queue. */
export type QueuedOrder = {
  readonly number: number
  readonly owner: number
  /** Lots it shows. */
  readonly lots: number
  /** Strangers' lots before it, as far as they are not told one by one. */
  readonly ahead: number
}

/** One side of a matching book: strangers' lots by level, and the queues of single orders. */
export class BookSide {
  readonly isBid: boolean
  /** Strangers' lots where only sums are known. */
  readonly depth: Ladder
  /** Lots of single orders; the mark of a level is the first slot of its queue. */
  readonly queued: Ladder
  readonly #pool: OrderPool

  constructor(isBid: boolean, pool: OrderPool) {
    this.isBid = isBid
    this.depth = new Ladder(isBid)
    this.queued = new Ladder(isBid)
    this.#pool = pool
  }

  /** Ticks of the best level; -1 when there is none. */
  get best(): number {
    return this.#better(this.depth.best, this.queued.best)
  }

  /** The next level outward of `ticks`; -1 when there is none. */
  next(ticks: number): number {
    return this.#better(this.depth.next(ticks), this.queued.next(ticks))
  }

  #better(a: number, b: number): number {
    if (a < 0) return b
    if (b < 0) return a
    return this.isBid === a > b ? a : b
  }

  shownAt(ticks: number): number {
    return this.depth.at(ticks) + this.queued.at(ticks)
  }

  /** Whether a level at `ticks` would be met by the other side at `limit`. */
  meets(ticks: number, limit: number): boolean {
    return ticks >= 0 && (this.isBid ? ticks >= limit : ticks <= limit)
  }

  /** Puts a slot of the pool at the end of its level's queue. */
  append(slot: number): void {
    const { ticks, lots, next, previous } = this.#pool
    const at = ticks[slot] as number
    const head = this.queued.markAt(at)
    this.queued.set(at, this.queued.at(at) + (lots[slot] as number))
    if (head === 0) {
      next[slot] = slot
      previous[slot] = slot
      this.queued.mark(at, slot)
      return
    }
    const tail = previous[head] as number
    next[tail] = slot
    previous[slot] = tail
    next[slot] = head
    previous[head] = slot
  }

  /**
   * Takes `lots` off an order; it leaves its queue with the last of them. @returns What is left.
   */
  shrink(slot: number, lots: number): number {
    const left = (this.#pool.lots[slot] as number) - lots
    const at = this.#pool.ticks[slot] as number
    this.#pool.lots[slot] = left
    if (left === 0) this.#unlink(slot, at)
    this.queued.set(at, this.queued.at(at) - lots)
    return left
  }

  #unlink(slot: number, at: number): void {
    const { next, previous } = this.#pool
    const after = next[slot] as number
    if (after === slot) return
    const before = previous[slot] as number
    next[before] = after
    previous[after] = before
    if (this.queued.markAt(at) === slot) this.queued.mark(at, after)
  }

  /** Strangers' lots at a level changed: everyone who waits there may have moved forward. */
  moveUp(ticks: number, before: number, after: number, model: QueueModel): void {
    const head = this.queued.markAt(ticks)
    if (head === 0) return
    const { ahead, traded, next } = this.#pool
    let slot = head
    do {
      ahead[slot] = model.ahead(ahead[slot] as number, before, after, traded[slot] as number)
      traded[slot] = 0
      slot = next[slot] as number
    } while (slot !== head)
  }

  /** Strangers' `gone` lots at the front of a level were met. @param printed - By a print. */
  pass(ticks: number, gone: number, printed: number): void {
    const head = this.queued.markAt(ticks)
    if (head === 0) return
    const { ahead, traded, next } = this.#pool
    let slot = head
    do {
      ahead[slot] = Math.max(0, (ahead[slot] as number) - gone)
      traded[slot] = (traded[slot] as number) + printed
      slot = next[slot] as number
    } while (slot !== head)
  }

  queueAt(at: number): readonly QueuedOrder[] {
    const { numbers, owners, lots, ahead, next } = this.#pool
    const found: QueuedOrder[] = []
    const head = this.queued.markAt(at)
    if (head === 0) return found
    let slot = head
    do {
      found.push({
        number: numbers[slot] as number,
        owner: owners[slot] as number,
        lots: lots[slot] as number,
        ahead: ahead[slot] as number,
      })
      slot = next[slot] as number
    } while (slot !== head)
    return found
  }

  /** The first order at a level that is an account's; 0 when there is none. */
  firstOurs(ticks: number): number {
    const { owners, next } = this.#pool
    const head = this.queued.markAt(ticks)
    let slot = head
    while (slot !== 0 && owners[slot] === strangerOwner) {
      slot = next[slot] as number
      if (slot === head) return 0
    }
    return slot
  }

  /** Lots of strangers' single orders that stand before `to` at its level. */
  strangersBefore(to: number): number {
    const { owners, next, lots, ticks } = this.#pool
    let sum = 0
    let slot = this.queued.markAt(ticks[to] as number)
    for (; slot !== to; slot = next[slot] as number)
      if (owners[slot] === strangerOwner) sum += lots[slot] as number
    return sum
  }

  /** Whether `slot` stands before `other`, both at one level. */
  isBefore(slot: number, other: number): boolean {
    const { next, ticks } = this.#pool
    const head = this.queued.markAt(ticks[slot] as number)
    for (let at = head; at !== other; at = next[at] as number) if (at === slot) return true
    return false
  }
}
