/** Lots of strangers that come to stand at a price, as a sum or as a single order. */
export type Arrival = {
  readonly isBid: boolean
  readonly ticks: number
  readonly lots: number
  /** Number of the single order; 0 for a sum. */
  readonly single: number
  readonly step: number
  left: number
  /** Price of the last trade it made; 0 before the first. */
  last: number
}

/** A stranger's single order. */
type Single = {
  readonly isBid: boolean
  readonly price: number
  lots: number
  /** Step in which it came. */
  readonly step: number
}

/** What strangers show in one instrument: sums by level, or single orders in their queues. */
export class ShadowStrangers {
  readonly #sums: readonly [Map<number, number>, Map<number, number>] = [new Map(), new Map()]
  /** In the order in which they came. */
  readonly #singles = new Map<number, Single>()

  /** Lots at a price. */
  at(isBid: boolean, price: number): number {
    let lots = this.#side(isBid).get(price) ?? 0
    for (const each of this.#singles.values())
      if (each.isBid === isBid && each.price === price) lots += each.lots
    return lots
  }

  prices(isBid: boolean): ReadonlySet<number> {
    const found = new Set(this.#side(isBid).keys())
    for (const each of this.#singles.values()) if (each.isBid === isBid) found.add(each.price)
    return found
  }

  setSum(isBid: boolean, price: number, lots: number): void {
    if (lots > 0) this.#side(isBid).set(price, lots)
    else this.#side(isBid).delete(price)
  }

  clearSums(): void {
    for (const isBid of [true, false]) this.#side(isBid).clear()
  }

  single(number: number): Single | undefined {
    return this.#singles.get(number)
  }

  removeSingle(number: number): void {
    this.#singles.delete(number)
  }

  /** Numbers of all single orders. */
  numbers(): readonly number[] {
    return [...this.#singles.keys()]
  }

  /** What came stands with what met none of ours. */
  stand({ isBid, ticks, lots, left, single, step, last }: Arrival): void {
    const isCrossed = (price: number): boolean => (isBid ? price <= ticks : price >= ticks)
    if (lots > 0) {
      this.#dropSums(!isBid, isCrossed)
      // Those it passed by on its way are gone as well; it may not have come further.
      const isPassed = (price: number): boolean => (isBid ? price < last : price > last)
      this.#dropSingles(!isBid, left > 0 ? isCrossed : isPassed)
    }
    if (single === 0) this.setSum(isBid, ticks, left)
    else if (left > 0) this.#singles.set(single, { isBid, price: ticks, lots: left, step })
  }

  #dropSums(isBid: boolean, isDropped: (price: number) => boolean): void {
    for (const price of this.#side(isBid).keys())
      if (isDropped(price)) this.#side(isBid).delete(price)
  }

  #dropSingles(isBid: boolean, isDropped: (price: number) => boolean): void {
    for (const [number, each] of this.#singles)
      if (each.isBid === isBid && isDropped(each.price)) this.#singles.delete(number)
  }

  /** Step of the first single order at a price; infinity when there is none. */
  firstStep(isBid: boolean, price: number): number {
    for (const { isBid: isOnBid, price: at, step } of this.#singles.values())
      if (isOnBid === isBid && at === price) return step
    return Number.POSITIVE_INFINITY
  }

  /** Takes lots off the front of a level. @returns Lots that were missing. */
  eat(isBid: boolean, price: number, lots: number): number {
    const side = this.#side(isBid)
    const sum = side.get(price) ?? 0
    let left = lots - Math.min(lots, sum)
    this.setSum(isBid, price, sum - (lots - left))
    for (const [number, each] of this.#singles) {
      if (left === 0) break
      if (each.isBid !== isBid || each.price !== price) continue
      const here = Math.min(left, each.lots)
      left -= here
      each.lots -= here
      if (each.lots === 0) this.#singles.delete(number)
    }
    return left
  }

  #side(isBid: boolean): Map<number, number> {
    return this.#sums[isBid ? 1 : 0]
  }
}
