import { assert, type Json } from '../../../base/index.ts'
import { BookSide, type QueuedOrder } from './book-side.ts'
import { type MatchSink, stranger } from './match-sink.ts'
import { NumberIndex } from './number-index.ts'
import { OrderPool, strangerOwner } from './order-pool.ts'
import type { QueueModel } from './queue-model.ts'
import { savedSides, saveSides } from './save-sides.ts'

/** What happens when an order would meet another of its owner. */
export type SelfTradeCode = 0 | 1 | 2
const cancelNew = 0
const cancelResting = 1

/**
 * Price-time matching of single orders among strangers, of whom the data shows sums by level (L2)
 * or single orders (L3). Synchronous, over typed arrays, nothing allocated per event.
 *
 * Where a sum hides the queue, an order waits behind all lots shown when it came; prints and a
 * `QueueModel` move it forward. A print beyond its price reaches it first. Nothing is shared out
 * twice: of one print or level, all our orders together get no more than its lots.
 */
export class MatchingBook {
  readonly #sink: MatchSink
  readonly #model: QueueModel
  readonly #pool = new OrderPool()
  readonly #index = new NumberIndex()
  readonly #bids = new BookSide(true, this.#pool)
  readonly #asks = new BookSide(false, this.#pool)

  constructor(sink: MatchSink, model: QueueModel) {
    this.#sink = sink
    this.#model = model
  }

  /** Ticks of the best level, strangers' or ours; -1 when the side is empty. */
  bestTicks(isBid: boolean): number {
    return this.#side(isBid).best
  }

  /** The next level outward; -1 when there is none. */
  nextTicks(isBid: boolean, ticks: number): number {
    return this.#side(isBid).next(ticks)
  }

  /** All lots shown at a level. */
  shownAt(isBid: boolean, ticks: number): number {
    return this.#side(isBid).shownAt(ticks)
  }

  /** The single orders of a level in the order in which they are met, strangers' among them. */
  queueAt(isBid: boolean, ticks: number): readonly QueuedOrder[] {
    return this.#side(isBid).queueAt(ticks)
  }

