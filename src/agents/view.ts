import type { BarColumns, InstrumentId, Micros } from '../domain/index.ts'
import type { FeatureSpec, Reading } from '../features/index.ts'
import type { Mind } from './mind.ts'
import type { Place } from './module/place.ts'
import type { Opinion } from './opinion.ts'
import type { Peer } from './peer.ts'
import type { Recall } from './recall.ts'

/** The features an agent asked for, by the names it gave them. */
export type FeatureSpecs = { readonly [name: string]: FeatureSpec }
/** The readings of features, by the names an agent gave them. */
export type Readings<F extends FeatureSpecs> = { readonly [K in keyof F]: Reading }

/** All an agent may see: the past, up to the close of the newest bar, and what it holds. */
export interface View<F extends FeatureSpecs = FeatureSpecs> {
  /** Close of the newest bar. Nothing in the view is later. */
  readonly asOf: Micros
  readonly instrumentId: InstrumentId
  /** The newest bar, in quote units; volume in base units. */
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  /** The close `bars` bars before the newest; NaN before the beginning. */
  closeAgo(bars: number): number
  readonly features: Readings<F>
  /** Every instrument of the desk, this one among them, as far as their bars are known now. */
  readonly peers: readonly Peer[]
  /** What the agent remembers of this instrument; absent for those that remember nothing. */
  readonly mind: Mind | undefined
  /** What came of moments like this one; absent on a desk that goes by no memory. */
  readonly recall?: Recall | undefined
  /** Fees, limits and grid of the instrument; absent where no desk is. */
  readonly place?: Place | undefined
  /** Signed share of equity held in this instrument now. */
  readonly position: number
  /** How many bars make a year at this interval, for annualising. */
  readonly barsPerYear: number
  /**
   * A number in [0, 1) that depends on the seed, the agent, the instrument and the bar and on
   * nothing else: chance without state. The same bar always gives the same number.
   */
  readonly chance: number
  /**
   * The same opinion in a record that is used again on the next bar. Returning the literal works as
   * well; returning `view.say(literal)` allocates nothing, which an agent that speaks on every
   * second of a million bars can feel.
   */
  say(opinion: Opinion): Opinion
}

type Said = { -readonly [K in keyof Opinion]-?: Opinion[K] }

/** The view over columns. One per agent and instrument; `row` is moved, nothing is copied. */
export class BarView implements View {
  readonly instrumentId: InstrumentId
  readonly features: Readings<FeatureSpecs>
  readonly peers: readonly Peer[]
  readonly mind: Mind | undefined
  readonly recall: Recall | undefined
  readonly place: Place | undefined
  readonly barsPerYear: number
  row = 0
  position = 0
  readonly #bars: BarColumns
  readonly #tickSize: number
  readonly #lotSize: number
  readonly #chanceKey: number
  readonly #said: Said = {
    exposure: 0,
    confidence: 0,
    stop: 0,
    target: 0,
    holdUs: 0,
    follows: false,
    quotes: undefined,
    legs: undefined,
    limit: undefined,
    slippageMaxBps: undefined,
  }

  constructor(of: {
    readonly instrumentId: InstrumentId
    readonly bars: BarColumns
    readonly tickSize: number
    readonly lotSize: number
    readonly barsPerYear: number
    readonly features: Readings<FeatureSpecs>
    readonly peers?: readonly Peer[]
    readonly mind?: Mind | undefined
    readonly recall?: Recall | undefined
    readonly place?: Place | undefined
    /** 32 bits drawn from the seed for this agent and instrument. */
    readonly chanceKey: number
  }) {
    this.instrumentId = of.instrumentId
    this.features = of.features
    this.peers = of.peers ?? []
    this.mind = of.mind
    this.recall = of.recall
    this.place = of.place
    this.barsPerYear = of.barsPerYear
    this.#bars = of.bars
    this.#tickSize = of.tickSize
    this.#lotSize = of.lotSize
    this.#chanceKey = of.chanceKey
  }

  get asOf(): Micros {
    return this.#bars.ts[this.row] as Micros
  }

  get open(): number {
    return (this.#bars.open[this.row] as number) * this.#tickSize
  }

  get high(): number {
    return (this.#bars.high[this.row] as number) * this.#tickSize
  }

  get low(): number {
    return (this.#bars.low[this.row] as number) * this.#tickSize
  }

  get close(): number {
    return (this.#bars.close[this.row] as number) * this.#tickSize
  }

  get volume(): number {
    return (this.#bars.volume[this.row] as number) * this.#lotSize
  }

  closeAgo(bars: number): number {
    const row = this.row - bars
    return row >= 0 && bars >= 0 ? (this.#bars.close[row] as number) * this.#tickSize : Number.NaN
  }

  say(opinion: Opinion): Opinion {
    const said = this.#said
    said.exposure = opinion.exposure
    said.confidence = opinion.confidence
    said.stop = opinion.stop
    said.target = opinion.target
    said.holdUs = opinion.holdUs ?? 0
    said.follows = opinion.follows ?? false
    said.quotes = opinion.quotes
    said.legs = opinion.legs
    said.limit = opinion.limit
    said.slippageMaxBps = opinion.slippageMaxBps
    return said
  }

  get chance(): number {
    const ts = this.asOf
    const seconds = ts / 1_000_000
    const mixed = mix(mix(this.#chanceKey ^ (seconds >>> 0)) + Math.floor(seconds / 4294967296))
    return mixed / 4294967296
  }
}

/** Thirty-two bits well stirred. @see The finaliser of MurmurHash3, public domain. */
function mix(word: number): number {
  let h = word | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
