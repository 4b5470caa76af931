import type { Json } from '../../base/index.ts'
import type { BarColumns, Micros, OrderId, OrderIntent } from '../../domain/index.ts'
import type { AccountSink, OrderEventSink } from '../../execution/index.ts'
import type { Approved } from '../../risk/index.ts'
import type { DeskExchange } from './desk-exchange.ts'

type Late = { readonly approved: Approved<OrderIntent>; left: number }

/**
 * A simulated exchange that market orders reach some bars of their instrument later. Stops and
 * limits rest there before they are wanted, and lose nothing by the way. For nulls of a backtest:
 * what is on its way is not part of a saved state.
 */
export class DelayedExchange implements DeskExchange {
  readonly #inner: DeskExchange
  readonly #bars: number
  readonly #late: Late[][]
  #sink: OrderEventSink = { onOrderEvent: () => {} }

  /** @param bars - By how many bars an order is late. Whole, 1 or more. */
  constructor(inner: DeskExchange, instruments: number, bars: number) {
    this.#inner = inner
    this.#bars = bars
    this.#late = Array.from({ length: instruments }, () => [])
  }

  connect(sink: OrderEventSink & AccountSink): void {
    this.#sink = sink
    this.#inner.connect(sink)
  }

  submit(approved: Approved<OrderIntent>): void {
    const { instrument, type } = approved.order
    if (type === 'market') this.#late[instrument]?.push({ approved, left: this.#bars })
    else this.#inner.submit(approved)
  }

  cancel(orderId: OrderId, ts: Micros): void {
    for (const late of this.#late) {
      const at = late.findIndex(({ approved }) => approved.order.orderId === orderId)
      if (at < 0) continue
      late.splice(at, 1)
      this.#sink.onOrderEvent({ kind: 'order-canceled', orderId, tsEvent: ts, tsInit: ts })
      return
    }
    this.#inner.cancel(orderId, ts)
  }

  isTouched(instrument: number, low: number, high: number): boolean {
    const isLate = (this.#late[instrument] as Late[]).length > 0
    return isLate || this.#inner.isTouched(instrument, low, high)
  }

  onBar(instrument: number, bars: BarColumns, row: number): void {
    const late = this.#late[instrument] as Late[]
    const waiting = [...late]
    const low = bars.low[row] as number
    if (this.#inner.isTouched(instrument, low, bars.high[row] as number))
      this.#inner.onBar(instrument, bars, row)
    for (const order of waiting) {
      order.left -= 1
      const at = late.indexOf(order)
      if (order.left > 0 || at < 0) continue
      late.splice(at, 1)
      this.#inner.submit(order.approved)
    }
  }

  save(): Json {
    return this.#inner.save()
  }

  load(state: Json): void {
    this.#inner.load(state)
  }
}
