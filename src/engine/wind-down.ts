import type { Json } from '../base/index.ts'
import { secondUs } from '../domain/index.ts'
import { retryWaitUs } from './retry-wait.ts'
import type { Seat } from './seat.ts'
import { type WindDownRules, windDownDefaults } from './wind-down-rules.ts'
import type { Workbench } from './workbench.ts'

/** What a desk that winds down needs of its trader. */
export type WindDownTools = {
  /** Closes lots of what is held, less what is being closed already. */
  readonly reduce: (i: number, seat: Seat, lots: number) => void
  /** Takes back what would close a position at a gain: the exit comes instead. */
  readonly dropTarget: (seat: Seat) => void
  /** Gives up every set of legs. */
  readonly giveUpLegs: () => void
  readonly alert: (code: string, text: string) => void
}

/** One stage of one instrument, as a plan shows it. Lots. */
export type PlanStep = {
  readonly stage: number
  readonly instrument: number
  readonly lots: number
  /** Closed of them so far. */
  readonly closed: number
  readonly status: 'waiting' | 'running' | 'done' | 'stuck'
}

/** Longest wait between two attempts. */
const waitMaxUs = 30 * secondUs
/** Attempts without a single fill after which somebody is told. */
const triesMax = 6

type Kind = 'none' | 'reduce' | 'emergency'

/**
 * Closes what a desk holds: in stages, or all at once. What counts as closed is what the books say,
 * fill by fill; what a venue refuses or leaves is asked for again, for ever, and a person is told
 * when nothing moves. Stops stay where they are until there is nothing left for them to protect.
 */
export class WindDown {
  readonly #desk: Workbench
  readonly #tools: WindDownTools
  #kind: Kind = 'none'
  /** Lots held of each instrument when it began, unsigned. */
  #began: readonly number[] = []
  /** The stage that is on its way, from 1. */
  #stage = 0
  #stageTs = 0
  #tries = 0
  #triedTs = 0
  /** Lots held in all after the last attempt: less of them is progress. */
  #left = 0
  #isStuck = false
  #isOver = false

  constructor(desk: Workbench, tools: WindDownTools) {
    this.#desk = desk
    this.#tools = tools
  }

  /** Until nothing is held; and again when something turns up that was given up. */
  get isRunning(): boolean {
    return this.#kind !== 'none' && (!this.#isOver || !this.#isStageDone())
  }

  /** Begins; what ran before is over. */
  begin(kind: 'reduce' | 'emergency'): void {
    const { risk, now } = this.#desk
    this.#kind = kind
    this.#began = Array.from(risk.lots, Math.abs)
    this.#stage = 1
    this.#stageTs = now
    this.#tries = 0
    this.#left = this.#held()
    this.#isStuck = false
    this.#isOver = false
    this.#tools.giveUpLegs()
    this.#try()
  }

  /** Somebody has moved the desk to a mode in which nothing is closed. */
  end(): void {
    this.#kind = 'none'
    this.#isOver = false
    this.#isStuck = false
  }

  /** After a bar, an order's event or some time. */
  keepUp(): void {
    if (!this.isRunning) return
    if (this.#isOver) this.#resume()
    if (this.#held() < this.#left) this.#tries = 0
    this.#left = this.#held()
    if (this.#isNextDue(this.#desk.now)) this.#next()
    else if (!this.#isStageDone()) {
      if (this.#mayTry(this.#desk.now)) this.#try()
    } else if (this.#stage >= this.#stages) this.#finish()
  }

  /** By the clock alone: what a venue will not take of one must not hold up the others. */
  #isNextDue(ts: number): boolean {
    return this.#stage < this.#stages && ts >= this.#stageTs + this.#rules.everyUs
  }

  /** Whether something is to be done at `ts` without a bar. */
  isDue(ts: number): boolean {
    if (!this.isRunning) return false
    if (this.#isNextDue(ts)) return true
    return this.#isStageDone() ? this.#stage >= this.#stages : this.#mayTry(ts)
  }

  #resume(): void {
    this.#isOver = false
    this.#tries = 0
  }

  #next(): void {
    this.#stage += 1
    this.#stageTs = this.#desk.now
    this.#tries = 0
    this.#try()
  }

  #try(): void {
    const { seats, risk, now } = this.#desk
    this.#tries += 1
    this.#triedTs = now
    for (const [i, seat] of seats.entries()) {
      if (this.#kind === 'emergency') this.#tools.dropTarget(seat)
      const beyond = Math.abs(risk.lots[i] as number) - this.#keep(i, this.#stage)
      if (beyond > 0) this.#tools.reduce(i, seat, beyond)
    }
    if (this.#tries > triesMax && !this.#isStuck) this.#tellStuck()
  }

  #tellStuck(): void {
    this.#isStuck = true
    const { seats, risk } = this.#desk
    const left = seats.filter((_, i) => risk.lots[i] !== 0).map(({ instrument }) => instrument.id)
    this.#tools.alert(
      'flatten-stuck',
      `${left.join(', ')} cannot be closed: ${this.#tries} attempts and nothing was filled; it is ` +
        'tried again. Look at the venue.',
    )
  }

  #finish(): void {
    this.#isOver = true
    this.#isStuck = false
    this.#tools.alert('flat', 'Nothing is held any more.')
  }

  #mayTry(ts: number): boolean {
    return ts >= this.#triedTs + retryWaitUs(this.#tries, waitMaxUs)
  }

