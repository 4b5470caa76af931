import { type Json, Random } from '../../base/index.ts'
import { dayUs, type InstrumentId } from '../../domain/index.ts'
import { normalCdf } from '../../quant/index.ts'
import type { Mind } from '../mind.ts'
import type { View } from '../view.ts'
import { ClaimTrust } from './claim-trust.ts'
import type { LearnerTerms } from './learner-terms.ts'
import { OpenPatterns } from './open-patterns.ts'
import { PatternArchive } from './pattern-archive.ts'
import { PatternBook } from './pattern-book.ts'
import { PatternKey } from './pattern-key.ts'
import { type PatternRecord, qualityOf, verdictOf } from './pattern-record.ts'
import { PeerBeliefs } from './peer-beliefs.ts'
import { believe, type Edge } from './posterior.ts'
import { RecalledPatterns } from './recalled-patterns.ts'
import { UsualOutcome } from './usual-outcome.ts'

/** Bars between two rounds of keeping, archiving and forgetting. */
const upkeepEvery = 500
/** Records in each of the two archives. */
const archiveRoom = 32
/** Times a pattern is spoken for before it can have failed. */
const claimsMin = 20
/** Most that is claimed. */
const confidenceMax = 0.95

/** How far ahead it speaks, and how long what it asks for is to be held. Unit: us. */
export function holdUsOf({ everyUs, horizon }: LearnerTerms): number {
  return everyUs * horizon
}

const nothing: Readonly<Edge> = { mean: 0, error: 0, deviation: 0, evidence: 0 }

/** What a learner said last, and by which numbers. */
export type Said = {
  /** The pattern; -1 where something was not known. */
  key: number
  /** 1 long, -1 short, 0 abstains. */
  side: number
  /** The edge that was drawn, before costs. */
  drawn: number
  /** Probability that the price goes to that side, as the pattern has it. */
  claim: number
  /** The same, as far as claims of this learner have come true. */
  confidence: number
}

/**
 * What a pattern learner remembers of one instrument: which patterns it saw, what came of them, and
 * which came to something after costs.
 */
export class LearnerMind implements Mind {
  readonly terms: LearnerTerms
  readonly peers: PeerBeliefs
  /** What archives said when it began. */
  readonly recalled: RecalledPatterns
  readonly said: Said = { key: -1, side: 0, drawn: 0, claim: 0.5, confidence: 0.5 }
  /** Posterior of the pattern that was looked at last. */
  readonly edge: Edge = { ...nothing }
  readonly book: PatternBook
  readonly valued: PatternArchive = new PatternArchive(
    archiveRoom,
    ({ value, quality }) => value * quality,
  )
  readonly failed: PatternArchive = new PatternArchive(
    archiveRoom,
    ({ claims, claimValue }) => -claims * claimValue,
  )
  readonly holdUs: number
  /** When it last decided; NaN before the first time. Unit: us. */
  saidAt: number = Number.NaN
  readonly #key: PatternKey
  readonly #open: OpenPatterns
  readonly #trust: ClaimTrust = new ClaimTrust()
  readonly #usual: UsualOutcome = new UsualOutcome()
  readonly #beliefs = { prior: 0, variance: 0, peerMean: 0, peerEvidence: 0 }
  #random: Random
  #bar = 0
  /** The bar at which a claim was last held to what came. */
  #claimedAt = 0
  #step = -1

  constructor(terms: LearnerTerms, seed: number) {
    this.terms = terms
    this.holdUs = holdUsOf(terms)
    this.#key = new PatternKey(terms.traits, terms.column)
    this.book = new PatternBook(terms.keys, Math.min(terms.keys, terms.room), terms.halfLife)
    this.#open = new OpenPatterns(terms.horizon)
    this.peers = new PeerBeliefs(terms.keys)
    this.recalled = new RecalledPatterns(terms)
    this.#random = Random.stream(seed, 'pattern-learner')
  }

  /** Bars that it has looked at. */
  get bar(): number {
    return this.#bar
  }

