import type { Json } from '../../base/index.ts'
import type { LegWishes } from '../legs.ts'
import type { Mind } from '../mind.ts'
import type { Peer } from '../peer.ts'
import { CycleSearch, type Exchange } from './cycle-search.ts'

/** Which cycles are looked for, what they cost, and how they are taken. */
export type CycleWatchOptions = {
  /** Whether a coin is the same on every venue, or another on each. */
  readonly isAcrossVenues: boolean
  /** Cost of a leg: fee and what the depth of a book takes, as a share. */
  readonly cost: number
  /** How often each leg is paid for: 2 where it has to be closed again. */
  readonly trips: number
  /** Gain after costs from which it is taken; gain before costs at which it is over. */
  readonly least: number
  readonly exit: number
  /** Longest time it is held. Unit: us. */
  readonly holdUs: number
  /** Share of equity of all legs together. */
  readonly exposure: number
  readonly unwindCostMaxBps: number
  readonly patienceUs: number
}

/** An instrument bought, or sold. */
type Leg = { readonly at: number; readonly sign: 1 | -1 }

/**
 * The instruments of a desk as exchanges of one coin for another, and a cycle of them that gains.
 * Only closes of one time are compared: what has not closed yet would make a gap that there is not.
 */
export class CycleWatch implements Mind {
  readonly #options: CycleWatchOptions
  #search: CycleSearch | undefined
  /** Two for each instrument: sold, and bought. */
  #legs: readonly Leg[] = []
  #asOf = -1
  #held: readonly Leg[] = []
  #since = -1
  #leftAt = -1
  #wishes: LegWishes | undefined
  /** Before costs, of what is held, or was left; NaN before the first. */
  #gross = Number.NaN

  constructor(options: CycleWatchOptions) {
    this.#options = options
  }

  /** Legs that are wanted now. */
  get count(): number {
    return this.#held.length
  }

  /** What the cycle that is held brings before costs now, as a share; NaN before the first. */
  get gross(): number {
    return this.#gross
  }

  /** Takes in the closes of `asOf`. */
  look(peers: readonly Peer[], asOf: number): void {
    if (asOf === this.#asOf) return
    this.#asOf = asOf
    if (this.#held.length > 0) this.#follow(peers, asOf)
    else this.#seek(peers, asOf)
  }

  #follow(peers: readonly Peer[], asOf: number): void {
    const { exit, holdUs } = this.#options
    const gross = Math.expm1(-lengthOf(this.#held, peers, asOf))
    // What is not known of a leg is waited for.
    if (Number.isFinite(gross)) this.#gross = gross
    if (!(gross <= exit) && asOf - this.#since < holdUs) return
    this.#leftAt = asOf
    this.#wishes = this.#wish(this.#held, peers, 0)
    this.#held = []
  }

  #seek(peers: readonly Peer[], asOf: number): void {
    const { cost, trips, least, exposure } = this.#options
    const search = this.#searchOf(peers)
    const paid = -trips * Math.log1p(-cost)
    for (let i = 0; i < this.#legs.length; i += 1)
      search.lengths[i] = legLength(this.#legs[i] as Leg, peers, asOf) + paid
    const cycle = search.find()?.map((i) => this.#legs[i] as Leg)
    if (cycle === undefined) return
    const length = lengthOf(cycle, peers, asOf)
    if (Math.expm1(-length - cycle.length * paid) < least) return
    this.#held = cycle
    this.#since = asOf
    this.#gross = Math.expm1(-length)
    this.#wishes = this.#wish(cycle, peers, exposure / cycle.length)
  }

  #wish(legs: readonly Leg[], peers: readonly Peer[], each: number): LegWishes {
    const { unwindCostMaxBps, patienceUs } = this.#options
    return {
      legs: legs.flatMap(({ at, sign }) => {
        const peer = peers[at]
        const exposure = each === 0 ? 0 : sign * each
        return peer === undefined ? [] : [{ instrumentId: peer.instrumentId, exposure }]
      }),
      unwindCostMaxBps,
      patienceUs,
    }
  }

  /** Who is on a desk does not change while it runs. */
  #searchOf(peers: readonly Peer[]): CycleSearch {
    if (this.#search !== undefined) return this.#search
    const graph = graphOf(peers, this.#options.isAcrossVenues)
    this.#legs = graph.legs
    this.#search = new CycleSearch(graph.exchanges)
    return this.#search
  }

  /** The legs that are wanted now: of 0 where they were just left; `undefined` for nothing new. */
  wishes(peers: readonly Peer[]): LegWishes | undefined {
    if (this.#held.length === 0) return this.#leftAt === this.#asOf ? this.#wishes : undefined
    this.#wishes ??= this.#wish(this.#held, peers, this.#options.exposure / this.#held.length)
    return this.#wishes
  }

  save(): Json {
    return {
      asOf: this.#asOf,
      held: this.#held.map(({ at, sign }) => ({ at, sign })),
      count: this.count,
      since: this.#since,
      leftAt: this.#leftAt,
      closing: this.#held.length === 0 ? ((this.#wishes ?? null) as Json) : null,
      gross: Number.isFinite(this.#gross) ? this.#gross : null,
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    this.#asOf = Number(saved['asOf'])
    this.#held = (saved['held'] ?? []) as readonly Leg[]
    this.#since = Number(saved['since'])
    this.#leftAt = Number(saved['leftAt'])
    this.#wishes = (saved['closing'] ?? undefined) as LegWishes | undefined
    this.#gross = saved['gross'] === null ? Number.NaN : Number(saved['gross'])
  }
}

/** Base, quote and venue of an id; a perpetual is no exchange of coins. */
const spot = /^([A-Z0-9]+)-([A-Z0-9]+)\.(.+)$/

/** The coins that are exchanged on spot markets of a desk, and how. */
function graphOf(
  peers: readonly Peer[],
  isAcrossVenues: boolean,
): { readonly exchanges: readonly Exchange[]; readonly legs: readonly Leg[] } {
  const nodes = new Map<string, number>()
  const node = (coin: string, venue: string): number => {
    const name = isAcrossVenues ? coin : `${coin}.${venue}`
    const known = nodes.get(name) ?? nodes.size
    nodes.set(name, known)
    return known
  }
  const exchanges: Exchange[] = []
  const legs: Leg[] = []
  peers.forEach(({ instrumentId }, at) => {
    const [, base, quote, venue] = spot.exec(instrumentId) ?? []
    if (base === undefined || quote === undefined || venue === undefined) return
    const [from, to] = [node(base, venue), node(quote, venue)]
    exchanges.push({ from, to }, { from: to, to: from })
    legs.push({ at, sign: -1 }, { at, sign: 1 })
  })
  return { exchanges, legs }
}

/** Minus the logarithm of what a unit brings before costs; NaN where that is not known. */
function legLength({ at, sign }: Leg, peers: readonly Peer[], asOf: number): number {
  const peer = peers[at]
  return peer?.asOf === asOf ? sign * Math.log(peer.close) : Number.NaN
}

function lengthOf(legs: readonly Leg[], peers: readonly Peer[], asOf: number): number {
  let sum = 0
  for (let i = 0; i < legs.length; i += 1) sum += legLength(legs[i] as Leg, peers, asOf)
  return sum
}
