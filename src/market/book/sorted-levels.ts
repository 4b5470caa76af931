/** Lots by price, in order of price, any number of ticks. */
export class SortedLevels {
  readonly #ticks: number[] = []
  readonly #lots: number[] = []

  get lowest(): number | undefined {
    return this.#ticks[0]
  }

  get highest(): number | undefined {
    return this.#ticks.at(-1)
  }

  /** 0 where there is no level. */
  at(ticks: number): number {
    const place = this.#place(ticks)
    return this.#ticks[place] === ticks ? (this.#lots[place] as number) : 0
  }

  /** Adds lots to a level (or takes them off, below zero); it goes with the last of them. */
  add(ticks: number, lots: number): void {
    const place = this.#place(ticks)
    if (this.#ticks[place] !== ticks) {
      this.#ticks.splice(place, 0, ticks)
      this.#lots.splice(place, 0, lots)
      return
    }
    const left = (this.#lots[place] as number) + lots
    this.#lots[place] = left
    if (left > 0) return
    this.#ticks.splice(place, 1)
    this.#lots.splice(place, 1)
  }

  /** Where a price stands or would. */
  #place(ticks: number): number {
    let low = 0
    let high = this.#ticks.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#ticks[middle] as number) < ticks) low = middle + 1
      else high = middle
    }
    return low
  }
}
