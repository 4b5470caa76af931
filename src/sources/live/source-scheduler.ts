import { assert } from '../../base/index.ts'
import { dayUs, type Micros, secondUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { PolledSource, SourceState } from './polled-source.ts'

/** When a source is asked. */
export type Schedule =
  /** Whenever it may be asked. */
  | { readonly kind: 'continuous' }
  | { readonly kind: 'every'; readonly us: number }
  /** Once a day, so long after midnight UTC. */
  | { readonly kind: 'daily'; readonly atUs: number }

export type ScheduledSource = { readonly source: PolledSource; readonly schedule: Schedule }

export type SchedulerListener = {
  /** New observations of a source, by id in its log. Sources in the order they were given. */
  readonly onObservations?: (source: PolledSource, ids: readonly number[]) => void
  /** How all of them stand, after a turn in which any was asked. */
  readonly onTurn?: (states: readonly SourceState[]) => void
  /** How all of them stand, every 30 s. */
  readonly onHealth?: (states: readonly SourceState[]) => void
}

const turnUs = secondUs
const healthUs = 30 * secondUs

/** When a schedule next comes up after a time. */
export function nextOf(schedule: Schedule, after: Micros): number {
  if (schedule.kind === 'continuous') return after
  if (schedule.kind === 'every') return after + schedule.us
  const today = Math.floor(after / dayUs) * dayUs + schedule.atUs
  return today > after ? today : today + dayUs
}

/**
 * Asks several sources, each by its schedule and none more often than it may be. Those that are due
 * together are asked at once, and written down in the order they were given, whichever answered
 * first. A question that failed is asked again as soon as its source may be asked.
 */
export class SourceScheduler {
  readonly #clock: Clock
  readonly #sources: readonly (ScheduledSource & { dueAt: number })[]
  readonly #listener: SchedulerListener
  #cancel: (() => void) | undefined
  #healthAt: number
  #isStopped = false

  constructor(clock: Clock, sources: readonly ScheduledSource[], listener: SchedulerListener = {}) {
    const names = sources.map(({ source }) => source.name)
    assert(new Set(names).size === names.length, 'every source has a name of its own')
    this.#clock = clock
    this.#sources = sources.map((each) => ({ ...each, dueAt: 0 }))
    this.#listener = listener
    this.#healthAt = clock.now() + healthUs
  }

  /** Asks all that are due, and waits for them. Never rejects. */
  async turn(): Promise<void> {
    const now = this.#clock.now()
    const due = this.#sources.filter(({ source, dueAt }) => dueAt <= now && source.nextAt <= now)
    const answers = await Promise.all(due.map(({ source }) => source.ask()))
    if (this.#isStopped) return
    for (const [i, each] of due.entries()) {
      const answer = answers[i]
      const ids = each.source.take(answer)
      if (answer?.ok === true) each.dueAt = nextOf(each.schedule, now)
      if (ids.length > 0) this.#listener.onObservations?.(each.source, ids)
    }
    if (due.length > 0) this.#listener.onTurn?.(this.states())
    if (this.#clock.now() < this.#healthAt) return
    this.#healthAt = this.#clock.now() + healthUs
    this.#listener.onHealth?.(this.states())
  }

  states(): readonly SourceState[] {
    return this.#sources.map(({ source }) => source.state())
  }

  /** Takes turns, a second apart, until it is stopped. */
  start(): void {
    this.#cancel = this.#clock.after(0, () => void this.#again())
  }

  /** What is still out counts for nothing. */
  stop(): void {
    this.#isStopped = true
    this.#cancel?.()
  }

  async #again(): Promise<void> {
    await this.turn()
    if (this.#isStopped) return
    this.#cancel = this.#clock.after(turnUs, () => void this.#again())
  }
}