  /**
   * Looks at the newest bar; learns and decides once for each of its own, longer bars. Asked again
   * about the same bar, it says the same.
   *
   * @returns The side that it speaks for: 1 long, -1 short, 0 when it abstains.
   */
  look(view: View): number {
    if (view.asOf === this.saidAt) return this.said.side
    const step = Math.floor(view.asOf / this.terms.everyUs)
    if (step <= this.#step) return 0
    if (this.isTooFine(view)) return 0
    this.#key.bind(view)
    if (step !== this.#step + 1) this.#open.forget()
    this.#step = step
    this.saidAt = view.asOf
    this.#bar += 1
    this.#settle(view.close)
    this.#decide(this.#key.read(view.asOf))
    this.#open.note(this.#bar, view.close, this.said)
    if (this.#bar % upkeepEvery === 0) this.#tidy(view.instrumentId)
    return this.said.side
  }

  /** Whether bars are longer than those it looks at: then it has nothing to look at. */
  isTooFine(view: View): boolean {
    return (365 * dayUs) / view.barsPerYear > 1.001 * this.terms.everyUs
  }

  /** What came of the pattern that was seen a horizon ago. */
  #settle(close: number): void {
    const bar = this.#bar
    const key = this.#open.keyBefore(bar)
    if (key < 0) return
    const { horizon, cost } = this.terms
    const side = this.#open.sideBefore(bar)
    const outcome = this.#open.outcome(bar, close)
    const believed = this.#usual.take(outcome)
    const slot = this.book.find(key)
    const since = slot < 0 ? horizon : bar - this.book.touchedAt(slot)
    const weight = Math.min(1, since / horizon)
    this.book.learn(key, bar, believed, weight)
    if (side === 0) return
    this.book.reward(key, side * outcome - cost, weight)
    const apart = Math.min(1, (bar - this.#claimedAt) / horizon)
    this.#trust.learn(this.#open.claimBefore(bar), side * outcome > 0, apart)
    this.#claimedAt = bar
  }

  /** Thompson sampling: draws an edge from what is believed, and speaks where it pays. */
  #decide(key: number): void {
    const { said, edge } = this
    said.key = key
    said.side = 0
    said.drawn = 0
    said.claim = 0.5
    said.confidence = 0.5
    if (key < 0 || !this.#believe(key)) return
    said.drawn = edge.mean + edge.error * this.#random.normal()
    const hurdle = this.terms.cost * this.recalled.hurdle(key, edge.evidence)
    if (!(Math.abs(said.drawn) > hurdle) || this.#isMuted(key)) return
    said.side = said.drawn > 0 ? 1 : -1
    const { mean, error, deviation } = edge
    const odds = (said.side * mean) / Math.sqrt(deviation * deviation + error * error)
    said.claim = Math.max(0.5, Math.min(normalCdf(odds), confidenceMax))
    said.confidence = 0.5 + this.#trust.share * (said.claim - 0.5)
  }

  /** What came of it when it was spoken for was a loss, here or at the peers. */
  #isMuted(key: number): boolean {
    const slot = this.book.find(key)
    if (slot >= 0 && this.book.hasFailed(slot, claimsMin)) return true
    return this.failed.has(key) || this.peers.hasFailed(key)
  }

  /** @returns Whether anything can be said yet. */
  #believe(key: number): boolean {
    const { variance } = this.#usual
    if (!(variance > 0)) {
      Object.assign(this.edge, nothing)
      return false
    }
    const beliefs = this.#beliefs
    beliefs.prior = this.terms.prior
    beliefs.variance = variance
    beliefs.peerMean = this.peers.mean(key)
    beliefs.peerEvidence = this.peers.evidence(key)
    const slot = this.book.find(key)
    const evidence = slot < 0 ? 0 : this.book.evidenceAt(slot, this.#bar)
    this.recalled.addTo(beliefs, key, evidence + beliefs.peerEvidence)
    const mean = slot < 0 ? 0 : this.book.meanOf(slot)
    const spread = slot < 0 ? 0 : this.book.spreadAt(slot, this.#bar)
    believe(this.edge, evidence, mean, spread, beliefs)
    return true
  }

  /** Archives what is worth it, and what has failed; forgets what is forgotten. */
  #tidy(instrumentId: InstrumentId): void {
    for (const record of this.records(instrumentId)) {
      if (record.verdict === 'archive') this.valued.put(record)
      if (record.verdict === 'failed') this.failed.put(record)
      if (record.verdict === 'prune' || record.verdict === 'failed') this.book.prune(record.key)
    }
  }

  /** Every pattern that is known now, in the order of keys. Allocates; for people and memory. */
  records(instrumentId: InstrumentId): readonly PatternRecord[] {
    const { ...kept } = this.edge
    const all = this.book.keys
      .toSorted((a, b) => a - b)
      .flatMap((key) => this.#record(key, instrumentId))
    Object.assign(this.edge, kept)
    return all
  }

  #record(key: number, instrumentId: InstrumentId): readonly PatternRecord[] {
    const sums = this.book.of(key)
    if (sums === undefined || !this.#believe(key)) return []
    const { mean, error, deviation, evidence } = this.edge
    const { cost, traits, moat, learner } = this.terms
    const value = Math.abs(mean) - cost
    const probability = normalCdf(value / error)
    const rested = this.#bar - sums.touched
    const decay = this.book.kept(rested)
    const hasFailed = this.book.hasFailed(this.book.find(key), claimsMin)
    const kind = mean >= 0 ? 'long' : 'short'
    const what = { learner, instrumentId, moat, kind, key, bins: this.#key.binsOf(key) } as const
    const known = { value, deviation, evidence, probability, count: sums.count }
    const claimValue = sums.claims === 0 ? 0 : sums.reward / sums.claims
    return [
      {
        ...what,
        ...known,
        traits: traits.map(({ name }) => name),
        sizes: traits.map(({ cuts }) => cuts.length + 1),
        features: this.#key.wordsFor(key),
        claims: sums.claims,
        claimValue,
        age: this.#bar - sums.born,
        rested,
        decay,
        quality: qualityOf(probability, evidence),
        verdict: verdictOf(decay * sums.evidence, evidence, probability, hasFailed),
      },
    ]
  }

  /** How much of its claims it believes itself, by what came of them: 0 to 1. */
  get trust(): number {
    return this.#trust.share
  }

  /** The pattern looked at last, in words. */
  get words(): string {
    return this.#key.wordsFor(this.said.key)
  }

  save(): Json {
    return {
      key: this.#key.save(),
      book: this.book.save(),
      open: this.#open.save(),
      usual: this.#usual.save(),
      trust: this.#trust.save(),
      peers: this.peers.save(),
      valued: this.valued.save(),
      failed: this.failed.save(),
      ...(this.recalled.isEmpty ? {} : { recalled: this.recalled.save() }),
      random: this.#random.save(),
      at: [this.#bar, this.#step, this.#claimedAt, Number.isNaN(this.saidAt) ? null : this.saidAt],
      said: { ...this.said },
      edge: { ...this.edge },
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    this.#key.load(saved['key'] as Json)
    this.book.load(saved['book'] as Json)
    this.#open.load(saved['open'] as Json)
    this.#usual.load(saved['usual'] as Json)
    this.#trust.load(saved['trust'] as Json)
    this.peers.load(saved['peers'] as Json)
    this.valued.load(saved['valued'] as Json)
    this.failed.load(saved['failed'] as Json)
    this.recalled.load(saved['recalled'] ?? { good: [], failed: [] })
    this.#random = new Random(Uint32Array.from(saved['random'] as readonly number[]))
    const [bar, step, claimedAt, saidAt] = saved['at'] as [number, number, number, number | null]
    this.#bar = bar
    this.#step = step
    this.#claimedAt = claimedAt
    this.saidAt = saidAt ?? Number.NaN
    Object.assign(this.said, saved['said'])
    Object.assign(this.edge, saved['edge'])
  }
}
