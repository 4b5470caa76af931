import type { Voice } from '../domain/index.ts'
import type { Opinion, Quotes } from '../agents/index.ts'

/**
 * Blends the opinions on one instrument into one wish. Each voice counts by the log-odds of its
 * confidence times its weight; stops come from the heaviest voice that agrees with the outcome.
 * Abstentions do not count; with fewer voices than the quorum there is no decision at all, which is
 * not a decision to be flat.
 *
 * Holds its last answer in fields rather than returning a record: it is asked once a bar.
 *
 * @see Nitzan and Paroush 1982, Int. Economic Review 23(2): log-odds weights are optimal for
 *   independent voters. Ours are not independent; `dissent` is recorded for that reason.
 */
export class Committee {
  /** Signed share of equity wanted, -1 to 1. */
  exposure = 0
  confidence = 0
  /** Weighted standard deviation of the voices around `exposure`. */
  dissent = 0
  /** The heaviest voice that wants what was decided: levels are its. */
  #leader: Opinion | undefined
  /** Position of the agent whose levels they are; -1 when nobody wants what was decided. */
  leader = -1
  /** The heaviest voice of all. */
  #first: Opinion | undefined
  /** Voices present. */
  #present = 0
  readonly #weights: readonly number[]
  readonly #quorum: number
  readonly #opinions: (Opinion | undefined)[]

  /** @param weights - One per agent, > 0. @param quorum - Voices needed, >= 1. */
  constructor(weights: readonly number[], quorum: number) {
    this.#weights = weights
    this.#quorum = quorum
    this.#opinions = weights.map(() => undefined)
  }

  /** Takes in what an agent says now; `undefined` abstains. It stands until it says otherwise. */
  hear(agent: number, opinion: Opinion | undefined): void {
    const before = this.#opinions[agent]
    if (before === opinion) return
    this.#opinions[agent] = opinion
    this.#present += (opinion === undefined ? 0 : 1) - (before === undefined ? 0 : 1)
  }

  /** Whether there is a decision. It is read from the fields. */
  decide(): boolean {
    if (this.#present === 0 || this.#present < this.#quorum) return false
    if (this.#present === 1) this.#follow()
    else this.#blend()
    return true
  }

  /** Where to get out at a loss, in quote units; NaN for nowhere. */
  get stop(): number {
    return this.#leader?.stop ?? Number.NaN
  }

  /** Where to get out at a gain, in quote units; NaN for nowhere. */
  get target(): number {
    return this.#leader?.target ?? Number.NaN
  }

  /** What an entry pays at most, or gets at least, in quote units; NaN for no bound. */
  get limit(): number {
    return this.#leader?.limit ?? Number.NaN
  }

  /** How far beyond the close an entry may fill, in basis points; NaN for no bound. */
  get slippageMaxBps(): number {
    return this.#leader?.slippageMaxBps ?? Number.NaN
  }

  /** How long to hold at most; 0 for as long as it takes. Unit: us. */
  get holdUs(): number {
    return (this.#leader ?? this.#first)?.holdUs ?? 0
  }

  /** Whether levels move with what is said. */
  get follows(): boolean {
    return this.#leader?.follows ?? false
  }

  /** A bid and an ask to keep in the book, when the heaviest voice wants that. */
  get quotes(): Quotes | undefined {
    return this.#first?.quotes
  }

  /** Who said what, for the record. Allocates; called when the decision has changed. */
  voices(): Voice[] {
    const voices: Voice[] = []
    for (let agent = 0; agent < this.#opinions.length; agent += 1) {
      const opinion = this.#opinions[agent]
      if (opinion === undefined) continue
      voices.push({ agent, exposure: opinion.exposure, confidence: opinion.confidence })
    }
    return voices
  }

  /** The only voice decides. */
  #follow(): void {
    let only: Opinion | undefined
    let i = 0
    for (; only === undefined; i += 1) only = this.#opinions[i]
    this.leader = i - 1
    this.#leader = only
    this.#first = only
    this.exposure = only.exposure
    this.confidence = only.confidence
    this.dissent = 0
  }

  #blend(): void {
    let total = 0
    let exposure = 0
    let confidence = 0
    for (let i = 0; i < this.#opinions.length; i += 1) {
      const opinion = this.#opinions[i]
      if (opinion === undefined) continue
      const weight = this.#weightOf(i, opinion)
      total += weight
      exposure += weight * opinion.exposure
      confidence += weight * opinion.confidence
    }
    this.exposure = exposure / total
    this.confidence = confidence / total
    this.#describe(total)
  }

  /** Dissent, and the levels of the heaviest voice that wants what was decided. */
  #describe(total: number): void {
    let spread = 0
    let heaviest = 0
    let most = 0
    this.#leader = undefined
    this.leader = -1
    for (let i = 0; i < this.#opinions.length; i += 1) {
      const opinion = this.#opinions[i]
      if (opinion === undefined) continue
      const weight = this.#weightOf(i, opinion)
      const gap = opinion.exposure - this.exposure
      spread += weight * gap * gap
      if (weight > most) {
        most = weight
        this.#first = opinion
      }
      if (opinion.exposure * this.exposure > 0 && weight > heaviest) {
        heaviest = weight
        this.#leader = opinion
        this.leader = i
      }
    }
    this.dissent = Math.sqrt(spread / total)
  }

  /** Certainty is capped at 99 % and floored at 51 %: nobody's vote is infinite or nothing. */
  #weightOf(agent: number, opinion: Opinion): number {
    const p = Math.max(0.51, Math.min(opinion.confidence, 0.99))
    return (this.#weights[agent] as number) * Math.log(p / (1 - p))
  }
}
