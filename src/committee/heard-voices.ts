import type { Opinion } from '../agents/index.ts'
import type { Json } from '../base/index.ts'
import type { Budgets } from './budgets.ts'
import { OpenOpinions } from './open-opinions.ts'
import type { SkillBook } from './skill-book.ts'

/** By whom voices are read, and how far ahead each speaks. */
type VoiceTerms = {
  readonly book: SkillBook
  /** By agent. Unit: us. */
  readonly horizonsUs: readonly number[]
  readonly outcomeWeight: number
  readonly budgets?: Budgets | undefined
}

type Said = { -readonly [K in keyof Opinion]: Opinion[K] }

/**
 * The voices on one instrument, as they are heard. What an agent has said stands until it says
 * otherwise or its horizon is over: until then it may still come true, and that is what it is
 * scored by. Quotes are of the bar they were made on alone.
 */
export class HeardVoices {
  /** By agent: what it says, or what of it still stands; `undefined` for nothing. */
  readonly opinions: (Opinion | undefined)[]
  /** By agent: exposure after its budget, and signed vote, NaN for none; its confidence as read. */
  readonly exposures: Float64Array
  readonly votes: Float64Array
  readonly believed: Float64Array
  readonly #book: SkillBook
  readonly #budgets: Budgets | undefined
  readonly #horizonsUs: readonly number[]
  readonly #open: OpenOpinions
  /** By agent: what it said last, and when that is over. */
  readonly #said: readonly Said[]
  readonly #until: Float64Array
  #ts = 0
  #close = 0
  #regime = 0

  constructor({ book, horizonsUs, outcomeWeight, budgets }: VoiceTerms) {
    const { length } = horizonsUs
    this.#book = book
    this.#budgets = budgets
    this.#horizonsUs = horizonsUs
    this.#open = new OpenOpinions(book, horizonsUs, outcomeWeight)
    this.opinions = horizonsUs.map(() => undefined)
    this.exposures = new Float64Array(length).fill(Number.NaN)
    this.votes = new Float64Array(length).fill(Number.NaN)
    this.believed = new Float64Array(length)
    this.#said = horizonsUs.map((): Said => ({ exposure: 0, confidence: 0 }))
    this.#until = new Float64Array(length)
  }

  /** A bar has closed: what is due is settled. @param regime - Of the market now, from 0. */
  onBar(ts: number, close: number, regime: number): void {
    this.#ts = ts
    this.#close = close
    this.#regime = regime
    this.#open.onBar(ts, close)
    this.#budgets?.onTime(ts)
  }

  /** Takes in what an agent says now; `undefined` abstains, and leaves what it said before. */
  hear(agent: number, opinion: Opinion | undefined): void {
    if (opinion !== undefined) this.#keep(agent, opinion)
    const said = opinion ?? this.#standing(agent)
    this.opinions[agent] = said
    if (said === undefined) return this.silence(agent)
    const { confidence } = said
    const budget = this.#budgets?.of(agent, this.#regime) ?? 1
    const exposure = Math.max(-1, Math.min(budget * said.exposure, 1))
    const believed = this.#book.read(agent, this.#regime, confidence)
    const side = Math.sign(exposure)
    this.exposures[agent] = exposure
    this.believed[agent] = believed
    this.votes[agent] = side * Math.max(0.02, 2 * confidence - 1)
    if (opinion === undefined || side === 0) return
    const noted = { side, close: this.#close, confidence, believed, regime: this.#regime }
    this.#open.note(agent, this.#ts, noted)
  }

  /** It does not count now. */
  silence(agent: number): void {
    this.exposures[agent] = Number.NaN
    this.votes[agent] = Number.NaN
  }

  #keep(agent: number, opinion: Opinion): void {
    const said = this.#said[agent] as Said
    said.exposure = opinion.exposure
    said.confidence = opinion.confidence
    said.stop = opinion.stop
    said.target = opinion.target
    said.holdUs = opinion.holdUs ?? 0
    said.follows = opinion.follows ?? false
    const stands = opinion.quotes === undefined ? (this.#horizonsUs[agent] as number) : 0
    this.#until[agent] = this.#ts + stands
  }

  #standing(agent: number): Opinion | undefined {
    return this.#ts < (this.#until[agent] as number) ? this.#said[agent] : undefined
  }

  save(): Json {
    const standing = [...this.#until.keys()].filter((a) => this.#ts < (this.#until[a] as number))
    return {
      open: this.#open.save(),
      close: this.#close,
      regime: this.#regime,
      standing: standing.map((a) => [a, this.#until[a] as number, saidJson(this.#said[a] as Said)]),
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    this.#open.load(saved['open'] as Json)
    this.#close = Number(saved['close'])
    this.#regime = Number(saved['regime'])
    this.#until.fill(0)
    const standing = (saved['standing'] ?? []) as readonly (readonly [number, number, Opinion])[]
    for (const [a, until, said] of standing) {
      this.#keep(a, said)
      this.#until[a] = until
    }
  }

  get ts(): number {
    return this.#ts
  }

  get close(): number {
    return this.#close
  }

  get regime(): number {
    return this.#regime
  }
}

function saidJson({ exposure, confidence, stop, target, holdUs = 0, follows = false }: Said): Json {
  return {
    ...{ exposure, confidence, holdUs, follows },
    ...(stop === undefined ? {} : { stop }),
    ...(target === undefined ? {} : { target }),
  }
}
