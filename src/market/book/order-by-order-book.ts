import { SortedLevels } from './sorted-levels.ts'

type BookOrder = { isBid: boolean; ticks: number; lots: number }

/**
 * A book told order by order, as some venues do. Prices may have any number of ticks, so levels are
 * searched, not looked up: for feeds of a few hundred levels.
 */
export class OrderByOrderBook {
  readonly #orders = new Map<number, BookOrder>()
  readonly #bids = new SortedLevels()
  readonly #asks = new SortedLevels()

  /** Number of orders. */
  get size(): number {
    return this.#orders.size
  }

  /** An order is new, or shows another price or size than before. @param lots - Above zero. */
  set(order: number, isBid: boolean, ticks: number, lots: number): void {
    this.delete(order)
    this.#orders.set(order, { isBid, ticks, lots })
    this.#levels(isBid).add(ticks, lots)
  }

  /** @returns False for an order that is not in the book. */
  delete(order: number): boolean {
    const gone = this.#orders.get(order)
    if (gone === undefined) return false
    this.#levels(gone.isBid).add(gone.ticks, -gone.lots)
    return this.#orders.delete(order)
  }

  /** Ticks of the best level; `undefined` when the side is empty. */
  bestTicks(isBid: boolean): number | undefined {
    return isBid ? this.#bids.highest : this.#asks.lowest
  }

  /** Lots of all orders at a price. */
  lotsAt(isBid: boolean, ticks: number): number {
    return this.#levels(isBid).at(ticks)
  }

  /** Whether somebody bids at or above the best ask. */
  get isCrossed(): boolean {
    const bid = this.#bids.highest
    const ask = this.#asks.lowest
    return bid !== undefined && ask !== undefined && bid >= ask
  }

  #levels(isBid: boolean): SortedLevels {
    return isBid ? this.#bids : this.#asks
  }
}
