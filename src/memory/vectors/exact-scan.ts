import type { PreparedQuery } from './prepared-query.ts'
import { TopMatches, type VectorMatch } from './top-matches.ts'
import { askedAt, chunkLength, dotsAt, exactAt, listAt } from './vector-kernel.ts'
import type { ChunkSummary, VectorStore } from './vector-store.ts'

/** No dot product is as small, none as large. */
const dotLeast = -2_147_483_648
const dotMost = 2_147_483_647

/** More than what doubles round off anywhere below. */
const slack = 1e-9

/**
 * Finds the most similar entries, exactly. Whole numbers say of each entry within which bounds its
 * similarity lies; only those that may be among the best are computed in full.
 *
 * **Why nothing is missed.** Let u and x be the directions of entry and query, u = s a + e and
 * x = t b + f, with codes a and b. Then u.x - st(a.b) = (s a).f + e.x, and since |x| = 1 and
 * |s a| <= 1 + |e|, the similarity is within |e| + (1 + |e|)|f| of st(a.b). The lengths |e| and |f|
 * are known. The k-th best of all lower bounds is no more than the k-th best similarity, so an
 * entry whose upper bound is below it is not among the best; and so for the k-th best of those
 * that were computed.
 */
export class ExactScan {
  readonly #store: VectorStore
  #scale = 0
  #error = 0
  #inverseLength = 0
  /** The best lower bounds, best first. */
  #lowest = new Float64Array(0)
  #top = new TopMatches(1)
  /** Entries that may be among the best, with their bounds. */
  #count = 0
  #kept = new Int32Array(chunkLength)
  #lower = new Float64Array(chunkLength)
  #upper = new Float64Array(chunkLength)

  constructor(store: VectorStore) {
    this.#store = store
  }

  /** Starts with a query that stands in the memory of the kernel. */
  begin({ scale, error, inverseLength }: PreparedQuery, k: number): void {
    this.#scale = scale
    this.#error = error
    this.#inverseLength = inverseLength
    this.#lowest = new Float64Array(k).fill(Number.NEGATIVE_INFINITY)
    this.#top = new TopMatches(k)
    this.#count = 0
  }

  /**
   * Looks at the first `count` of the slots listed in the memory of the kernel.
   *
   * @param chunk - That they are all in, where they are: most are then told apart by a glance.
   */
  look(count: number, chunk?: ChunkSummary): void {
    if (count === 0) return
    const { kernel, memory } = this.#store
    const { words } = memory
    // The kernel takes four at a time.
    for (let n = count; n % 4 !== 0; n += 1) words[listAt / 4 + n] = 0
    kernel.dots(askedAt, count)
    this.#keep(words, count, chunk)
  }

  /** The best of all that were looked at. */
  finish(): readonly VectorMatch[] {
    const bound = this.#lowest[this.#lowest.length - 1] as number
    this.#compute((at) => (this.#lower[at] as number) >= bound)
    this.#compute(
      (at) => (this.#lower[at] as number) < bound && (this.#upper[at] as number) >= this.#top.least,
    )
    return this.#top.list()
  }

  /** Keeps those that may be among the best, going by the whole numbers in `words`. */
  #keep(words: Int32Array, count: number, chunk: ChunkSummary | undefined): void {
    this.#makeRoom(count)
    const { scale, error } = this.#store
    const [kept, lower, upper, lowest] = [this.#kept, this.#lower, this.#upper, this.#lowest]
    const queryScale = this.#scale
    const perError = 1 + this.#error
    const rest = this.#error + slack
    let bound = lowest[lowest.length - 1] as number
    let least = this.#least(bound, chunk)
    let end = this.#count
    for (let n = 0; n < count; n += 1) {
      const dot = words[dotsAt / 4 + n] as number
      if (dot < least) continue
      const slot = words[listAt / 4 + n] as number
      const middle = dot * queryScale * (scale[slot] as number)
      const width = (error[slot] as number) * perError + rest
      if (middle + width < bound) continue
      kept[end] = slot
      lower[end] = middle - width
      upper[end] = middle + width
      end += 1
      if (middle - width <= bound) continue
      bound = raise(lowest, middle - width)
      least = this.#least(bound, chunk)
    }
    this.#count = end
  }

  /** No dot product below it reaches `bound`, whatever scale and error of the chunk it has. */
  #least(bound: number, chunk: ChunkSummary | undefined): number {
    if (chunk === undefined) return dotLeast
    const room = bound - (chunk.errorMost * (1 + this.#error) + this.#error + slack)
    if (!(room > 0)) return dotLeast
    const least = (room / (this.#scale * chunk.scaleMost)) * (1 - slack)
    // Whole and of 32 bits, so that the loop compares as fast as it reads.
    return Math.min(dotMost, Math.ceil(least)) | 0
  }

  /** Computes those kept that `isWanted`, a list at a time. */
  #compute(isWanted: (at: number) => boolean): void {
    const { words } = this.#store.memory
    let listed = 0
    for (let at = 0; at < this.#count; at += 1) {
      if (!isWanted(at)) continue
      words[listAt / 4 + listed] = this.#kept[at] as number
      listed += 1
      if (listed < chunkLength) continue
      this.#offer(listed)
      listed = 0
    }
    this.#offer(listed)
  }

  #offer(count: number): void {
    const { kernel, memory, ids, inverseLength } = this.#store
    kernel.exact(count)
    for (let n = 0; n < count; n += 1) {
      const slot = memory.words[listAt / 4 + n] as number
      const lengths = this.#inverseLength * (inverseLength[slot] as number)
      const cosine = (memory.doubles[exactAt / 8 + n] as number) * lengths
      // Rounding must not leave a similarity beyond that of equals, nor a zero with a sign.
      this.#top.offer(ids[slot] as number, Math.max(-1, Math.min(1, cosine)) + 0)
    }
  }

  #makeRoom(count: number): void {
    if (this.#count + count <= this.#kept.length) return
    const length = 2 * (this.#count + count)
    const [kept, lower, upper] = [this.#kept, this.#lower, this.#upper]
    this.#kept = new Int32Array(length)
    this.#lower = new Float64Array(length)
    this.#upper = new Float64Array(length)
    this.#kept.set(kept)
    this.#lower.set(lower)
    this.#upper.set(upper)
  }
}

/** Puts a bound among the best, which stay sorted. @returns The last of them. */
function raise(lowest: Float64Array, bound: number): number {
  let at = lowest.length - 1
  for (; at > 0 && (lowest[at - 1] as number) < bound; at -= 1)
    lowest[at] = lowest[at - 1] as number
  lowest[at] = bound
  return lowest[lowest.length - 1] as number
}
