import type { ExchangeEvent, ExchangeSink, OrderRequest } from '../../src/venue/sim/index.ts'

/** Counts what happened, so that a test can say that all of it did. Passes every event on. */
export class ExchangeTally implements ExchangeSink {
  readonly counts: Map<string, number>
  readonly #next: ExchangeSink

  /** @param counts - Shared by the tallies of several worlds. */
  constructor(next: ExchangeSink, counts: Map<string, number>) {
    this.#next = next
    this.counts = counts
  }

  onExchangeEvent(event: ExchangeEvent): void {
    this.#add('events')
    this.#add(event.kind)
    if (event.kind === 'order-filled') {
      const { type, timeInForce, isReduceOnly, display } = event.order.request
      this.#add(`${type} filled`)
      this.#add(`${timeInForce} filled as ${event.fill.liquidity}`)
      if (isReduceOnly) this.#add('reduce-only filled')
      if (display > 0) this.#add('iceberg filled')
      if (event.order.group !== 0) this.#add('grouped filled')
    } else if (event.kind === 'balance-changed') this.#add(`booked: ${event.reason}`)
    else if (event.kind === 'mode') this.#add(`mode: ${event.mode}`)
    else if (event.kind === 'liquidated') this.#add(`liquidated: ${event.instrument}`)
    else if (event.kind === 'order-triggered') this.#fired(event.order.request)
    else if ('order' in event && event.order.end !== undefined) {
      this.#add(`ended: ${event.order.end}`)
      if (event.order.end === 'time') this.#add(`${event.order.request.timeInForce} ended by time`)
    }
    this.#next.onExchangeEvent(event)
  }

  #fired({ type, trail }: OrderRequest): void {
    this.#add(`${type} fired`)
    if (trail !== undefined) this.#add(`${type} by ${trail.kind} fired`)
  }

  #add(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1)
  }
}
