import { Random } from '../../base/index.ts'
import { CandidatePool } from './candidate-pool.ts'
import { GraphLinks, linksAbove, linksBefore, linksMost, linksRoom } from './graph-links.ts'
import { askedAt, dotsAt, heldAt, listAt } from './vector-kernel.ts'
import type { VectorStore } from './vector-store.ts'

/** Nodes kept on the way when a node is linked, and when a query is answered. */
const breadthBuild = 100
const breadthSearch = 64

/**
 * A graph of entries in which each is linked to near ones, on levels that thin out upwards: from
 * the top a search goes to whatever is nearer to the query, then a level down. Fast, and not sure
 * to find the nearest.
 *
 * It goes by the whole numbers of the entries alone, so that every kernel comes to the same graph;
 * levels are drawn from a seed, one draw a node. The same entries in the same order make the same
 * graph.
 *
 * @see Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using
 *   hierarchical navigable small world graphs", 2016.
 */
export class NeighbourGraph {
  readonly #store: VectorStore
  readonly #chance: Random
  readonly #links = new GraphLinks()
  readonly #pool = new CandidatePool(Math.max(breadthBuild, breadthSearch))
  readonly #thinned = new CandidatePool(linksRoom + 1)
  readonly #chosen = new Int32Array(linksRoom)
  /** In which search a slot was seen last. */
  #seen = new Uint32Array(0)
  #search = 0
  #entry = -1
  #levels = 0
  /** Nodes, those whose entries were deleted among them. */
  count = 0

  constructor(store: VectorStore, seed: number) {
    this.#store = store
    this.#chance = Random.stream(seed, 'vector levels')
  }

  get bytes(): number {
    return this.#links.bytes + this.#seen.byteLength
  }

  has(slot: number): boolean {
    return this.#links.has(slot)
  }

  /** Links the entry of `slot` to its nearest. */
  insert(slot: number): void {
    const { kernel, scale, slots, ids } = this.#store
    const level = this.#drawLevel()
    this.#links.open(slot, level, ids.length)
    this.count += 1
    if (this.#entry >= 0) {
      kernel.widen(slot, askedAt)
      const ownScale = scale[slot] as number
      this.#start(slots, ownScale)
      for (let at = this.#levels - 1; at >= 0; at -= 1) {
        this.#pool.reopen(at > level ? 1 : breadthBuild)
        this.#spread(at, ownScale)
        if (at <= level) this.#link(slot, at)
        this.#startAgain()
      }
    }
    if (level < this.#levels) return
    this.#levels = level + 1
    this.#entry = slot
  }

  /**
   * Finds entries near the query that stands in the memory of the kernel.
   *
   * @returns How many were written to `out` from `at` on, `breadthSearch` at most.
   */
  search(out: Int32Array, at: number): number {
    if (this.#entry < 0) return 0
    this.#start(this.#store.slots, 1)
    for (let level = this.#levels - 1; level >= 0; level -= 1) {
      this.#pool.reopen(level > 0 ? 1 : breadthSearch)
      this.#spread(level, 1)
      if (level > 0) this.#startAgain()
    }
    let count = 0
    for (let n = 0; n < this.#pool.count; n += 1) {
      const slot = this.#pool.slots[n] as number
      if (!this.#store.isHeld(slot)) continue
      out[at + count] = slot
      count += 1
    }
    return count
  }

  /** Forgets every node. Levels go on being drawn where they were. */
  clear(): void {
    this.#links.clear()
    this.#entry = -1
    this.#levels = 0
    this.count = 0
  }

  /** One of sixteen goes a level up, and so on. */
  #drawLevel(): number {
    let level = 0
    while (this.#chance.below(linksAbove) === 0) level += 1
    return level
  }

  /** Begins a search at the entry of the top level. */
  #start(slots: number, scale: number): void {
    if (slots > this.#seen.length) this.#seen = new Uint32Array(2 * slots)
    this.#newSearch()
    this.#pool.reset(1)
    const { words } = this.#store.memory
    words[listAt / 4] = this.#entry
    this.#look(words, 1, scale)
    this.#seen[this.#entry] = this.#search
  }

  /** What was found on a level is where the next begins; nothing else was seen there. */
  #startAgain(): void {
    this.#newSearch()
    const { slots, count } = this.#pool
    for (let at = 0; at < count; at += 1) this.#seen[slots[at] as number] = this.#search
  }

  #newSearch(): void {
    this.#search += 1
    if (this.#search <= 0xffffffff) return
    this.#seen.fill(0)
    this.#search = 1
  }

  /** Goes from the nearest to its links until nothing nearer comes. */
  #spread(level: number, scale: number): void {
    const links = this.#links.array
    const seen = this.#seen
    const { words } = this.#store.memory
    for (let slot = this.#pool.next(); slot >= 0; slot = this.#pool.next()) {
      const first = this.#links.at(slot, level)
      const last = first + (links[first] as number)
      let count = 0
      for (let at = first + 1; at <= last; at += 1) {
        const other = links[at] as number
        if (seen[other] === this.#search) continue
        seen[other] = this.#search
        words[listAt / 4 + count] = other
        count += 1
      }
      if (count > 0) this.#look(words, count, scale)
    }
  }

  /** Offers the first `count` of those listed to the pool. */
  #look(words: Int32Array, count: number, ownScale: number): void {
    const { kernel, scale } = this.#store
    for (let n = count; n % 4 !== 0; n += 1) words[listAt / 4 + n] = 0
    kernel.dots(askedAt, count)
    for (let n = 0; n < count; n += 1) {
      const slot = words[listAt / 4 + n] as number
      const dot = words[dotsAt / 4 + n] as number
      this.#pool.offer(slot, dot * ownScale * (scale[slot] as number))
    }
  }

  /** Whole dot products of the entry held with the first `count` of `slots`. */
  #dots(slots: Int32Array, count: number): Int32Array {
    const { kernel, memory } = this.#store
    const { words } = memory
    const padded = (count + 3) & ~3
    for (let n = 0; n < padded; n += 1) words[listAt / 4 + n] = n < count ? (slots[n] as number) : 0
    kernel.dots(heldAt, count)
    return words
  }

