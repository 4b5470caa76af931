/**
 * Prints between strangers as columns, oldest first. `ts` in microseconds, `price` in ticks,
 * `quantity` in lots, `side` +1 when the buyer was the aggressor and -1 when the seller was.
 */
export class TradeColumns {
  ts: Float64Array
  price: Float64Array
  quantity: Float64Array
  side: Float64Array
  length = 0

  constructor(capacity: number) {
    this.ts = new Float64Array(capacity)
    this.price = new Float64Array(capacity)
    this.quantity = new Float64Array(capacity)
    this.side = new Float64Array(capacity)
  }

  push(ts: number, price: number, quantity: number, side: 1 | -1): void {
    if (this.length === this.ts.length) this.#resize(Math.max(64, this.length * 2))
    this.ts[this.length] = ts
    this.price[this.length] = price
    this.quantity[this.length] = quantity
    this.side[this.length] = side
    this.length += 1
  }

  /** Drops the room past the last row. */
  trim(): void {
    this.#resize(this.length)
  }

  #resize(capacity: number): void {
    const resized = (column: Float64Array): Float64Array => {
      const next = new Float64Array(capacity)
      next.set(column.subarray(0, Math.min(capacity, column.length)))
      return next
    }
    this.ts = resized(this.ts)
    this.price = resized(this.price)
    this.quantity = resized(this.quantity)
    this.side = resized(this.side)
  }
}
