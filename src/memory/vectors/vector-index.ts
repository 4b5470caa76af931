import { assert } from '../../base/index.ts'
import { compiledKernel } from './compiled-kernel.ts'
import type { EntryFilter, EntryTags } from './entry-tags.ts'
import { ExactScan } from './exact-scan.ts'
import { GraphBuilder, type GraphStanding } from './graph-builder.ts'
import { plainKernel } from './plain-kernel.ts'
import { prepareQuery } from './prepared-query.ts'
import { TagColumns } from './tag-columns.ts'
import type { VectorMatch } from './top-matches.ts'
import { chunkLength, listAt, type VectorKernel } from './vector-kernel.ts'
import { isVector, VectorStore } from './vector-store.ts'

/** The most matches that the graph is asked for; beyond it every entry is looked at. */
const graphMatchesMax = 32

/** How the index stands, for people. */
export type IndexStanding = {
  readonly entries: number
  readonly linked: number
  readonly graph: GraphStanding
  /** Share of the ten nearest that the graph found of late; `undefined` before enough tries. */
  readonly recall: number | undefined
  readonly bytes: number
}

/**
 * The entries nearest to a vector of 384 numbers, by the cosine of the angle between them.
 *
 * A search with a filter looks at every entry that meets it, and is exact. One without is answered
 * by a graph of neighbours once that has been built and has shown that it finds 99 of 100; until
 * then, and on vectors without structure for ever, it is exact too. Kept in memory alone: it is
 * built from the records, and the same entries in the same order give the same answers to the bit.
 */
export class VectorIndex {
  readonly #store: VectorStore
  readonly #tags: TagColumns
  readonly #scan: ExactScan
  readonly #graph: GraphBuilder

  /**
   * @param seed - Of the graph's levels and of which entries it is tried on; whole, from 0.
   * @param kernel - What computes: the fastest there is by default, and all come to the same.
   */
  constructor(seed = 0, kernel: VectorKernel = compiledKernel() ?? plainKernel()) {
    this.#store = new VectorStore(kernel)
    this.#tags = new TagColumns(this.#store)
    this.#scan = new ExactScan(this.#store)
    this.#graph = new GraphBuilder(this.#store, this.#scan, seed)
  }

  /** Entries in it. */
  get size(): number {
    return this.#store.size
  }

  has(id: number): boolean {
    return this.#store.slotOf(id) !== undefined
  }

  /**
   * Adds an entry, which is found from now on.
   *
   * @param id - Whole; not that of another entry.
   * @param vector - 384 finite numbers of any length together; copied.
   * @throws InvariantError when it is none of that, or there are a million entries.
   */
  add(id: number, vector: Float32Array, tags: EntryTags): void {
    assert(Number.isSafeInteger(id), `an entry's id must be whole, was ${id}`)
    assert(isVector(vector), `entry ${id} must have 384 finite numbers`)
    assert(Number.isFinite(tags.knownAt), `entry ${id} must have a time`)
    const slot = this.#store.add(id, vector, tags.knownAt)
    this.#tags.put(slot, tags)
    this.#graph.add(slot)
  }

  /** Takes an entry out. @returns Whether it was there. */
  delete(id: number): boolean {
    const slot = this.#store.delete(id)
    if (slot === undefined) return false
    this.#graph.delete(slot)
    return true
  }

  /**
   * The `k` nearest of the entries that meet `filter`, the nearest first, of equals the lowest id;
   * fewer where there are fewer. Exact with a filter; without one see `standing`.
   *
   * @param k - 1 or more.
   * @throws InvariantError when `query` is no vector of 384 finite numbers.
   */
  search(query: Float32Array, k: number, filter?: EntryFilter): readonly VectorMatch[] {
    const isFiltered = filter !== undefined && Object.values(filter).some((of) => of !== undefined)
    if (isFiltered || k > graphMatchesMax || this.#graph.standing !== 'serving')
      return this.searchExactly(query, k, filter)
    requireQuery(query, k)
    const found = this.#graph.search(prepareQuery(this.#store.kernel, query), k)
    return found.length < Math.min(k, this.size) ? this.searchExactly(query, k) : found
  }

  /** The same, by looking at every entry whatever the graph may do. */
  searchExactly(query: Float32Array, k: number, filter: EntryFilter = {}): readonly VectorMatch[] {
    requireQuery(query, k)
    const prepared = this.#tags.prepare(filter)
    if (prepared === undefined || this.size === 0) return []
    const { kernel, memory, slots: end } = this.#store
    this.#scan.begin(prepareQuery(kernel, query), Math.min(k, this.size))
    for (let from = 0; from < end; from += chunkLength) {
      const to = Math.min(end, from + chunkLength)
      const count = this.#tags.select(prepared, from, to, memory.words, listAt / 4)
      this.#scan.look(count, this.#store.summaryOf(from))
    }
    return this.#scan.finish()
  }

  /**
   * Builds the graph a little further: call it between other work. Every answer is complete all
   * the while.
   *
   * @param entries - To be linked, each in well under a millisecond.
   * @returns How many are left.
   */
  advance(entries: number): number {
    return this.#graph.advance(entries)
  }

  /** Forgets the graph, to be built anew by `advance`. */
  rebuild(): void {
    this.#graph.restart()
  }

  standing(): IndexStanding {
    const { linked, standing, recall } = this.#graph
    const bytes = this.#store.bytes + this.#tags.bytes + this.#graph.bytes
    return { entries: this.size, linked, graph: standing, recall, bytes }
  }
}

function requireQuery(query: Float32Array, k: number): void {
  assert(isVector(query), 'a query must have 384 finite numbers')
  assert(Number.isInteger(k) && k >= 1, `k must be whole and at least 1, was ${k}`)
}
