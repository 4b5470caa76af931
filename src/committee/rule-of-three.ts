import type { Json } from '../base/index.ts'
import { type InstrumentId, type Micros, secondUs } from '../domain/index.ts'

/** What one member of a team says of an instrument. */
export type TeamVote = {
  readonly isFor: boolean
  /** 0 to 1. */
  readonly confidence: number
}

/** What a team was asked at once. A member that says nothing is `undefined`: it is not for. */
export type Ballot = {
  readonly ts: Micros
  readonly team: string
  readonly instrumentId: InstrumentId
  readonly votes: readonly (TeamVote | undefined)[]
}

/** What a team came to. */
export type Consensus = {
  readonly ts: Micros
  readonly team: string
  readonly instrumentId: InstrumentId
  readonly isReached: boolean
  readonly votesFor: number
  /** Mean confidence of those who are for; 0 where nobody is. */
  readonly confidence: number
}

/** When a team's proposal passes. */
export type RuleOfThreeTerms = {
  /** Votes that are needed. */
  readonly votesMin: number
  /** What the mean confidence of the agreeing votes has to be above. */
  readonly confidenceAbove: number
  /** Between two looks. Unit: us. */
  readonly everyUs: number
}

/** Those of the house. @see SPEC P5. */
const usualTerms: RuleOfThreeTerms = { votesMin: 2, confidenceAbove: 0.7, everyUs: 5 * secondUs }

/** Members of a team: no vote beyond them is counted. */
const members = 3

/**
 * Whether two of three are for it, and sure of it: the proposal of a team passes when the mean
 * confidence of those who are for it is above 70 %. Who is against it cannot lower that mean, and
 * who is unsure cannot be outvoted into it.
 *
 * A confidence that is no number from 0 to 1 is no vote.
 */
export class RuleOfThree {
  readonly #terms: RuleOfThreeTerms
  #look = -1

  constructor(terms: Partial<RuleOfThreeTerms> = {}) {
    this.#terms = { ...usualTerms, ...terms }
  }

  /** Whether teams are to be asked at `ts`: once in every five seconds of engine time. */
  isDue(ts: Micros): boolean {
    const look = Math.floor(ts / this.#terms.everyUs)
    if (look <= this.#look) return false
    this.#look = look
    return true
  }

  judge({ ts, team, instrumentId, votes }: Ballot): Consensus {
    let votesFor = 0
    let sum = 0
    for (const vote of votes.slice(0, members)) {
      if (vote?.isFor !== true || !(vote.confidence >= 0 && vote.confidence <= 1)) continue
      votesFor += 1
      sum += vote.confidence
    }
    const confidence = votesFor === 0 ? 0 : sum / votesFor
    const isReached = votesFor >= this.#terms.votesMin && confidence > this.#terms.confidenceAbove
    return { ts, team, instrumentId, isReached, votesFor, confidence }
  }

  save(): Json {
    return this.#look
  }

  load(state: Json): void {
    this.#look = Number(state)
  }
}
