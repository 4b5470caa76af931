import type { Json } from '../../base/index.ts'
import { dayUs, type InstrumentId } from '../../domain/index.ts'
import { efficiencyRatio, every, type FeatureSpec, outside, roc } from '../../features/index.ts'
import type { MoatColumn } from '../moat.ts'
import type { Peer } from '../peer.ts'
import type { FeatureSpecs, View } from '../view.ts'
import { evidenceMax, evidenceOf, knownOf } from './evidence.ts'
import {
  type ExplorerTeam,
  type ExplorerTerms,
  explorerTeams,
  explorerTerms,
  type Ramp,
  roundTrip,
  teamSize,
} from './explorer-terms.ts'
import { marketState } from './market-state.ts'
import {
  type Criterion,
  type CriterionName,
  type MoatEvidence,
  pointsOn,
  type Prospect,
} from './prospect.ts'
import { ReturnCorrelation } from './return-correlation.ts'
import { UsualValue } from './usual-value.ts'

/** Deviations from which on something is unusual, and from which on as unusual as it gets. */
const unusual: Ramp = [1, 3]
/** Bars after which what was usual counts half, for what comes from outside and correlations. */
const halfLife = 200

/** Bid and ask of a book, and how much may be bought or sold near them. */
export type BookState = {
  /** Ask less bid as a share of the mid. */
  readonly spread: number
  /** Quote units within half a percent of the mid, of the thinner side. */
  readonly depth: number
}

/** What is asked about. */
export type Prospected = {
  readonly view: View
  /** By instrument of the desk: whether any of it is held. */
  readonly held: readonly boolean[]
  /** The book, where there is one; what is measured from bars counts where not. */
  readonly book?: BookState | undefined
}

/** How it votes, without the numbers that led to it. */
export type ExplorerVote = Pick<Prospect, 'score' | 'outOf' | 'confidence' | 'isFor'>

type Ramped = readonly [name: CriterionName, ramp: Ramp]

/** Where explorers look. */
export type ExplorerGround = {
  /** Those of the desk, in its order. */
  readonly instruments: readonly InstrumentId[]
  /** What is known beside the bars; none where nothing is. */
  readonly columns: readonly MoatColumn[]
  /** Of the run. */
  readonly seed: number
}

/**
 * One member of a team that looks for instruments worth trading. It asks for no exposure: it says
 * how many of 8 points an instrument has, and by which numbers.
 *
 * What is not known gives no point. It holds nobody up: its features may be NaN for as long as they
 * warm up.
 */
export class Explorer {
  readonly team: ExplorerTeam
  readonly member: number
  readonly terms: ExplorerTerms
  /** To be read by the view that it is asked about. */
  readonly features: FeatureSpecs
  readonly #ground: ExplorerGround
  readonly #places: ReadonlyMap<InstrumentId, number>
  readonly #correlation: ReturnCorrelation
  /** By instrument and column. */
  readonly #usual: UsualValue
  readonly #step: Float64Array
  readonly #scores: Float64Array
  /** By criterion: from where to where there are points, and what was read last. */
  readonly #criteria: readonly Ramped[]
  readonly #readings: Float64Array
  readonly #vote = { score: 0, outOf: 0, confidence: 0, isFor: false }

  constructor(team: ExplorerTeam, member: number, ground: ExplorerGround) {
    this.team = team
    this.member = member
    this.terms = explorerTerms(team, member, ground.seed)
    this.features = featuresOf(this.terms, ground.columns)
    this.#ground = ground
    const { instruments, columns } = ground
    this.#places = new Map(instruments.map((id, i) => [id, i]))
    this.#correlation = new ReturnCorrelation(instruments.length, this.terms.everyUs, halfLife)
    const cells = instruments.length * columns.length
    this.#usual = new UsualValue(cells, halfLife)
    this.#step = new Float64Array(instruments.length).fill(-1)
    this.#scores = new Float64Array(cells).fill(Number.NaN)
    this.#criteria = criteriaOf(this.terms)
    this.#readings = new Float64Array(this.#criteria.length)
  }

  /** The bars of all instruments that close at `ts` are in. Before anybody is asked about them. */
  onBar(ts: number, peers: readonly Peer[]): void {
    this.#correlation.take(ts, peers)
  }