  /** Lots an order shows; 0 when it is not in the book. */
  lotsOf(number: number): number {
    const slot = this.#index.get(number)
    return slot === 0 ? 0 : (this.#pool.lots[slot] as number)
  }

  /** Price of an order in the book. Unit: ticks. */
  ticksOf(number: number): number {
    return this.#pool.ticks[this.#known(number)] as number
  }

  isBid(number: number): boolean {
    return this.#pool.sides[this.#known(number)] === 1
  }

  /** Strangers' lots ahead of an order, as far as they are not told one by one. */
  aheadOf(number: number): number {
    return this.#pool.ahead[this.#known(number)] as number
  }

  /**
   * Puts an order at the back of its level, unmatched. It must not cross.
   *
   * @param owner - An account, or `strangerOwner` for a stranger's order told one by one.
   */
  rest(number: number, owner: number, isBid: boolean, ticks: number, lots: number): void {
    assert(lots > 0 && number !== 0, 'an order that rests has a number and lots')
    const pool = this.#pool
    const slot = pool.take()
    const side = this.#side(isBid)
    pool.numbers[slot] = number
    pool.owners[slot] = owner
    pool.ticks[slot] = ticks
    pool.sides[slot] = isBid ? 1 : 0
    pool.lots[slot] = lots
    pool.ahead[slot] = owner === strangerOwner ? 0 : side.depth.at(ticks)
    pool.traded[slot] = 0
    this.#index.add(number, slot)
    side.append(slot)
  }

  /** Leaves an order at most `left` lots, in its place in the queue. */
  reduce(number: number, left: number): void {
    const slot = this.#known(number)
    const off = (this.#pool.lots[slot] as number) - left
    if (off > 0) this.#takeOff(slot, off)
  }

  cancel(number: number): void {
    this.reduce(number, 0)
  }

  /**
   * Matches an order that comes in, best price and oldest order first.
   *
   * @param limit - The worst price it takes. Unit: ticks.
   * @returns The lots that met nothing.
   */
  take(
    number: number,
    owner: number,
    isBuy: boolean,
    limit: number,
    lots: number,
    selfTrade: SelfTradeCode,
  ): number {
    const side = this.#side(!isBuy)
    let left = lots
    while (left > 0) {
      const best = side.best
      if (!side.meets(best, limit)) return left
      const head = side.queued.markAt(best)
      const first = head === 0 ? Number.POSITIVE_INFINITY : (this.#pool.ahead[head] as number)
      const strangers = Math.min(side.depth.at(best), Math.ceil(first), left)
      if (strangers > 0) {
        side.depth.set(best, side.depth.at(best) - strangers)
        side.pass(best, strangers, 0)
        left -= strangers
        this.#sink.onMatch(stranger, number, best, strangers)
      } else if (this.#pool.owners[head] === owner) {
        const off = this.#meetOwn(head, number, left, selfTrade)
        if (off < 0) return 0
        left -= off
      } else left -= this.#meet(head, number, left)
    }
    return 0
  }

  /** The taker meets the first order of a level. @returns Lots traded. */
  #meet(slot: number, taker: number, lots: number): number {
    const { numbers, owners, ticks } = this.#pool
    const traded = Math.min(lots, this.#pool.lots[slot] as number)
    const maker = owners[slot] === strangerOwner ? stranger : (numbers[slot] as number)
    const at = ticks[slot] as number
    this.#takeOff(slot, traded)
    this.#sink.onMatch(maker, taker, at, traded)
    return traded
  }

  /** @returns Lots the taker loses without a trade; -1 when it ends here. */
  #meetOwn(slot: number, taker: number, lots: number, selfTrade: SelfTradeCode): number {
    const maker = this.#pool.numbers[slot] as number
    const resting = this.#pool.lots[slot] as number
    if (selfTrade === cancelNew) {
      this.#sink.onSelfTrade(maker, taker, lots)
      return -1
    }
    const off = selfTrade === cancelResting ? resting : Math.min(resting, lots)
    this.#takeOff(slot, off)
    this.#sink.onSelfTrade(maker, taker, off)
    return selfTrade === cancelResting ? 0 : off
  }

  /** A print between strangers: what of it would have met our orders does. */
  trade(isBuy: boolean, ticks: number, lots: number): void {
    const side = this.#side(!isBuy)
    let left = lots
    while (left > 0 && side.queued.best !== ticks && side.meets(side.queued.best, ticks)) {
      const slot = side.firstOurs(side.queued.best)
      // A stranger's order at a better price than a print is gone; its deletion is on the way.
      if (slot === 0) break
      left -= this.#meet(slot, stranger, left)
    }
    if (left > 0 && side.queued.markAt(ticks) !== 0) this.#print(side, ticks, left)
  }

  #print(side: BookSide, ticks: number, lots: number): void {
    let ours = 0
    for (;;) {
      const slot = side.firstOurs(ticks)
      if (slot === 0) break
      const before = Math.max(this.#pool.ahead[slot] as number, side.strangersBefore(slot))
      const reached = Math.floor(lots - ours - before)
      if (reached < 1) break
      ours += this.#meet(slot, stranger, reached)
    }
    side.pass(ticks, lots - ours, lots)
  }

  /**
   * Strangers' lots at a level are now `lots`. Lots that come to stand across our orders meet them
   * first; strangers' levels they cross are old news and go.
   */
  setDepth(isBid: boolean, ticks: number, lots: number): void {
    const side = isBid ? this.#bids : this.#asks
    const other = isBid ? this.#asks : this.#bids
    const before = side.depth.at(ticks)
    let left = lots
    if (left > 0 && other.meets(other.best, ticks)) left = this.#cross(other, ticks, left)
    if (left === before) return
    side.depth.set(ticks, left)
    if (side.queued.best >= 0) side.moveUp(ticks, before, left, this.#model)
  }

  /** @returns The lots that met none of ours. */
  #cross(other: BookSide, limit: number, lots: number): number {
    let left = lots
    while (left > 0 && other.meets(other.queued.best, limit)) {
      const slot = other.firstOurs(other.queued.best)
      if (slot !== 0) left -= this.#meet(slot, stranger, left)
      else this.#dropStrangers(other, other.queued.best)
    }
    while (other.meets(other.depth.best, limit)) {
      const gone = other.depth.best
      other.moveUp(gone, other.depth.at(gone), 0, this.#model)
      other.depth.set(gone, 0)
      this.#sink.onDepthGone(other.isBid, gone)
    }
    return left
  }

  /** A level where strangers alone stand goes with all of them. */
  #dropStrangers(side: BookSide, ticks: number): void {
    for (let head = side.queued.markAt(ticks); head !== 0; head = side.queued.markAt(ticks))
      this.#takeOff(head, this.#pool.lots[head] as number)
    this.#sink.onDepthGone(side.isBid, ticks)
  }

  /**
   * A stranger's single order comes in and rests with what met none of ours.
   *
   * @param number - Below zero, so that it is no account's.
   */
  addStranger(number: number, isBid: boolean, ticks: number, lots: number): void {
    assert(number < 0, "strangers' numbers are below zero")
    const other = this.#side(!isBid)
    const left = other.meets(other.best, ticks) ? this.#cross(other, ticks, lots) : lots
    if (left > 0) this.rest(number, strangerOwner, isBid, ticks, left)
  }

  /**
   * A stranger's single order traded: accounts' orders before it in its queue met the taker first.
   * Its own lots change by what is told next.
   */
  executeStranger(number: number, lots: number): void {
    const slot = this.#index.get(number)
    if (slot === 0) return
    const side = this.#side(this.#pool.sides[slot] === 1)
    const ticks = this.#pool.ticks[slot] as number
    let left = lots
    while (left > 0) {
      const first = side.firstOurs(ticks)
      if (first === 0 || !side.isBefore(first, slot)) return
      left -= this.#meet(first, stranger, left)
    }
  }

  /** Takes away all that strangers show. Ours keep their places until the levels come back. */
  clearDepth(): void {
    for (const side of [this.#bids, this.#asks]) side.depth.clear()
  }

  save(): Json {
    return saveSides([this.#bids, this.#asks], this.#pool)
  }

  /** To be called on a new book. */
  load(state: Json): void {
    const { depth, orders } = savedSides(state)
    for (const [isBid, ticks, lots] of depth) this.#side(isBid).depth.set(ticks, lots)
    for (const [isBid, number, owner, ticks, lots, ahead, traded] of orders) {
      this.rest(number, owner, isBid, ticks, lots)
      const slot = this.#known(number)
      this.#pool.ahead[slot] = ahead
      this.#pool.traded[slot] = traded
    }
  }

  #takeOff(slot: number, lots: number): void {
    const { sides, numbers } = this.#pool
    if (this.#side(sides[slot] === 1).shrink(slot, lots) > 0) return
    this.#index.delete(numbers[slot] as number)
    this.#pool.give(slot)
  }

  #side(isBid: boolean): BookSide {
    return isBid ? this.#bids : this.#asks
  }

  #known(number: number): number {
    const slot = this.#index.get(number)
    assert(slot !== 0, `order ${number} is not in the book`)
    return slot
  }
}
