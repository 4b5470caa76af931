import type { Micros, OrderEvent, OrderId } from '../../domain/index.ts'
import type { HardCaps } from '../caps/hard-caps.ts'
import type { OrderEventSink } from '../venue-port.ts'
import type { SentOrder } from './sent-order.ts'
import type { Settled } from './settle-change.ts'
import type { VenueFill } from './venue-link.ts'

/** What the desk is told of its orders, in its own words and at the gateway's time. */
export class OrderNews {
  readonly #onTold: () => void
  readonly #caps: HardCaps | undefined
  #sink: OrderEventSink = { onOrderEvent: () => {} }
  now = 0 as Micros

  /** @param onTold - Called before the desk hears of anything. @param caps - Hears it first. */
  constructor(onTold: () => void, caps?: HardCaps) {
    this.#onTold = onTold
    this.#caps = caps
  }

  connect(sink: OrderEventSink): void {
    this.#sink = sink
  }

  /** Time never runs backwards, whoever gives it. */
  at(ts: Micros): void {
    if (ts > this.now) this.now = ts
  }

  accepted(sent: SentOrder): void {
    this.#tell({ kind: 'order-accepted', ...this.#fact(sent) })
  }

  unresolved(sent: SentOrder): void {
    this.#tell({ kind: 'order-unresolved', ...this.#fact(sent) })
  }

  rejected(sent: SentOrder, reason: string): void {
    this.#tell({ kind: 'order-rejected', ...this.#fact(sent), reason })
  }

  filled(sent: SentOrder, { ts: tsEvent, ...what }: VenueFill): void {
    this.#tell({ kind: 'order-filled', ...this.#fact(sent), ...what, tsEvent, fill: sent.fills })
  }

  ended(sent: SentOrder, kind: 'order-canceled' | 'order-expired'): void {
    this.#tell({ kind, ...this.#fact(sent) })
  }

  /** @param settled - What came of a change; nothing is told of what is not certain. */
  settled(sent: SentOrder, settled: Settled | undefined): void {
    if (settled !== undefined) this.#tell({ ...this.#fact(sent), ...settled })
  }

  #fact(sent: SentOrder): { orderId: OrderId; tsEvent: Micros; tsInit: Micros } {
    return { orderId: sent.order.orderId, tsEvent: this.now, tsInit: this.now }
  }

  #tell(event: OrderEvent): void {
    this.#onTold()
    this.#caps?.hear(event)
    this.#sink.onOrderEvent(event)
  }
}
