import { declined, type Json, nearest, ok, type Result } from '../../base/index.ts'
import { hourUs, type LimitAsked, type Micros, micros } from '../../domain/index.ts'
import type { Limits } from '../limits.ts'
import { isAutomatic } from '../mode.ts'
import {
  type ChangeableLimit,
  changeableLimit,
  changeableLimits,
  isWider,
  limitValue,
  withLimit,
} from './limit-direction.ts'

/** How long a wider limit waits: long enough to sleep over it. */
export const coolDownUs: number = 24 * hourUs

/** What somebody wants, in their own words. */
export type LimitWish = {
  readonly key: string
  /** A switch is 0 or 1. */
  readonly value: number
  readonly ts: Micros
  /** What a clock says, where bars are as old as it says: later than `ts` after a stop. */
  readonly clockTs?: Micros | undefined
  readonly actor: string
  readonly reason: string
}

/**
 * The limits of a desk, as people change them while it runs: a tighter one holds at once, a wider
 * one a day later. Of one limit one wish waits: another takes its place and waits anew, and asking
 * for what holds already, or for something tighter, takes it back. Follows from its events and the
 * time alone.
 */
export class LimitChanges {
  #limits: Limits
  readonly #pending = new Map<ChangeableLimit, LimitAsked>()
  /** When the first of those that wait is due. */
  #dueTs = Number.POSITIVE_INFINITY

  /** @param limits - Those of the settings. */
  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** The event a wish makes, to be recorded and then applied; declines what is no change. */
  ask({ key: name, value, ts, clockTs = ts, actor, reason }: LimitWish): Result<LimitAsked> {
    const key = changeableLimit(name)
    if (key === undefined) return declined(noLimit(name))
    if (!Number.isFinite(value) || value < 0)
      return declined(`${key} must be a number from 0 up, was ${value}`)
    if (key === 'isLongOnly' && value !== 0 && value !== 1)
      return declined(`${key} must be 0 or 1, was ${value}`)
    if (actor.trim() === '' || isAutomatic(actor) || reason.trim() === '')
      return declined('a limit is changed by a person, with a reason')
    const now = limitValue(this.#limits, key)
    if (value === now && !this.#pending.has(key)) return declined(`${key} is ${value} already`)
    const dueTs = isWider(key, now, value) ? micros(Math.max(ts, clockTs) + coolDownUs) : ts
    return ok({ kind: 'limit-asked', ts, dueTs, key, value, actor, reason })
  }

  /** Takes in a recorded wish. A wider limit waits for a day, whatever the event says. */
  apply(event: LimitAsked): void {
    const key = changeableLimit(event.key)
    if (key === undefined || !Number.isFinite(event.value)) return
    this.#pending.delete(key)
    if (isWider(key, limitValue(this.#limits, key), event.value)) {
      const dueTs = micros(Math.max(event.dueTs, event.ts + coolDownUs))
      this.#pending.set(key, { ...event, dueTs })
    } else this.#limits = withLimit(this.#limits, key, event.value)
    this.#schedule()
  }

  /** The limits that hold at `ts`: the same record until one changes. */
  at(ts: number): Limits {
    if (ts < this.#dueTs) return this.#limits
    for (const [key, { dueTs, value }] of this.#pending)
      if (ts >= dueTs) {
        this.#limits = withLimit(this.#limits, key, value)
        this.#pending.delete(key)
      }
    this.#schedule()
    return this.#limits
  }

  /** When the first of those that wait is due; infinity when none does. */
  get dueTs(): number {
    return this.#dueTs
  }

  /** What waits, the next due first. */
  get pending(): readonly LimitAsked[] {
    return [...this.#pending.values()].sort((a, b) => a.dueTs - b.dueTs || (a.key < b.key ? -1 : 1))
  }

  #schedule(): void {
    this.#dueTs = Number.POSITIVE_INFINITY
    for (const { dueTs } of this.#pending.values()) if (dueTs < this.#dueTs) this.#dueTs = dueTs
  }

  /** Whether anything was ever changed, or waits. */
  save(): Json {
    return { limits: { ...this.#limits }, pending: this.pending.map((event) => ({ ...event })) }
  }

  load(state: Json): void {
    const saved = state as unknown as {
      readonly limits: Limits
      readonly pending: readonly LimitAsked[]
    }
    this.#limits = { ...this.#limits, ...saved.limits }
    this.#pending.clear()
    for (const event of saved.pending) {
      const key = changeableLimit(event.key)
      if (key !== undefined) this.#pending.set(key, event)
    }
    this.#schedule()
  }
}

function noLimit(name: string): string {
  const near = nearest(name, changeableLimits)
  const hint = near === undefined ? 'coinswarm limits lists them' : `did you mean ${near}?`
  return `there is no limit '${name}' to change; ${hint}`
}
