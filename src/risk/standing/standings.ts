import type { Json } from '../../base/index.ts'
import { dayUs, micros, type StandingChanged } from '../../domain/index.ts'
import { isAutomatic } from '../mode.ts'
import {
  asleep,
  exits,
  quarter,
  shares,
  type StandingTerms,
  stepAt,
  usualStandingTerms,
} from './standing-terms.ts'

/** What there is a standing of. */
export type StandingScope = 'instrument' | 'strategy'

/**
 * With what part of its full size each instrument, or each strategy, is trusted: the more of the
 * capital allotted to it is lost, the less. After 90 days of exits only it hibernates, and only a
 * person wakes it. Part of the state that is replayed; a mark allocates nothing unless it moves.
 */
export class Standings {
  readonly scope: StandingScope
  readonly #terms: StandingTerms
  /** Capital allotted, and the net P&L from which that of now is counted. */
  readonly #capital: Float64Array
  readonly #from: Float64Array
  /** Net P&L as it was marked last, and the same as a share of the capital. */
  readonly #net: Float64Array
  readonly #pnl: Float64Array
  readonly #step: Uint8Array
  /** When exits only began. */
  readonly #since: Float64Array
  #now = 0

  /**
   * @param capital - Allotted to each, from when it is counted; any unit of money. See
   *   `allottedToInstrument` and `allottedToStrategy`.
   */
  constructor(
    scope: StandingScope,
    capital: ArrayLike<number>,
    terms: StandingTerms = usualStandingTerms,
  ) {
    this.scope = scope
    this.#terms = terms
    this.#capital = Float64Array.from(capital)
    this.#from = new Float64Array(capital.length)
    this.#net = new Float64Array(capital.length)
    this.#pnl = new Float64Array(capital.length)
    this.#step = new Uint8Array(capital.length)
    this.#since = new Float64Array(capital.length)
  }

  /** Part of its full size, 0 for exits only. What there is no standing of is trusted with none. */
  share(subject: number): number {
    return shares[this.#step[subject] ?? exits] ?? 0
  }

  /** Nobody is asked about it; its patterns are kept. */
  isHibernating(subject: number): boolean {
    return this.#step[subject] === asleep
  }

  /** Net P&L as a share of the capital allotted, when it was marked last. */
  pnl(subject: number): number {
    return this.#pnl[subject] ?? Number.NaN
  }

  /**
   * Takes in what has been made of it, all costs taken off.
   *
   * @param ts - Unit: us. One before an earlier one counts as that.
   * @param net - Realised and unrealised, in the unit of the capital.
   * @returns What has changed by it.
   */
  mark(subject: number, ts: number, net: number): StandingChanged | undefined {
    if (ts > this.#now) this.#now = ts
    const pnl = (net - (this.#from[subject] as number)) / (this.#capital[subject] as number)
    this.#net[subject] = net
    this.#pnl[subject] = pnl
    const step = this.#step[subject] as number
    if (step === asleep) return undefined
    const next = stepAt(step, pnl, this.#terms)
    if (next !== step) return this.#move(subject, next)
    if (step !== exits || this.#now - (this.#since[subject] as number) < this.#terms.hibernateUs)
      return undefined
    return this.#move(subject, asleep)
  }

  /**
   * Wakes what hibernates, on somebody's word. It begins again with a quarter of its size, and its
   * loss counts from the border of that: what it loses now soon puts it out again.
   *
   * @param actor - Who wants it: never the desk or a venue by itself.
   * @returns `undefined` when it does not hibernate, or nobody answers for it.
   */
  wake(subject: number, ts: number, actor: string, reason: string): StandingChanged | undefined {
    const isNobody = actor === '' || isAutomatic(actor) || reason.trim() === ''
    return isNobody ? undefined : this.#wake(subject, ts, actor, reason)
  }

  /** The same on the word of explorers that came to a new consensus on it. @see SPEC P12. */
  wakeByConsensus(subject: number, ts: number, reason: string): StandingChanged | undefined {
    return this.#wake(subject, ts, 'desk', reason)
  }

  #wake(subject: number, ts: number, actor: string, reason: string): StandingChanged | undefined {
    if (!this.isHibernating(subject)) return undefined
    if (ts > this.#now) this.#now = ts
    const { quarterAt } = this.#terms
    const capital = this.#capital[subject] as number
    const net = this.#net[subject] as number
    this.#from[subject] = (Number.isNaN(net) ? 0 : net) - quarterAt * capital
    this.#pnl[subject] = quarterAt
    this.#step[subject] = quarter
    return this.#event(subject, actor, reason)
  }

  #move(subject: number, next: number): StandingChanged {
    if (next === exits) this.#since[subject] = this.#now
    this.#step[subject] = next
    const percent = (100 * (this.#pnl[subject] as number)).toFixed(2)
    const days = Math.round(this.#terms.hibernateUs / dayUs)
    const of = `${percent} % of the capital allotted`
    const reason = next === asleep ? `exits only for ${days} days; net P&L ${of}` : `net P&L ${of}`
    return this.#event(subject, 'desk', reason)
  }

  #event(subject: number, actor: string, reason: string): StandingChanged {
    return {
      kind: 'standing-changed',
      ts: micros(this.#now),
      scope: this.scope,
      subject,
      share: this.share(subject),
      isHibernating: this.isHibernating(subject),
      actor,
      reason,
    }
  }

  save(): Json {
    return {
      now: this.#now,
      capital: [...this.#capital],
      from: [...this.#from],
      net: [...this.#net].map(known),
      pnl: [...this.#pnl].map(known),
      step: [...this.#step],
      since: [...this.#since],
    }
  }

  /** To be called on one of as many subjects. A step that is unknown is exits only. */
  load(state: Json): void {
    const saved = state as unknown as {
      readonly [K in 'capital' | 'from' | 'step' | 'since']: readonly number[]
    } & {
      readonly now: number
      readonly net: readonly (number | null)[]
      readonly pnl: readonly (number | null)[]
    }
    this.#now = saved.now
    this.#capital.set(saved.capital)
    this.#from.set(saved.from)
    this.#net.set(saved.net.map(orNothing))
    this.#pnl.set(saved.pnl.map(orNothing))
    this.#step.set(saved.step.map((step) => (shares[step] === undefined ? exits : step)))
    this.#since.set(saved.since)
  }
}

/** JSON knows no number that is none. */
function known(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function orNothing(value: number | null): number {
  return value ?? Number.NaN
}
