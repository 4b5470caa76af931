import type { Opinion, Quotes } from '../agents/index.ts'
import type { Json } from '../base/index.ts'
import type { Voice } from '../domain/index.ts'
import { type Attribution, InstrumentAttribution, type Pool } from './attribution.ts'
import type { Budgets } from './budgets.ts'
import { HeardVoices } from './heard-voices.ts'
import { HorizonSums } from './horizon-sums.ts'
import type { SkillBook } from './skill-book.ts'
import type { VoteLog } from './vote-log.ts'

/** What a seat tells its committee. */
type CommitteeSeat = {
  readonly book: SkillBook
  /** By agent, how far ahead it speaks. Unit: us. */
  readonly horizonsUs: readonly number[]
  /** Voices needed for a decision. */
  readonly quorum: number
  /** What one outcome here is worth beside those of the other instruments, 1 or less. */
  readonly outcomeWeight: number
  /** Fee and slippage of one side, as a share of what is traded. */
  readonly costPerSide: number
  /** Who is told what each agent brought, and who gives out capital by that; nobody without. */
  readonly attribution?: Attribution | undefined
  readonly budgets?: Budgets | undefined
  /** Where what was wanted on each bar is kept; nowhere without. */
  readonly log?: VoteLog | undefined
}

/** One voice, as it is counted. */
export type Pull = {
  readonly agent: number
  readonly exposure: number
  /** Its confidence as it is read. */
  readonly believed: number
  readonly pull: number
}

/**
 * Blends the opinions on one instrument into one wish, as `Committee` does, by what agents have
 * shown instead of what they claim. Confidence is read as the book has learned to read it; a voice
 * counts by the log-odds of that, times its weight, times how much of a voice it is beside those
 * that vote alike. Voices of one horizon are pooled; the wishes of the horizons are netted, each
 * with an equal share of what may be asked for.
 *
 * What is asked for shrinks with the edge of the pool over even odds, and is not entered before
 * that edge pays for the way in and out: voices that have shown nothing come to a wish for nothing.
 *
 * @see Nitzan and Paroush 1982 for log-odds weights; Satopää et al. 2014, Int. J. of Forecasting
 *   30(2), for pooling log-odds of dependent forecasters.
 */
export class SkilledCommittee {
  exposure = 0
  confidence = 0.5
  /** Weighted standard deviation of the voices around `exposure`. */
  dissent = 0
  /** How much of what horizons want is taken back by others: 0 when they agree, 1 for all of it. */
  conflict = 0
  /** Position of the agent whose levels are used; -1 when nobody wants what was decided. */
  leader = -1
  /** Voices that count at most: the heaviest. The others are heard and held to what they say. */
  voicesMax: number = Number.POSITIVE_INFINITY
  /** What the price moves by, either way: a mean share for each root of a us. */
  pace = 0
  /** Whether nothing is held, whatever was wished for. */
  isFlat = false
  readonly log: VoteLog | undefined
  readonly #book: SkillBook
  readonly #quorum: number
  readonly #voices: HeardVoices
  readonly #brought: InstrumentAttribution | undefined
  readonly #opinions: readonly (Opinion | undefined)[]
  /** By agent: how much it counts. */
  readonly #pull: Float64Array
  readonly #sorted: Float64Array
  readonly #sums: HorizonSums
  #first = -1
  #isReleased = false

  constructor(seat: CommitteeSeat) {
    const { book, horizonsUs, quorum, costPerSide, attribution } = seat
    this.log = seat.log
    this.#book = book
    this.#quorum = quorum
    this.#sums = new HorizonSums({ horizonsUs, costPerSide })
    this.#voices = new HeardVoices(seat)
    this.#brought = attribution && new InstrumentAttribution(attribution, horizonsUs)
    this.#opinions = this.#voices.opinions
    this.#pull = new Float64Array(horizonsUs.length)
    this.#sorted = new Float64Array(horizonsUs.length)
  }

  /** A bar has closed. Before anybody is heard on it. @param regime - Of the market now, from 0. */
  onBar(ts: number, close: number, regime: number): void {
    const { close: before, regime: then } = this.#voices
    if (before > 0) this.#brought?.onBar(close / before - 1, then)
    this.#voices.onBar(ts, close, regime)
  }

  /** Takes in what an agent says now; `undefined` abstains, and leaves what it said before. */
  hear(agent: number, opinion: Opinion | undefined): void {
    this.#voices.hear(agent, opinion)
  }

  /** Whether there is a decision. It is read from the fields. */
  decide(): boolean {
    this.#keep()
    this.#isReleased = false
    const present = this.#pool()
    if (present === 0 || present < this.#quorum) {
      this.#brought?.onSilence()
      return false
    }
    this.#book.correlation.take(this.#voices.votes)
    const before = this.isFlat ? 0 : this.exposure
    this.#sums.net(this.pace, before)
    this.exposure = this.#sums.exposure
    this.confidence = this.#sums.confidence
    this.conflict = this.#sums.conflict
    this.#describe()
    this.#brought?.onDecision(this.#asPool(before), this.exposure)
    return true
  }

  /** Nobody decides here any longer: nothing is wished for, and what was is of no account. */
  release(): void {
    if (this.#isReleased) return
    this.#isReleased = true
    this.exposure = 0
    this.#brought?.onSilence()
  }

  /** Before voices are silenced that may not count: they are held to what they say. */
  #keep(): void {
    if (this.log === undefined) return
    const { pace } = this
    const { ts, close, regime, exposures, believed } = this.#voices
    this.log.take({ ts, close, regime, pace, exposures, believed })
  }

