/** The best entries seen so far: most similar first, of equals the lowest id. */
export class TopMatches {
  readonly #most: number
  readonly #ids: Float64Array
  readonly #similarities: Float64Array
  #count = 0

  /** @param most - How many are kept, 1 or more. */
  constructor(most: number) {
    this.#most = most
    this.#ids = new Float64Array(most)
    this.#similarities = new Float64Array(most)
  }

  /** An entry below this cannot be among them; minus infinity while there is room. */
  get least(): number {
    return this.#count < this.#most
      ? Number.NEGATIVE_INFINITY
      : (this.#similarities[this.#most - 1] as number)
  }

  offer(id: number, similarity: number): void {
    const ids = this.#ids
    const similarities = this.#similarities
    let at = this.#count
    for (; at > 0; at -= 1) {
      const before = similarities[at - 1] as number
      if (before > similarity || (before === similarity && (ids[at - 1] as number) < id)) break
    }
    if (at === this.#most) return
    const last = Math.min(this.#count, this.#most - 1)
    ids.copyWithin(at + 1, at, last)
    similarities.copyWithin(at + 1, at, last)
    ids[at] = id
    similarities[at] = similarity
    this.#count = last + 1
  }

  list(): readonly VectorMatch[] {
    return Array.from({ length: this.#count }, (_, at) => ({
      id: this.#ids[at] as number,
      similarity: this.#similarities[at] as number,
    }))
  }
}

/** An entry that was found. */
export type VectorMatch = {
  readonly id: number
  /** Cosine of the angle to the query, -1 to 1; 0 where one of the two is all zeros. */
  readonly similarity: number
}
