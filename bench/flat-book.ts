/**
 * A book written by hand for one file: an array over all its prices, the best ones moved by
 * walking. Fast while the range is known beforehand and the levels lie close together.
 */
export class FlatBook {
  bid = -1
  ask = -1
  readonly #from: number
  readonly #bids: Float64Array
  readonly #asks: Float64Array

  /** @param ticks - Every price there will be. */
  constructor(ticks: Float64Array) {
    let low = Number.POSITIVE_INFINITY
    let high = 0
    for (const at of ticks) {
      if (at < low) low = at
      if (at > high) high = at
    }
    this.#from = low
    this.#bids = new Float64Array(high - low + 1).fill(1)
    this.#asks = new Float64Array(high - low + 1).fill(1)
  }

  /** @param ticks - Every price that was set. */
  clear(ticks: Float64Array): void {
    for (const at of ticks) {
      this.#bids[at - this.#from] = 0
      this.#asks[at - this.#from] = 0
    }
    this.bid = -1
    this.ask = -1
  }

  setBid(ticks: number, lots: number): void {
    this.#bids[ticks - this.#from] = lots
    if (lots > 0) {
      if (ticks > this.bid) this.bid = ticks
    } else if (ticks === this.bid) {
      let at = ticks - 1
      while (at >= this.#from && this.#bids[at - this.#from] === 0) at -= 1
      this.bid = at < this.#from ? -1 : at
    }
  }

  setAsk(ticks: number, lots: number): void {
    this.#asks[ticks - this.#from] = lots
    if (lots > 0) {
      if (this.ask < 0 || ticks < this.ask) this.ask = ticks
    } else if (ticks === this.ask) {
      const end = this.#from + this.#asks.length
      let at = ticks + 1
      while (at < end && this.#asks[at - this.#from] === 0) at += 1
      this.ask = at === end ? -1 : at
    }
  }

  /** Lots at a price within the range. */
  bidAt(ticks: number): number {
    return this.#bids[ticks - this.#from] as number
  }

  askAt(ticks: number): number {
    return this.#asks[ticks - this.#from] as number
  }
}
