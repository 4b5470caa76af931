import {
  dayUs,
  type DeskEvent,
  formatTime,
  type IntentRefused,
  type Micros,
  type OrderIntent,
  type StandingChanged,
} from '../../src/domain/index.ts'
import type { DeskSetup } from '../../src/engine/index.ts'
import { Counts } from './counts.ts'

/** Reads from the events of a journal what was ordered, what was refused, and what went wrong. */
export class MonthEvents {
  orders = 0
  fills = 0
  bars = 0
  teams = 0
  readonly refused: Counts = new Counts()
  readonly cut: Counts = new Counts()
  readonly rejected: Counts = new Counts()
  /** Breakers that opened, by scope and cause. */
  readonly breakers: Counts = new Counts()
  readonly incidents: { readonly at: string; readonly what: string }[] = []
  readonly #setup: DeskSetup
  /** What orders are for, by their number. */
  readonly #roles = new Map<number, OrderIntent['role']>()
  #fullDay = 0

  constructor(setup: DeskSetup) {
    this.#setup = setup
  }

  onEvent(event: DeskEvent): void {
    if (event.kind === 'bar-closed') this.bars += 1
    else if (event.kind === 'submit') this.#onSubmit(event.order)
    else if (event.kind === 'order-filled') this.fills += 1
    else if (event.kind === 'intent-refused') this.#onRefused(event)
    else if (event.kind === 'intent-cut') this.cut.add(event.limit)
    else if (event.kind === 'order-rejected')
      this.rejected.add(`${event.reason} (${this.#roles.get(event.orderId) ?? ''})`)
    else if (event.kind === 'team-moved') this.teams += event.isDeployed ? 1 : 0
    else this.#onIncident(event)
  }

  #onSubmit({ orderId, role }: OrderIntent): void {
    this.orders += 1
    this.#roles.set(orderId, role)
  }

  /** Once a day it is told as well that there was no room to write down more than exits. */
  #onRefused({ limit, ts }: IntentRefused): void {
    this.refused.add(limit)
    const day = Math.floor(ts / dayUs)
    if (limit !== 'journal' || day === this.#fullDay) return
    this.#fullDay = day
    this.#note(ts, 'the disk is full: nothing that adds risk may leave')
  }

  #onIncident(event: DeskEvent): void {
    if (event.kind === 'mode-changed')
      this.#note(event.ts, `${event.actor} moved it to ${event.to}: ${event.reason}`)
    else if (event.kind === 'alert-raised') this.#note(event.ts, `${event.code}: ${event.text}`)
    else if (event.kind === 'standing-changed')
      this.#note(event.ts, `${this.#named(event)} is trusted with ${event.share}: ${event.reason}`)
    else if (event.kind === 'tier-changed')
      this.#note(event.ts, `tier ${event.to}, ${event.from} before`)
    else if (event.kind === 'breaker-moved' && event.state === 'open')
      this.breakers.add(`${event.scope} ${event.cause}`)
  }

  #named({ scope, subject }: StandingChanged): string {
    const { instruments, agents } = this.#setup
    if (scope === 'strategy') return agents[subject]?.id ?? scope
    return scope === 'instrument' ? (instruments[subject]?.id ?? scope) : scope
  }

  #note(ts: Micros, what: string): void {
    this.incidents.push({ at: formatTime(ts), what })
  }
}
