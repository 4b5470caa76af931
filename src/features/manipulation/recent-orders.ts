import type { Json } from '../../base/index.ts'
import { loadParts, saveParts } from '../microstructure/saved-parts.ts'
import type { FlowEvent } from './flow-event.ts'

/** Columns of a row: what was added, and how much had been bought and sold until then. */
const width = 7
const [tsAt, sideAt, priceAt, sizeAt, orderAt, boughtAt, soldAt] = [0, 1, 2, 3, 4, 5, 6] as const

/**
 * The last orders of some kind that were added, and what was bought and sold since each. Where a
 * market is told by levels, what leaves is taken to be the newest order of its size at its price.
 */
export class RecentOrders {
  readonly #rows: Float64Array
  readonly #capacity: number
  /** Next row to be written, bought and sold so far. */
  readonly #totals = new Float64Array(3)

  constructor(capacity: number) {
    this.#capacity = capacity
    this.#rows = new Float64Array(width * capacity)
  }

  /** Every trade is to be told. */
  trade({ side, size }: FlowEvent): void {
    const totals = this.#totals
    const at = side === 1 ? 1 : 2
    totals[at] = (totals[at] as number) + size
  }

  add({ ts, side, price, size, order }: FlowEvent): void {
    const totals = this.#totals
    const next = totals[0] as number
    const at = width * next
    const rows = this.#rows
    rows[at + tsAt] = ts
    rows[at + sideAt] = side
    rows[at + priceAt] = price
    rows[at + sizeAt] = size
    rows[at + orderAt] = order
    rows[at + boughtAt] = totals[1] as number
    rows[at + soldAt] = totals[2] as number
    totals[0] = next + 1 === this.#capacity ? 0 : next + 1
  }

  /**
   * The newest order on `side` that `event` is about: that of its number, or one of its price of
   * which at least `leastShare` and no more than all is left in `event`.
   *
   * @param ageMaxUs - Older orders are not looked at.
   * @returns Its row; -1 for none.
   */
  find(event: FlowEvent, side: 1 | -1, leastShare: number, ageMaxUs: number): number {
    const rows = this.#rows
    const { price, size, order } = event
    const oldestTs = event.ts - ageMaxUs
    let row = this.#totals[0] as number
    for (let left = this.#capacity; left > 0; left -= 1) {
      row = row === 0 ? this.#capacity - 1 : row - 1
      const at = width * row
      const all = rows[at + sizeAt] as number
      // Rows are in the order of time; one that is empty has no older ones behind it.
      if (all === 0 || (rows[at + tsAt] as number) < oldestTs) return -1
      if (order !== 0 && rows[at + orderAt] !== 0) {
        if (rows[at + orderAt] === order) return all > 0 && size >= all * leastShare ? row : -1
      } else if (
        rows[at + priceAt] === price &&
        rows[at + sideAt] === side &&
        size <= all &&
        size >= all * leastShare
      )
        return row
    }
    return -1
  }

  tsOf(row: number): number {
    return this.#rows[width * row + tsAt] as number
  }

  sizeOf(row: number): number {
    return Math.abs(this.#rows[width * row + sizeAt] as number)
  }

  /** Lots traded since the order came, by takers on its own side, and by those against it. */
  sameSince(row: number): number {
    const isBid = this.#rows[width * row + sideAt] === 1
    return this.#since(row, isBid ? boughtAt : soldAt)
  }

  otherSince(row: number): number {
    const isBid = this.#rows[width * row + sideAt] === 1
    return this.#since(row, isBid ? soldAt : boughtAt)
  }

  #since(row: number, column: typeof boughtAt | typeof soldAt): number {
    const total = this.#totals[column === boughtAt ? 1 : 2] as number
    return total - (this.#rows[width * row + column] as number)
  }

  /**
   * Whether one of at least half its size came to the other side within `us` of it: who shows both
   * sides makes a market.
   */
  hasTwin(row: number, us: number): boolean {
    const rows = this.#rows
    const own = width * row
    const half = Math.abs(rows[own + sizeAt] as number) / 2
    for (let at = 0; at < rows.length; at += width)
      if (
        rows[at + sideAt] === -(rows[own + sideAt] as number) &&
        Math.abs(rows[at + sizeAt] as number) >= half &&
        Math.abs((rows[at + tsAt] as number) - (rows[own + tsAt] as number)) <= us
      )
        return true
    return false
  }

  /** The order is gone: its size is kept below 0, for who looks for its twin. */
  remove(row: number): void {
    const at = width * row + sizeAt
    this.#rows[at] = -(this.#rows[at] as number)
  }

  reset(): void {
    this.#rows.fill(0)
    this.#totals.fill(0)
  }

  save(): Json {
    return saveParts([this.#rows, this.#totals])
  }

  load(state: Json): void {
    loadParts(state, [this.#rows, this.#totals])
  }
}