  /** Adds the voices up. @returns How many there are. */
  #pool(): number {
    const { ts, regime, exposures, votes, believed } = this.#voices
    let present = 0
    for (let a = 0; a < this.#opinions.length; a += 1) {
      if (this.#opinions[a] === undefined) continue
      present += 1
      const p = believed[a] as number
      const share = this.#book.correlation.share(a, votes)
      const weight = this.#book.weightAt(a, regime, ts)
      this.#pull[a] = weight * share * Math.log(p / (1 - p))
    }
    if (present > this.voicesMax) this.#keepHeaviest(present)
    this.#sums.clear()
    for (let a = 0; a < this.#opinions.length; a += 1) {
      const exposure = exposures[a] as number
      if (exposure === exposure) this.#sums.add(a, exposure, this.#pull[a] as number)
    }
    return present
  }

  /** Of more voices than may count the lightest do not; of equals those that come first do. */
  #keepHeaviest(present: number): void {
    const { length } = this.#opinions
    let sorted = 0
    for (let a = 0; a < length; a += 1)
      if (this.#opinions[a] !== undefined) this.#sorted[sorted++] = this.#pull[a] as number
    const least = this.#sorted.subarray(0, present).sort()[present - this.voicesMax] as number
    let left = this.voicesMax
    for (let a = 0; a < length; a += 1)
      if (this.#opinions[a] !== undefined && (this.#pull[a] as number) > least) left -= 1
    for (let a = 0; a < length; a += 1) {
      if (this.#opinions[a] === undefined || (this.#pull[a] as number) > least) continue
      if (this.#pull[a] === least && left > 0) left -= 1
      else this.#silence(a)
    }
  }

  #silence(agent: number): void {
    this.#pull[agent] = 0
    this.#voices.exposures[agent] = Number.NaN
  }

  /** Dissent, and the levels of the heaviest voice that wants what was decided. */
  #describe(): void {
    let spread = 0
    let total = 0
    let heaviest = 0
    let most = -1
    this.#first = -1
    this.leader = -1
    for (let a = 0; a < this.#opinions.length; a += 1) {
      const opinion = this.#opinions[a]
      if (opinion === undefined) continue
      const pull = this.#pull[a] as number
      const gap = opinion.exposure - this.exposure
      spread += pull * gap * gap
      total += pull
      if (pull > most) {
        most = pull
        this.#first = a
      }
      if (opinion.exposure * this.exposure > 0 && pull > heaviest) {
        heaviest = pull
        this.leader = a
      }
    }
    this.dissent = total === 0 ? 0 : Math.sqrt(spread / total)
  }

  /** Who speaks now, and how much each counts. Allocates; for people. */
  pulls(): readonly Pull[] {
    return this.#opinions.flatMap((opinion, agent): Pull[] => {
      if (opinion === undefined) return []
      const { exposures, believed } = this.#voices
      const counted = exposures[agent] as number
      // Who is silenced would have asked for what it said.
      const exposure = Number.isNaN(counted) ? opinion.exposure : counted
      const pull = this.#pull[agent] as number
      return [{ agent, exposure, believed: believed[agent] as number, pull }]
    })
  }

  #asPool(before: number): Pool {
    const { pace, isFlat } = this
    return { exposures: this.#voices.exposures, pulls: this.#pull, pace, before, isFlat }
  }

  get #leading(): Opinion | undefined {
    return this.#opinions[this.leader]
  }

  /** Where to get out at a loss, in quote units; NaN for nowhere. */
  get stop(): number {
    return this.#leading?.stop ?? Number.NaN
  }

  /** Where to get out at a gain, in quote units; NaN for nowhere. */
  get target(): number {
    return this.#leading?.target ?? Number.NaN
  }

  /** What an entry pays at most, or gets at least, in quote units; NaN for no bound. */
  get limit(): number {
    return this.#leading?.limit ?? Number.NaN
  }

  /** How far beyond the close an entry may fill, in basis points; NaN for no bound. */
  get slippageMaxBps(): number {
    return this.#leading?.slippageMaxBps ?? Number.NaN
  }

  /** How long to hold at most; 0 for as long as it takes. Unit: us. */
  get holdUs(): number {
    return (this.#leading ?? this.#opinions[this.#first])?.holdUs ?? 0
  }

  /** Whether levels move with what is said. */
  get follows(): boolean {
    return this.#leading?.follows ?? false
  }

  /** A bid and an ask to keep in the book, when the heaviest voice wants that. */
  get quotes(): Quotes | undefined {
    return this.#opinions[this.#first]?.quotes
  }

  /** Who said what, and how it was taken. Allocates; called when the decision has changed. */
  voices(): Voice[] {
    return this.#opinions.flatMap((opinion, agent): Voice[] => {
      if (opinion === undefined) return []
      return [
        { agent, exposure: opinion.exposure, confidence: this.#voices.believed[agent] as number },
      ]
    })
  }

  save(): Json {
    return {
      voices: this.#voices.save(),
      exposure: this.exposure,
      brought: this.#brought?.save() ?? null,
      ...(this.log === undefined ? {} : { log: this.log.save() }),
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    this.#voices.load(saved['voices'] ?? state)
    this.exposure = Number(saved['exposure'] ?? 0)
    this.#brought?.load(saved['brought'] as Json)
    this.log?.load(saved['log'] ?? {})
  }
}
