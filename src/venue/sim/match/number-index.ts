/** Finds slots by order number: open addressing over typed arrays, a few nanoseconds a look. */
export class NumberIndex {
  #keys = new Float64Array(64)
  #slots = new Int32Array(64)
  #mask = 63
  #count = 0

  /** 0 when the number is not known. */
  get(number: number): number {
    let at = this.#home(number)
    for (;;) {
      const key = this.#keys[at] as number
      if (key === number) return this.#slots[at] as number
      if (key === 0) return 0
      at = (at + 1) & this.#mask
    }
  }

  /** @param number - Not 0 and not known. @param slot - Not 0. */
  add(number: number, slot: number): void {
    if (this.#count * 2 >= this.#mask) this.#grow()
    this.#count += 1
    this.#insert(number, slot)
  }

  delete(number: number): void {
    let at = this.#home(number)
    while (this.#keys[at] !== number) {
      if (this.#keys[at] === 0) return
      at = (at + 1) & this.#mask
    }
    this.#count -= 1
    this.#fillGap(at)
  }

  /** Moves back what had been pushed beyond its home by what was deleted. */
  #fillGap(from: number): void {
    let gap = from
    let at = (gap + 1) & this.#mask
    for (;;) {
      const key = this.#keys[at] as number
      if (key === 0) break
      const distance = (at - this.#home(key)) & this.#mask
      if (distance >= ((at - gap) & this.#mask)) {
        this.#keys[gap] = key
        this.#slots[gap] = this.#slots[at] as number
        gap = at
      }
      at = (at + 1) & this.#mask
    }
    this.#keys[gap] = 0
  }

  /** Numbers come one after another, so that those of one time lie side by side. */
  #home(number: number): number {
    const low = number | 0
    return (low ^ (low >>> 15)) & this.#mask
  }

  #insert(number: number, slot: number): void {
    let at = this.#home(number)
    while (this.#keys[at] !== 0) at = (at + 1) & this.#mask
    this.#keys[at] = number
    this.#slots[at] = slot
  }

  #grow(): void {
    const keys = this.#keys
    const slots = this.#slots
    this.#keys = new Float64Array(keys.length * 2)
    this.#slots = new Int32Array(keys.length * 2)
    this.#mask = keys.length * 2 - 1
    for (let i = 0; i < keys.length; i += 1)
      if (keys[i] !== 0) this.#insert(keys[i] as number, slots[i] as number)
  }
}
