import { Random } from '../../base/index.ts'
import type { ExactScan } from './exact-scan.ts'
import { NeighbourGraph } from './neighbour-graph.ts'
import { type PreparedQuery, prepareQuery } from './prepared-query.ts'
import { RecallWatch } from './recall-watch.ts'
import type { VectorMatch } from './top-matches.ts'
import { chunkLength, dimensions, listAt, rowAddress } from './vector-kernel.ts'
import type { VectorStore } from './vector-store.ts'

/** The graph answers while it finds this share of the nearest, and is given up below the other. */
const recallMin = 0.99
const recallHopeless = 0.9

/** One entry in so many is looked for before it is linked. */
const triedOneIn = 64
const triedFor = 10

/** Entries that wait to be linked and can still be looked at one by one beside the graph. */
const waitingMost = 4_096

/** Why unfiltered queries are answered by the graph, or by looking at every entry. */
export type GraphStanding =
  | 'serving'
  /** Too few entries are linked to know how many of the nearest it finds. */
  | 'building'
  /** It finds too few of the nearest. */
  | 'imprecise'
  /** It found so few that it is not built further until there are twice as many entries. */
  | 'hopeless'

/** Builds the graph beside the entries, and knows what it is worth. */
export class GraphBuilder {
  readonly #store: VectorStore
  readonly #scan: ExactScan
  readonly #graph: NeighbourGraph
  readonly #watch = new RecallWatch()
  readonly #chance: Random
  /** Slots whose entries are to be linked, in the order in which they came, from `#first` on. */
  #waiting: number[] = []
  #first = 0
  /** Slots of deleted entries that are linked still. */
  #dead: number[] = []
  /** Entries there must be before a hopeless graph is tried again. */
  #retryAt = 0

  constructor(store: VectorStore, scan: ExactScan, seed: number) {
    this.#store = store
    this.#scan = scan
    this.#graph = new NeighbourGraph(store, seed)
    this.#chance = Random.stream(seed, 'vector tries')
  }

  get bytes(): number {
    return this.#graph.bytes + 8 * (this.#waiting.length - this.#first + this.#dead.length)
  }

  /** Entries that are linked. */
  get linked(): number {
    return this.#graph.count - this.#dead.length
  }

  get recall(): number | undefined {
    return this.#watch.recall
  }

  get standing(): GraphStanding {
    if (this.#retryAt > 0) return 'hopeless'
    const { recall } = this
    if (recall === undefined || this.#waiting.length - this.#first > waitingMost) return 'building'
    return recall < recallMin ? 'imprecise' : 'serving'
  }

  /** Takes a new entry, to be linked later. */
  add(slot: number): void {
    this.#waiting.push(slot)
  }

  /** An entry was deleted: its slot is free unless others are linked by way of it. */
  delete(slot: number): void {
    if (!this.#graph.has(slot)) {
      const at = this.#waiting.indexOf(slot, this.#first)
      this.#waiting.splice(at, 1)
      this.#store.release(slot)
      return
    }
    this.#dead.push(slot)
    if (this.#dead.length > 64 && 4 * this.#dead.length > this.#graph.count) this.restart()
  }

  /** Forgets the graph, and begins it again with the entries there are. */
  restart(): void {
    this.#graph.clear()
    this.#watch.clear()
    for (const slot of this.#dead) this.#store.release(slot)
    this.#dead = []
    this.#first = 0
    this.#retryAt = 0
    this.#waiting = []
    for (let slot = 0; slot < this.#store.slots; slot += 1)
      if (this.#store.isHeld(slot)) this.#waiting.push(slot)
  }

  /** Links up to `count` of the entries that wait. @returns How many are left to link. */
  advance(count: number): number {
    if (this.#retryAt > 0 && this.#store.size >= this.#retryAt) this.restart()
    for (
      let n = 0;
      n < count && this.#retryAt === 0 && this.#first < this.#waiting.length;
      n += 1
    ) {
      const slot = this.#waiting[this.#first] as number
      this.#first += 1
      if (this.#chance.below(triedOneIn) === 0) this.#try(slot)
      this.#graph.insert(slot)
      if ((this.recall ?? 1) < recallHopeless) this.#giveUp()
    }
    if (this.#first > chunkLength && 2 * this.#first > this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#first)
      this.#first = 0
    }
    return this.#retryAt > 0 ? 0 : this.#waiting.length - this.#first
  }

  /** Looks by way of the graph, and at those that wait one by one. */
  search(query: PreparedQuery, k: number): readonly VectorMatch[] {
    const { words } = this.#store.memory
    this.#scan.begin(query, k)
    this.#scan.look(this.#graph.search(words, listAt / 4))
    for (let from = this.#first; from < this.#waiting.length; from += chunkLength) {
      const some = this.#waiting.slice(from, from + chunkLength)
      words.set(some, listAt / 4)
      this.#scan.look(some.length)
    }
    return this.#scan.finish()
  }

  /** Looks for an entry that is not linked yet, by the graph and exactly among the linked. */
  #try(slot: number): void {
    const { kernel, memory, slots: end } = this.#store
    const at = rowAddress(slot) / 4
    const query = prepareQuery(kernel, memory.floats.slice(at, at + dimensions))
    const { words } = memory
    this.#scan.begin(query, triedFor)
    this.#scan.look(this.#graph.search(words, listAt / 4))
    const found = this.#scan.finish()
    this.#scan.begin(query, triedFor)
    for (let from = 0; from < end; from += chunkLength)
      this.#scan.look(
        this.#listLinked(words, from, Math.min(end, from + chunkLength)),
        this.#store.summaryOf(from),
      )
    this.#watch.note(found, this.#scan.finish())
  }

  /** Lists the linked entries from one slot up to another. @returns How many. */
  #listLinked(words: Int32Array, from: number, end: number): number {
    let count = 0
    for (let slot = from; slot < end; slot += 1) {
      if (!this.#graph.has(slot) || !this.#store.isHeld(slot)) continue
      words[listAt / 4 + count] = slot
      count += 1
    }
    return count
  }

  #giveUp(): void {
    const retryAt = 2 * this.#store.size
    this.restart()
    this.#retryAt = retryAt
  }
}