  /** Everything of this stage is closed, by the books. */
  #isStageDone(): boolean {
    const { lots } = this.#desk.risk
    for (let i = 0; i < lots.length; i += 1)
      if (Math.abs(lots[i] as number) > this.#keep(i, this.#stage)) return false
    return true
  }

  /** Lots that stay after a stage. Of what came after the beginning none do. */
  #keep(i: number, stage: number): number {
    const began = this.#began[i] ?? 0
    return Math.floor((began * (this.#stages - stage)) / this.#stages)
  }

  #held(): number {
    let sum = 0
    for (const lots of this.#desk.risk.lots) sum += Math.abs(lots)
    return sum
  }

  get #rules(): WindDownRules {
    return this.#desk.setup.windDown ?? windDownDefaults
  }

  get #stages(): number {
    return this.#kind === 'reduce' ? this.#rules.stages : 1
  }

  /** What is being done; what `reduce` would do while nothing is. */
  plan(): readonly PlanStep[] {
    const isPlanned = this.#kind === 'none'
    const began = isPlanned ? Array.from(this.#desk.risk.lots, Math.abs) : this.#began
    const stages = isPlanned ? this.#rules.stages : this.#stages
    const steps: PlanStep[] = []
    for (let stage = 1; stage <= stages; stage += 1)
      for (const [i, lots] of began.entries()) {
        const keep = (of: number): number => Math.floor((lots * (stages - of)) / stages)
        const part = keep(stage - 1) - keep(stage)
        if (part > 0) steps.push(this.#step(i, stage, part, keep(stage - 1)))
      }
    return steps
  }

  #step(instrument: number, stage: number, lots: number, before: number): PlanStep {
    if (this.#kind === 'none') return { stage, instrument, lots, closed: 0, status: 'waiting' }
    const held = Math.abs(this.#desk.risk.lots[instrument] as number)
    const closed = Math.max(0, Math.min(lots, before - held))
    const isNow = stage === this.#stage && !this.#isOver
    const status = closed === lots ? 'done' : isNow ? this.#pace : 'waiting'
    return { stage, instrument, lots, closed, status }
  }

  get #pace(): 'running' | 'stuck' {
    return this.#isStuck ? 'stuck' : 'running'
  }

  save(): Json {
    if (this.#kind === 'none') return null
    return {
      kind: this.#kind,
      began: this.#began,
      times: [this.#stage, this.#stageTs, this.#tries, this.#triedTs, this.#left],
      isStuck: this.#isStuck,
      isOver: this.#isOver,
    }
  }

  load(state: Json): void {
    this.end()
    if (state === null || typeof state !== 'object' || Array.isArray(state)) return
    const saved = state as { readonly [key: string]: Json }
    this.#kind = saved['kind'] === 'reduce' ? 'reduce' : 'emergency'
    this.#began = saved['began'] as readonly number[]
    const [stage, stageTs, tries, triedTs, left] = saved['times'] as readonly number[]
    this.#stage = stage ?? 1
    this.#stageTs = stageTs ?? 0
    this.#tries = tries ?? 0
    this.#triedTs = triedTs ?? 0
    this.#left = left ?? 0
    this.#isStuck = saved['isStuck'] === true
    this.#isOver = saved['isOver'] === true
  }
}
