import type { Micros } from '../../domain/index.ts'
import type { VenueRequest } from './venue-link.ts'

/** Refreshes in the time until the switch goes off: two may be lost. */
const refreshes = 3

/**
 * The dead man's switch of a venue: it cancels every order of the account when it has not heard
 * from us for a while. Kraken's cancels protective stops too, so it is for desks that would rather
 * stand without a stop than with orders nobody watches, and off unless asked for.
 */
export class DeadMan {
  readonly #us: number
  readonly #send: (request: VenueRequest) => void
  dueTs: number = Number.POSITIVE_INFINITY

  /** @param us - Until it goes off; 0 for no switch. */
  constructor(us: number, send: (request: VenueRequest) => void) {
    this.#us = us
    this.#send = send
  }

  begin(now: Micros): void {
    if (this.#us > 0) this.dueTs = now
  }

  /** Sets it back, whatever came of the last time. */
  onTime(now: Micros): void {
    if (this.dueTs > now) return
    this.#send({ kind: 'dead-man', us: this.#us })
    this.dueTs = now + this.#us / refreshes
  }

  /** Before a planned stop: orders are to stay. */
  end(): void {
    if (this.dueTs === Number.POSITIVE_INFINITY) return
    this.dueTs = Number.POSITIVE_INFINITY
    this.#send({ kind: 'dead-man', us: 0 })
  }
}
