import type { Json } from '../base/index.ts'
import type { Micros, OrderAmend, OrderId, OrderIntent } from '../domain/index.ts'
import type { AccountSink, OrderEventSink, OrderGateway } from '../execution/index.ts'
import type { Approved } from '../risk/index.ts'
import type { DeskExchange } from '../venue/index.ts'

/** A distant venue as a desk uses it: bars match nothing, whatever it says comes by the gateway. */
export class RemoteExchange implements DeskExchange {
  readonly #gateway: OrderGateway
  readonly isDistant = true

  constructor(gateway: OrderGateway) {
    this.#gateway = gateway
  }

  connect(sink: OrderEventSink & AccountSink): void {
    this.#gateway.connect(sink, sink)
  }

  submit(order: Approved<OrderIntent>): void {
    this.#gateway.submit(order)
  }

  cancel(orderId: OrderId, ts: Micros): void {
    this.#gateway.cancel(orderId, ts)
  }

  amend(change: OrderAmend): void {
    this.#gateway.amend(change)
  }

  isTouched(): boolean {
    return false
  }

  onBar(): void {}

  /** Nothing of a distant venue is the desk's to remember: what was heard stands in the journal. */
  save(): Json {
    return null
  }

  load(): void {}
}
