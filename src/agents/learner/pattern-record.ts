import type { InstrumentId, Moat } from '../../domain/index.ts'

/** What is to become of a pattern. */
export type PatternVerdict = 'keep' | 'archive' | 'failed' | 'prune'

/** A pattern that a learner knows, for memory, for people and for the page. */
export type PatternRecord = {
  readonly learner: string
  readonly instrumentId: InstrumentId
  readonly moat: Moat
  /** The side on which it would earn. */
  readonly kind: 'long' | 'short'
  readonly key: number
  readonly traits: readonly string[]
  /** Which bin of each trait it is. */
  readonly bins: readonly number[]
  /** How many bins each trait has. */
  readonly sizes: readonly number[]
  /** In words: each trait and its bin. */
  readonly features: string
  /** Mean return over the horizon on its side, less a round trip. Share of the price. */
  readonly value: number
  readonly deviation: number
  /** Outcomes of its own and of peers that the value rests on, older ones counting for less. */
  readonly evidence: number
  /** That `value` is above 0. */
  readonly probability: number
  /** Outcomes ever. */
  readonly count: number
  /** Times it was spoken for, less for each that overlaps the last; what it came to, net. */
  readonly claims: number
  readonly claimValue: number
  /** Bars since it was first seen, and since it was last. */
  readonly age: number
  readonly rested: number
  /** What is left of its evidence since it was last seen, 0 to 1. */
  readonly decay: number
  /** Probability, times how much of it is evidence: 0 to 1. */
  readonly quality: number
  readonly verdict: PatternVerdict
}

/** Evidence from which on, and probability from which on, a pattern is archived. */
const evidenceMin = 30
const probabilityMin = 0.95
/** Evidence below which a pattern is forgotten. */
const forgottenBelow = 0.5
/** Evidence at which half of the quality is had. */
const halfQuality = 30

export function qualityOf(probability: number, evidence: number): number {
  return (probability * evidence) / (evidence + halfQuality)
}

/**
 * @param own - What is left of a pattern's own evidence.
 * @param evidence - The same and that of peers.
 */
export function verdictOf(
  own: number,
  evidence: number,
  probability: number,
  hasFailed: boolean,
): PatternVerdict {
  if (hasFailed) return 'failed'
  if (own < forgottenBelow) return 'prune'
  return evidence >= evidenceMin && probability >= probabilityMin ? 'archive' : 'keep'
}
