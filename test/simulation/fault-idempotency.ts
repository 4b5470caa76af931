import type { ExchangeEvent, ExchangeSink } from '../../src/venue/sim/index.ts'
import { promise } from './exchange-violation.ts'

/** Watches that a name makes one order at most, and that it never gets more than was wanted. */
export class Idempotency implements ExchangeSink {
  readonly #numbers = new Map<string, number>()
  readonly #filled = new Map<string, number>()

  get names(): number {
    return this.#numbers.size
  }

  onExchangeEvent(event: ExchangeEvent): void {
    if (!('order' in event)) return
    const { number, account, request, lots } = event.order
    // The exchange's own, of a liquidation.
    if (request.clientId === '') return
    const name = `${account}:${request.clientId}`
    const first = this.#numbers.get(name) ?? number
    promise(first === number, 'idempotency', () => `${name} is order ${first} and ${number}`)
    this.#numbers.set(name, number)
    if (event.kind !== 'order-filled') return
    const filled = (this.#filled.get(name) ?? 0) + event.fill.lots
    promise(filled <= lots, 'idempotency', () => `${name} got ${filled}`)
    this.#filled.set(name, filled)
  }
}
