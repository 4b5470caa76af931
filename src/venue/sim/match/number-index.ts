import type { OrderPool } from './order-pool.ts'

/**
 * Slots of a pool by order number. Numbers come one after another, so their low bits are spread
 * evenly as they are, and the orders of one time lie side by side.
 */
export class NumberIndex {
  readonly #pool: OrderPool
  /** First slot of those whose numbers share their low bits; 0 for none. */
  #heads: Int32Array
  #mask: number

  constructor(pool: OrderPool) {
    this.#pool = pool
    this.#heads = new Int32Array(pool.size)
    this.#mask = pool.size - 1
  }

  /** 0 when the number is not known. */
  get(number: number): number {
    let slot = this.#heads[this.#home(number)] as number
    while (slot !== 0 && this.#pool.number(slot) !== number) slot = this.#pool.after(slot)
    return slot
  }

  /** @param slot - Where the pool has an order whose number is not known yet. */
  add(slot: number): void {
    if (this.#pool.size > this.#heads.length) this.#grow()
    this.#link(slot)
  }

  /** @param slot - Of a number that is known. */
  delete(slot: number): void {
    const pool = this.#pool
    const home = this.#home(pool.number(slot))
    const head = this.#heads[home] as number
    if (head === slot) {
      this.#heads[home] = pool.after(slot)
      return
    }
    let before = head
    while (pool.after(before) !== slot) before = pool.after(before)
    pool.setAfter(before, pool.after(slot))
  }

  #home(number: number): number {
    const low = number | 0
    return (low ^ (low >>> 15)) & this.#mask
  }

  #link(slot: number): void {
    const home = this.#home(this.#pool.number(slot))
    this.#pool.setAfter(slot, this.#heads[home] as number)
    this.#heads[home] = slot
  }

  /** As many places as the pool has slots. */
  #grow(): void {
    const heads = this.#heads
    this.#heads = new Int32Array(this.#pool.size)
    this.#mask = this.#pool.size - 1
    for (const head of heads)
      for (let slot = head, after = 0; slot !== 0; slot = after) {
        after = this.#pool.after(slot)
        this.#link(slot)
      }
  }
}