  /** What it thinks of the instrument of the view now. */
  score({ view, held, book }: Prospected): Prospect {
    const { instrumentId, asOf } = view
    const place = this.#places.get(instrumentId) ?? -1
    this.#read(view, place, held, book)
    const criteria = this.#criteria.map(([name, ramp], at): Criterion => {
      const reading = this.#readings[at] as number
      return { name, reading, ramp, points: pointsOn(reading, ramp) }
    })
    const moats = this.#moats(view, place)
    const known = knownOf(moats)
    const evidence = evidenceOf(known)
    const { score, outOf, confidence, isFor } = this.#add(evidence, known.length > 0)
    const of = { team: this.team, member: this.member, instrumentId, ts: asOf }
    return { ...of, score, outOf, confidence, isFor, criteria, evidence, moats }
  }

  /** The same without the numbers that led to it, in a record that is used again. */
  vote(view: View, held: readonly boolean[]): ExplorerVote {
    const place = this.#places.get(view.instrumentId) ?? -1
    this.#read(view, place, held, undefined)
    if (this.#ground.columns.length === 0) return this.#add(0, false)
    const known = knownOf(this.#moats(view, place))
    return this.#add(evidenceOf(known), known.length > 0)
  }

  /** What is measured for each criterion, in their order. */
  #read(view: View, place: number, held: readonly boolean[], book: BookState | undefined): void {
    const { everyUs, window, holdBars, orderSize } = this.terms
    const { turnover, illiquidity, spread, deviation, change, efficiency } = view.features
    const barUs = Math.max(everyUs, (365 * dayUs) / view.barsPerYear)
    const moves = valueOf(deviation)
    const gap = book?.spread ?? valueOf(spread)
    const impact = book ? orderSize / book.depth / 200 : orderSize * valueOf(illiquidity)
    const readings = this.#readings
    readings[0] = (valueOf(turnover) * dayUs) / barUs
    readings[1] = (moves * Math.sqrt(holdBars)) / roundTrip
    readings[2] = gap / 2 + impact
    readings[3] = Math.abs(valueOf(change)) / 100 / (moves * Math.sqrt(window))
    readings[4] = valueOf(efficiency)
    readings[5] = this.#alike(place, held)
  }

  /** Adds up what the readings and the moats give. */
  #add(evidence: number, hasMoats: boolean): ExplorerVote {
    let score = evidence
    for (let at = 0; at < this.#criteria.length; at += 1)
      score += pointsOn(this.#readings[at] as number, (this.#criteria[at] as Ramped)[1])
    const vote = this.#vote
    vote.score = score
    vote.outOf = this.#readings.length + (hasMoats ? evidenceMax : 0)
    vote.confidence = score / vote.outOf
    vote.isFor = vote.confidence >= this.terms.voteAt
    return vote
  }

  /** Largest size of a correlation to what is held; 0 where nothing else is. */
  #alike(place: number, held: readonly boolean[]): number {
    let most = 0
    for (let j = 0; j < held.length; j += 1) {
      if (held[j] !== true || j === place) continue
      const alike = Math.abs(this.#correlation.of(place, j))
      if (Number.isNaN(alike)) return Number.NaN
      most = Math.max(most, alike)
    }
    return most
  }

  /** What each column says now, against what it usually says; looked at once a bar of the team. */
  #moats(view: View, place: number): readonly MoatEvidence[] {
    const { columns } = this.#ground
    const step = Math.floor(view.asOf / this.terms.everyUs)
    const isNew = place >= 0 && step > (this.#step[place] as number)
    if (isNew) this.#step[place] = step
    return columns.map(({ moat, column }, c) => {
      const at = place * columns.length + c
      if (isNew) this.#look(at, view.features[nameOf(column)]?.value ?? Number.NaN)
      const score = this.#scores[at] ?? Number.NaN
      const weight = this.terms.moats[moat]
      return { moat, column, weight, score, points: pointsOn(Math.abs(score), unusual) }
    })
  }

  #look(at: number, value: number): void {
    this.#scores[at] = this.#usual.score(at, value)
    this.#usual.take(at, value)
  }

  save(): Json {
    return {
      correlation: this.#correlation.save(),
      usual: this.#usual.save(),
      step: [...this.#step],
      scores: [...this.#scores].map((score) => (Number.isNaN(score) ? null : score)),
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    this.#correlation.load(saved['correlation'] as Json)
    this.#usual.load(saved['usual'] as Json)
    this.#step.set(saved['step'] as readonly number[])
    const scores = saved['scores'] as readonly (number | null)[]
    this.#scores.set(scores.map((score) => score ?? Number.NaN))
  }
}

/** Every explorer: three of each of three teams, in the order of `explorerTeams`. */
export function explorersOf(ground: ExplorerGround): readonly Explorer[] {
  return explorerTeams.flatMap((team) =>
    Array.from({ length: teamSize }, (_, member) => new Explorer(team, member, ground)),
  )
}

/** In the order in which they are read and added up. @see SPEC P4. */
function criteriaOf(terms: ExplorerTerms): readonly Ramped[] {
  return [
    ['volume', terms.turnover],
    ['volatility', terms.volatility],
    ['spread-and-depth', terms.friction],
    ['momentum', terms.momentum],
    ['trend-quality', terms.trend],
    ['low-correlation', terms.correlation],
  ]
}

function valueOf(reading: { readonly value: number } | undefined): number {
  return reading === undefined ? Number.NaN : reading.value
}

function nameOf(column: string): string {
  return `outside ${column}`
}

/** The same, but nobody waits for it: it reads NaN while it warms up. */
function unhurried({ key, part, create }: FeatureSpec): FeatureSpec {
  return { key, ...(part && { part }), warmup: 1, create }
}

function featuresOf(terms: ExplorerTerms, columns: readonly MoatColumn[]): FeatureSpecs {
  const { everyUs, window } = terms
  const over = (spec: FeatureSpec): FeatureSpec => unhurried(every(everyUs, spec))
  const state = marketState(window)
  return {
    turnover: over(state.line('turnover')),
    illiquidity: over(state.line('illiquidity')),
    spread: over(state.line('spread')),
    deviation: over(state.line('deviation')),
    change: over(roc(window)),
    efficiency: over(efficiencyRatio(window)),
    ...Object.fromEntries(columns.map(({ column }) => [nameOf(column), outside(column)])),
  }
}