  /** Links `slot` and those chosen from the pool to one another. */
  #link(slot: number, level: number): void {
    const links = this.#links.array
    const own = this.#links.at(slot, level)
    const count = this.#choose(this.#pool, linksAbove)
    links[own] = count
    links.set(this.#chosen.subarray(0, count), own + 1)
    for (let n = 1; n <= count; n += 1) this.#linkBack(links[own + n] as number, slot, level)
  }

  #linkBack(from: number, to: number, level: number): void {
    const links = this.#links.array
    const first = this.#links.at(from, level)
    const count = links[first] as number
    if (count < linksBefore(level)) {
      links[first + count + 1] = to
      links[first] = count + 1
      return
    }
    this.#thin(from, to, level)
  }

  /** Leaves a node that has too many links those that lead in different directions. */
  #thin(from: number, to: number, level: number): void {
    const { kernel, scale } = this.#store
    const links = this.#links.array
    const first = this.#links.at(from, level)
    const count = links[first] as number
    const others = links.slice(first + 1, first + 2 + count)
    others[count] = to
    kernel.widen(from, heldAt)
    const words = this.#dots(others, count + 1)
    this.#thinned.reset(linksRoom + 1)
    for (let n = 0; n <= count; n += 1) {
      const other = others[n] as number
      const dot = words[dotsAt / 4 + n] as number
      this.#thinned.offer(other, dot * (scale[from] as number) * (scale[other] as number))
    }
    const kept = this.#choose(this.#thinned, linksMost(level))
    links[first] = kept
    links.set(this.#chosen.subarray(0, kept), first + 1)
  }

  /**
   * Chooses from the nearest on, leaving out whatever is nearer to one already chosen than to the
   * node itself: that one leads there.
   *
   * @returns How many of `chosen`.
   */
  #choose(from: CandidatePool, most: number): number {
    const { kernel, scale } = this.#store
    const chosen = this.#chosen
    let count = 0
    for (let at = 0; at < from.count && count < most; at += 1) {
      const slot = from.slots[at] as number
      const own = scale[slot] as number
      const similarity = from.similarities[at] as number
      let isApart = true
      if (count > 0) {
        kernel.widen(slot, heldAt)
        const words = this.#dots(chosen, count)
        for (let n = 0; n < count && isApart; n += 1) {
          const dot = words[dotsAt / 4 + n] as number
          isApart = dot * own * (scale[chosen[n] as number] as number) <= similarity
        }
      }
      if (!isApart) continue
      chosen[count] = slot
      count += 1
    }
    return count
  }
}
