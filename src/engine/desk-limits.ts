import { declined, type Json, type Result } from '../base/index.ts'
import {
  hourUs,
  type LimitAsked,
  type Micros,
  minorPerUnit,
  type TierChanged,
} from '../domain/index.ts'
import { LimitChanges, type Limits, type LimitWish, type RiskBook, Tiers } from '../risk/index.ts'
import type { DeskSetup } from './desk-setup.ts'

/**
 * The limits that hold now: those of the settings, as people have changed them since, and none
 * wider than the tier that the capital is in.
 */
export class DeskLimits {
  readonly changes: LimitChanges
  readonly tiers: Tiers | undefined
  /** Agents that are asked in this tier; one in the smallest too, for what is held. */
  agentsMax: number = Number.POSITIVE_INFINITY
  readonly #book: RiskBook
  /** What was combined last. */
  #asked: Limits | undefined
  #revision = -1
  /** No limit changes by itself before. */
  nextTs = 0
  /** When equity is looked at for its tier again. */
  #tierTs = 0

  constructor({ limits, guard, cash }: DeskSetup, book: RiskBook) {
    this.#book = book
    this.changes = new LimitChanges(limits)
    if (guard?.hasTiers === true) this.tiers = new Tiers(Number(cash) / minorPerUnit)
    this.#combine(0)
  }

  /** After the books were marked, from `nextTs` on. @returns The tier the desk has moved to. */
  onMark(ts: Micros): TierChanged | undefined {
    let moved: TierChanged | undefined
    if (this.tiers !== undefined && ts >= this.#tierTs) {
      this.#tierTs = ts + hourUs
      moved = this.tiers.mark(ts, this.#book.equity / minorPerUnit)
    }
    this.#combine(ts)
    return moved
  }

  /**
   * A person wants another limit.
   *
   * @param newest - Close of the newest bar; 0 before the first.
   * @returns The event to record, or why not.
   */
  ask(wish: LimitWish, newest: Micros): Result<LimitAsked> {
    const asked = this.changes.ask(wish)
    // Before the first bar there is no time to wait from, whatever else was done to the desk: the
    // wish would be due with that bar.
    if (asked.ok && asked.value.dueTs > wish.ts && !(newest > 0))
      return declined('a limit can be widened once the desk has seen a bar')
    return asked
  }

  apply(event: LimitAsked): void {
    this.changes.apply(event)
    // What waits is due by the time of bars: a clock that is wrong brings no wider limit forward.
    this.#combine(0)
  }

  #combine(ts: number): void {
    const asked = this.changes.at(ts)
    const tierTs = this.tiers === undefined ? Number.POSITIVE_INFINITY : this.#tierTs
    this.nextTs = Math.min(tierTs, this.changes.dueTs)
    const revision = this.tiers?.revision ?? 0
    if (asked === this.#asked && revision === this.#revision) return
    this.#asked = asked
    this.#revision = revision
    this.#book.limits = this.tiers?.limits(asked) ?? asked
    if (this.tiers !== undefined) this.agentsMax = Math.max(1, this.tiers.allowed.strategiesMax)
  }

  save(): Json {
    return {
      changes: this.changes.save(),
      tiers: this.tiers?.save() ?? null,
      tierTs: this.#tierTs,
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    this.changes.load(saved['changes'] ?? null)
    this.tiers?.load(saved['tiers'] ?? null)
    this.#tierTs = Number(saved['tierTs'])
    this.#asked = undefined
    this.#combine(0)
  }
}
