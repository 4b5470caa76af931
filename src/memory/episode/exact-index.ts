import { dimensions } from './embedding-layout.ts'

/** What a vector is found by besides its direction. */
export type VectorTags = {
  readonly knownAt: number
  readonly instrument: number
  readonly regime: number
}

/** What is left out of a search. */
export type VectorFilter = {
  /** Only what was known before it. Unit: us. */
  readonly asOf: number
  readonly instrument?: number | undefined
  readonly regime?: number | undefined
  /** Only what was known from then on. Unit: us. */
  readonly since?: number | undefined
}

export type Found = { readonly id: number; readonly similarity: number }

/** Vectors by id, and those most like another: exact, by cosine; of equals the lower id first. */
export class ExactIndex {
  readonly #ids: number[] = []
  readonly #tags: VectorTags[] = []
  #units = new Float32Array(64 * dimensions)

  get size(): number {
    return this.#ids.length
  }

  add(id: number, vector: Float32Array, tags: VectorTags): void {
    const at = this.#ids.length * dimensions
    if (at === this.#units.length) {
      const grown = new Float32Array(2 * this.#units.length)
      grown.set(this.#units)
      this.#units = grown
    }
    this.#units.set(unitOf(vector), at)
    this.#ids.push(id)
    this.#tags.push(tags)
  }

  search(query: Float32Array, k: number, filter: VectorFilter): readonly Found[] {
    const { asOf, since = 0, instrument, regime } = filter
    const unit = unitOf(query)
    const best: { id: number; similarity: number }[] = []
    for (let n = 0; n < this.#ids.length; n += 1) {
      const tags = this.#tags[n]
      if (tags === undefined || tags.knownAt >= asOf || tags.knownAt < since) continue
      if (instrument !== undefined && tags.instrument !== instrument) continue
      if (regime !== undefined && tags.regime !== regime) continue
      const similarity = dot(this.#units, n * dimensions, unit)
      const last = best[best.length - 1]
      if (best.length === k && last !== undefined && similarity <= last.similarity) continue
      if (best.length === k) best.pop()
      let at = best.length
      while (at > 0 && (best[at - 1]?.similarity ?? 0) < similarity) at -= 1
      best.splice(at, 0, { id: this.#ids[n] ?? 0, similarity })
    }
    return best
  }
}

function unitOf(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, 0, vector))
  return length > 0 ? vector.map((value) => value / length) : vector
}

/** In one order, so that the same vectors always come to the same number. */
function dot(a: Float32Array, from: number, b: Float32Array): number {
  let [p, q, r, s] = [0, 0, 0, 0]
  for (let i = 0; i < dimensions; i += 4) {
    p += (a[from + i] as number) * (b[i] as number)
    q += (a[from + i + 1] as number) * (b[i + 1] as number)
    r += (a[from + i + 2] as number) * (b[i + 2] as number)
    s += (a[from + i + 3] as number) * (b[i + 3] as number)
  }
  return p + q + (r + s)
}
