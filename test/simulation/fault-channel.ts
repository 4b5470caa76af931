/**
 * Messages of one subject in the order of their numbers, however they arrive. After a gap it waits
 * for what is missing, or for a reading of the whole that goes beyond it.
 */
export class FaultChannel {
  #expected = 1
  readonly #later = new Map<number, () => void>()
  #isBroken = false

  /** Whether a reading is needed, unless what is missing still arrives. */
  get isBehind(): boolean {
    return this.#isBroken || this.#later.size > 0
  }

  take(sequence: number, apply: () => void): void {
    if (sequence < this.#expected) return
    if (sequence > this.#expected || this.#isBroken) this.#later.set(sequence, apply)
    else this.#apply(apply)
  }

  /** What was built from the messages is wrong: only a reading helps. */
  breakOff(): void {
    this.#isBroken = true
  }

  /**
   * @param compare - Called when the reading is of the very state that was heard of.
   * @returns Whether the reading is not older than what is known; `adopt` has then been called.
   */
  read(sequence: number, compare: () => void, adopt: () => void): boolean {
    if (sequence + 1 < this.#expected) return false
    if (sequence + 1 === this.#expected && !this.#isBroken) compare()
    this.#isBroken = false
    this.#expected = sequence + 1
    adopt()
    for (const each of this.#later.keys()) if (each <= sequence) this.#later.delete(each)
    this.#drain()
    return true
  }

  #apply(apply: () => void): void {
    this.#expected += 1
    apply()
    this.#drain()
  }

  #drain(): void {
    while (!this.#isBroken) {
      const next = this.#later.get(this.#expected)
      if (next === undefined) return
      this.#later.delete(this.#expected)
      this.#expected += 1
      next()
    }
  }
}
