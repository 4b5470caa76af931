import type { EntryFilter, EntryTags } from './entry-tags.ts'
import type { VectorStore } from './vector-store.ts'

/** A filter in the numbers of the columns. */
export type PreparedFilter = {
  readonly since: number
  readonly until: number
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
  readonly #setsOf = new Map<string | number, number[]>()
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
    const { agent, asOf = Number.POSITIVE_INFINITY } = filter
    const { from: since = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = filter
    const instrument = wantedOf(filter.instrument, this.#instruments)
    const regime = wantedOf(filter.regime, this.#regimes)
    if (instrument === undefined || regime === undefined) return undefined
    const isWantedSet = agent === undefined ? undefined : this.#setsWith(agent)
    return { since, until: Math.min(asOf, to), instrument, regime, isWantedSet }
  }

  /**
   * Writes the slots from `start` up to `end` that meet the filter to `out`, from `at` on.
   *
   * @returns How many.
   */
  select(filter: PreparedFilter, start: number, end: number, out: Int32Array, at: number): number {
    const { instrument, regime, isWantedSet } = filter
    const meeting = this.#store.timesMeet(start, filter)
    if (meeting === 'none') return 0
    if (meeting === 'all' && instrument === any && regime === any && isWantedSet === undefined) {
      for (let slot = start; slot < end; slot += 1) out[at + slot - start] = slot
      return end - start
    }
    return this.#selectEach(filter, start, end, out, at)
  }

  #selectEach(
    { since, until, instrument, regime, isWantedSet }: PreparedFilter,
    start: number,
    end: number,
    out: Int32Array,
    at: number,
  ): number {
    const { knownAt } = this.#store
    const [instruments, regimes, agents] = [this.#instrument, this.#regime, this.#agents]
    let next = at
    for (let slot = start; slot < end; slot += 1) {
      const known = knownAt[slot] as number
      // Of a slot without an entry the time is no number, and this false.
      if (!(known >= since && known < until)) continue
      if (instrument !== any && instruments[slot] !== instrument) continue
      if (regime !== any && regimes[slot] !== regime) continue
      if (isWantedSet !== undefined && isWantedSet[agents[slot] as number] === 0) continue
      out[next] = slot
      next += 1
    }
    return next - at
  }

  #setOf(agents: readonly (string | number)[]): number {
    const sorted = agents.map((agent) => JSON.stringify(agent)).sort()
    const known = this.#sets.count
    const set = this.#sets.numberOf([...new Set(sorted)].join())
    if (set < known) return set
    for (const agent of new Set(agents)) {
      const sets = this.#setsOf.get(agent)
      if (sets === undefined) this.#setsOf.set(agent, [set])
      else sets.push(set)
    }
    return set
  }

  #setsWith(agent: string | number): Uint8Array {
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

/** @returns `undefined` of a name that no entry has. */
function wantedOf(name: string | number | undefined, names: Names): number | undefined {
  return name === undefined ? any : names.find(name)
}

/** Names by numbers, in the order in which they came. */
class Names {
  readonly #numbers = new Map<string | number, number>()

  get count(): number {
    return this.#numbers.size
  }

  find(name: string | number): number | undefined {
    return this.#numbers.get(name)
  }

  numberOf(name: string | number): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    this.#numbers.set(name, this.count)
    return this.count - 1
  }
}
