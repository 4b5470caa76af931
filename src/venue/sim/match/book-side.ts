import { Ladder, type LevelRows } from '../../../market/index.ts'
import { type OrderPool, strangerOwner } from './order-pool.ts'
import type { QueueModel } from './queue-model.ts'

/** Where orders wait at several prices. */
const anyPrice = -2

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
  /** Levels where single orders stand. */
  #queues = 0

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

  /** Puts an order, alone so far, at the end of its level's queue. */
  append(slot: number, ticks: number, lots: number): void {
    const head = this.queued.add(ticks, lots)
    if (head === 0) {
      this.queued.mark(ticks, slot)
      this.#queues += 1
      return
    }
    const pool = this.#pool
    const tail = pool.previous(head)
    pool.setNext(tail, slot)
    pool.setPrevious(slot, tail)
    pool.setNext(slot, head)
    pool.setPrevious(head, slot)
  }

  /** Takes `lots` off an order, which leaves its queue with the last. @returns What is left. */
  shrink(slot: number, lots: number): number {
    const pool = this.#pool
    const ticks = pool.ticks(slot)
    const left = pool.lots(slot) - lots
    pool.setLots(slot, left)
    const head = this.queued.add(ticks, -lots)
    if (left === 0) this.#unlink(slot, ticks, head)
    return left
  }

  #unlink(slot: number, ticks: number, head: number): void {
    const pool = this.#pool
    const after = pool.next(slot)
    if (after === slot) {
      // Alone in its queue: its level is gone.
      this.#queues -= 1
      return
    }
    const before = pool.previous(slot)
    pool.setNext(before, after)
    pool.setPrevious(after, before)
    if (head === slot) this.queued.mark(ticks, after)
  }

  /** Strangers' lots that a level's first order waits for, or all of them without one. */
  strangersAt(ticks: number, head: number): number {
    const all = this.depth.at(ticks)
    return head === 0 ? all : Math.min(all, Math.ceil(this.#pool.ahead(head)))
  }

  /**
   * Sets strangers' lots row by row, up to the first of the other side, or that meets an order.
   *
   * @returns The row after the last that was set.
   */
  setRows(rows: LevelRows, from: number, to: number, other: BookSide, model: QueueModel): number {
    const { best } = other
    // Rows of the only price where orders wait are told from the others at no cost.
    const kept = this.#queues > 1 ? anyPrice : this.queued.best
    let row = from
    for (;;) {
      if (kept !== anyPrice) row = this.depth.setRows(rows, row, to, best, kept)
      if (row === to) return row
      const price = rows.prices[row] as number
      const ticks = this.isBid ? price : ~price
      const lots = rows.lots[row] as number
      if (ticks < 0 || !(lots === 0 || (lots > 0 && !other.meets(best, ticks)))) return row
      const before = this.depth.set(ticks, lots)
      if (before !== lots) this.moveUp(ticks, before, lots, model)
      row += 1
    }
  }

  /** Strangers' lots at a level changed: everyone who waits there may have moved forward. */
  moveUp(ticks: number, before: number, after: number, model: QueueModel): void {
    const head = this.queued.markAt(ticks)
    if (head === 0) return
    const pool = this.#pool
    let slot = head
    do {
      pool.setAhead(slot, model.ahead(pool.ahead(slot), before, after, pool.traded(slot)))
      pool.setTraded(slot, 0)
      slot = pool.next(slot)
    } while (slot !== head)
  }

  /** Strangers' `gone` lots at the front of a level were met. @param printed - By a print. */
  pass(ticks: number, gone: number, printed: number): void {
    const head = this.queued.markAt(ticks)
    if (head === 0) return
    const pool = this.#pool
    let slot = head
    do {
      pool.setAhead(slot, Math.max(0, pool.ahead(slot) - gone))
      pool.setTraded(slot, pool.traded(slot) + printed)
      slot = pool.next(slot)
    } while (slot !== head)
  }

  queueAt(at: number): readonly QueuedOrder[] {
    const pool = this.#pool
    const found: QueuedOrder[] = []
    const head = this.queued.markAt(at)
    if (head === 0) return found
    let slot = head
    do {
      found.push({
        number: pool.number(slot),
        owner: pool.owner(slot),
        lots: pool.lots(slot),
        ahead: pool.ahead(slot),
      })
      slot = pool.next(slot)
    } while (slot !== head)
    return found
  }

  /** The first order at a level that is an account's; 0 when there is none. */
  firstOurs(ticks: number): number {
    const head = this.queued.markAt(ticks)
    let slot = head
    while (slot !== 0 && this.#pool.owner(slot) === strangerOwner) {
      slot = this.#pool.next(slot)
      if (slot === head) return 0
    }
    return slot
  }

  /** Lots of strangers' single orders that stand before `to` at its level. */
  strangersBefore(to: number): number {
    const pool = this.#pool
    let sum = 0
    let slot = this.queued.markAt(pool.ticks(to))
    for (; slot !== to; slot = pool.next(slot))
      if (pool.owner(slot) === strangerOwner) sum += pool.lots(slot)
    return sum
  }

  /** Whether `slot` stands before `other`, both at one level. */
  isBefore(slot: number, other: number): boolean {
    const head = this.queued.markAt(this.#pool.ticks(slot))
    for (let at = head; at !== other; at = this.#pool.next(at)) if (at === slot) return true
    return false
  }
}
