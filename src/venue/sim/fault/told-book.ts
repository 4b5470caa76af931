import type { BookLevel } from '../exchange/exchange.ts'

/**
 * A book as one was told of it, level by level, with a checksum of all of it that changes with
 * every level in constant time. Sender and hearer keep one each; one bit of difference shows.
 */
export class ToldBook {
  readonly #bids = new Map<number, number>()
  readonly #asks = new Map<number, number>()
  #checksum = 0

  /** Unsigned, 32 bits; 0 of an empty book. */
  get checksum(): number {
    return this.#checksum
  }

  /** One level as it is now; 0 lots removes it. */
  set(side: 'buy' | 'sell', price: number, lots: number): void {
    const levels = side === 'buy' ? this.#bids : this.#asks
    const before = levels.get(price) ?? 0
    if (before === lots) return
    const salt = side === 'buy' ? 1 : 2
    if (before !== 0) this.#checksum ^= hashOf(salt, price, before)
    if (lots !== 0) this.#checksum ^= hashOf(salt, price, lots)
    this.#checksum >>>= 0
    if (lots === 0) levels.delete(price)
    else levels.set(price, lots)
  }

  clear(): void {
    this.#bids.clear()
    this.#asks.clear()
    this.#checksum = 0
  }

  /** From the best outward. */
  levels(side: 'buy' | 'sell'): readonly BookLevel[] {
    const sign = side === 'buy' ? -1 : 1
    return [...(side === 'buy' ? this.#bids : this.#asks)]
      .map(([price, lots]) => ({ price, lots }))
      .sort((a, b) => sign * (a.price - b.price))
  }
}

/** FNV-1a over the halves of both numbers, which are whole and below 2^53. */
function hashOf(salt: number, price: number, lots: number): number {
  let hash = 0x811c9dc5 ^ salt
  for (const word of [price, price / 4_294_967_296, lots, lots / 4_294_967_296]) {
    const half = Math.floor(word) >>> 0
    hash = Math.imul(hash ^ (half & 0xffff), 0x01000193)
    hash = Math.imul(hash ^ (half >>> 16), 0x01000193)
  }
  // Neighbouring prices must not cancel out.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}
