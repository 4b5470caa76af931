import { assert, InvariantError, type Json } from '../../../base/index.ts'
import type { LevelRows } from '../../../market/index.ts'
import { BookSide, type QueuedOrder } from './book-side.ts'
import { type MatchSink, stranger } from './match-sink.ts'
import { NumberIndex } from './number-index.ts'
import { OrderPool, strangerOwner } from './order-pool.ts'
import type { QueueModel } from './queue-model.ts'
import { loadSides, saveSides } from './save-sides.ts'
import { lossOfIncoming, lossOfResting, type SelfTradeCode } from './self-trade-code.ts'

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
  readonly #index = new NumberIndex(this.#pool)
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
    return slot === 0 ? 0 : this.#pool.lots(slot)
  }

  /** Price of an order in the book. Unit: ticks. */
  ticksOf(number: number): number {
    return this.#pool.ticks(this.#known(number))
  }

  isBid(number: number): boolean {
    return this.#pool.isBid(this.#known(number))
  }

  /**
   * Puts an order at the back of its level, unmatched. It must not cross.
   *
   * @param owner - An account, or `strangerOwner` for a stranger's order told one by one.
   */
  rest(number: number, owner: number, isBid: boolean, ticks: number, lots: number): void {
    assert(lots > 0 && number !== 0, 'an order that rests has a number and lots')
    const side = this.#side(isBid)
    const slot = this.#pool.take(number, owner, isBid, ticks, lots)
    if (side.depth.best >= 0 && owner !== strangerOwner)
      this.#pool.setAhead(slot, side.depth.at(ticks))
    this.#index.add(slot)
    side.append(slot, ticks, lots)
  }

  /** Leaves an order at most `left` lots, in its place in the queue. */
  reduce(number: number, left: number): void {
    const slot = this.#known(number)
    const off = this.#pool.lots(slot) - left
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
      const strangers = side.depth.best < 0 ? 0 : Math.min(side.strangersAt(best, head), left)
      if (strangers > 0) {
        side.depth.set(best, side.depth.at(best) - strangers)
        side.pass(best, strangers, 0)
        left -= strangers
        this.#sink.onMatch(stranger, number, best, strangers)
      } else if (this.#pool.owner(head) === owner) {
        const off = this.#meetOwn(head, number, left, selfTrade)
        if (off < 0) return 0
        left -= off
      } else left -= this.#meet(head, number, left)
    }
    return 0
  }

  /** The taker meets the first order of a level. @returns Lots traded. */
  #meet(slot: number, taker: number, lots: number): number {
    const pool = this.#pool
    const traded = Math.min(lots, pool.lots(slot))
    const maker = pool.owner(slot) === strangerOwner ? stranger : pool.number(slot)
    const at = pool.ticks(slot)
    this.#takeOff(slot, traded)
    this.#sink.onMatch(maker, taker, at, traded)
    return traded
  }

  /** @returns Lots the taker loses without a trade; -1 when it ends here. */
  #meetOwn(slot: number, taker: number, lots: number, selfTrade: SelfTradeCode): number {
    const maker = this.#pool.number(slot)
    const off = lossOfResting(selfTrade, this.#pool.lots(slot), lots)
    if (off > 0) this.#takeOff(slot, off)
    this.#sink.onSelfTrade(maker, taker, off)
    return lossOfIncoming(selfTrade, off)
  }

  /** A print between strangers: what of it would have met our orders does. */
  trade(isBuy: boolean, ticks: number, lots: number): void {
    const side = this.#side(!isBuy)
    const left = this.#meetBetter(side, ticks, lots)
    if (left > 0 && side.queued.markAt(ticks) !== 0) this.#print(side, ticks, left)
  }

  /** What trades at `ticks` meets our orders at better prices first. @returns The lots left. */
  #meetBetter(side: BookSide, ticks: number, lots: number): number {
    let left = lots
    let at = side.queued.best
    while (left > 0 && at !== ticks && side.meets(at, ticks)) {
      const slot = side.firstOurs(at)
      // A stranger's order at a better price is gone; its deletion is on the way.
      if (slot === 0) at = side.queued.next(at)
      else left -= this.#meet(slot, stranger, left)
    }
    return left
  }

  #print(side: BookSide, ticks: number, lots: number): void {
    let ours = 0
    for (;;) {
      const slot = side.firstOurs(ticks)
      if (slot === 0) break
      const before = Math.max(this.#pool.ahead(slot), side.strangersBefore(slot))
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
    let left = lots
    if (left > 0 && other.meets(other.best, ticks)) left = this.#cross(other, ticks, left)
    const before = side.depth.set(ticks, left)
    if (left === before) return
    if (side.queued.best >= 0) side.moveUp(ticks, before, left, this.#model)
  }

  /** The same for rows of one side, or the row that meets an order. @returns The row after them. */
  setLevels(rows: LevelRows, from: number, to: number): number {
    const price = rows.prices[from] as number
    const isBid = price >= 0
    const end = this.#side(isBid).setRows(rows, from, to, this.#side(!isBid), this.#model)
    if (end > from) return end
    this.setDepth(isBid, isBid ? price : ~price, rows.lots[from] as number)
    return from + 1
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
      this.#takeOff(head, this.#pool.lots(head))
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
    const side = this.#side(this.#pool.isBid(slot))
    const ticks = this.#pool.ticks(slot)
    let left = this.#meetBetter(side, ticks, lots)
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
    loadSides(
      state,
      [this.#bids, this.#asks],
      this.#pool,
      ([isBid, number, owner, ticks, lots]) => {
        this.rest(number, owner, isBid, ticks, lots)
        return this.#known(number)
      },
    )
  }

  #takeOff(slot: number, lots: number): void {
    if (this.#side(this.#pool.isBid(slot)).shrink(slot, lots) > 0) return
    this.#index.delete(slot)
    this.#pool.give(slot)
  }

  #side(isBid: boolean): BookSide {
    return isBid ? this.#bids : this.#asks
  }

  #known(number: number): number {
    const slot = this.#index.get(number)
    if (slot === 0) throw new InvariantError(`order ${number} is not in the book`)
    return slot
  }
}
