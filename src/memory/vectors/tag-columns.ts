import type { EntryFilter, EntryTags } from './entry-tags.ts'
import type { VectorStore } from './vector-store.ts'

/** A filter in the numbers of the columns. */
export type PreparedFilter = {
  readonly from: number
  readonly to: number
  /** Numbers of the names wanted; -1 for any. */
  readonly instrument: number
  readonly regime: number
  /** For every set of agents, whether the one wanted is in it; `undefined` for any. */
  readonly isWantedSet: Uint8Array | undefined
}

const any = -1

/** What entries are tagged with, by slot, as numbers; names are kept once. */
export class TagColumns {
  readonly #store: VectorStore
  readonly #instruments = new Names()
  readonly #regimes = new Names()
  /** Sets of agents by their sorted names, and for each agent the sets it is in. */
  readonly #sets = new Names()
  readonly #setsOf = new Map<string, number[]>()
  #instrument = new Int32Array(0)
  #regime = new Int32Array(0)
  #agents = new Int32Array(0)

  constructor(store: VectorStore) {
    this.#store = store
  }

  get bytes(): number {
    return 3 * this.#agents.byteLength
  }

  put(slot: number, { instrument, regime, agents }: EntryTags): void {
    if (slot >= this.#agents.length) this.#widen(this.#store.ids.length)
    this.#instrument[slot] = this.#instruments.numberOf(instrument)
    this.#regime[slot] = this.#regimes.numberOf(regime)
    this.#agents[slot] = this.#setOf(agents)
  }

  /** @returns `undefined` where no entry can meet the filter. */
  prepare(filter: EntryFilter): PreparedFilter | undefined {
    const { instrument, regime, agent, asOf = Number.POSITIVE_INFINITY } = filter
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = filter
    const prepared = {
      from,
      to: Math.min(asOf, to),
      instrument: instrument === undefined ? any : this.#instruments.find(instrument),
      regime: regime === undefined ? any : this.#regimes.find(regime),
      isWantedSet: agent === undefined ? undefined : this.#setsWith(agent),
    }
    if (prepared.instrument === undefined || prepared.regime === undefined) return undefined
    return { ...prepared, instrument: prepared.instrument, regime: prepared.regime }
  }

  /**
   * Writes the slots from `start` up to `end` that meet the filter to `out`.
   *
   * @returns How many.
   */
  select(filter: PreparedFilter, start: number, end: number, out: Int32Array): number {
    const { from, to, instrument, regime, isWantedSet } = filter
    const { knownAt } = this.#store
    let count = 0
    for (let slot = start; slot < end; slot += 1) {
      const known = knownAt[slot] as number
      // Of a slot without an entry the time is no number, and this false.
      if (!(known >= from && known < to)) continue
      if (instrument !== any && this.#instrument[slot] !== instrument) continue
      if (regime !== any && this.#regime[slot] !== regime) continue
      if (isWantedSet !== undefined && isWantedSet[this.#agents[slot] as number] === 0) continue
      out[count] = slot
      count += 1
    }
    return count
  }

  #setOf(agents: readonly string[]): number {
    const sorted = [...new Set(agents)].sort()
    const known = this.#sets.count
    const set = this.#sets.numberOf(JSON.stringify(sorted))
    if (set < known) return set
    for (const agent of sorted) {
      const sets = this.#setsOf.get(agent)
      if (sets === undefined) this.#setsOf.set(agent, [set])
      else sets.push(set)
    }
    return set
  }

  #setsWith(agent: string): Uint8Array {
    const isWanted = new Uint8Array(this.#sets.count)
    for (const set of this.#setsOf.get(agent) ?? []) isWanted[set] = 1
    return isWanted
  }

  #widen(length: number): void {
    const [instrument, regime, agents] = [this.#instrument, this.#regime, this.#agents]
    this.#instrument = new Int32Array(length)
    this.#regime = new Int32Array(length)
    this.#agents = new Int32Array(length)
    this.#instrument.set(instrument)
    this.#regime.set(regime)
    this.#agents.set(agents)
  }
}

/** Names by numbers, in the order in which they came. */
class Names {
  readonly #numbers = new Map<string, number>()

  get count(): number {
    return this.#numbers.size
  }

  find(name: string): number | undefined {
    return this.#numbers.get(name)
  }

  numberOf(name: string): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    this.#numbers.set(name, this.count)
    return this.count - 1
  }
}
