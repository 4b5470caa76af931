import { type Micros, micros } from '../../../domain/index.ts'
import type { AccountEvent, ExchangeSink, MarketEvent } from './exchange-event.ts'
import type { AccountFill, ExchangeOrder } from './exchange-order.ts'

type Unnumbered<Event> = Event extends unknown ? Omit<Event, 'sequence' | 'ts'> : never
type Trade = Omit<Extract<MarketEvent, { kind: 'trade' }>, 'kind' | 'sequence' | 'ts'>
type OrderNews =
  | 'order-accepted'
  | 'order-triggered'
  | 'order-amended'
  | 'order-canceled'
  | 'order-expired'

/**
 * Numbers everything the exchange says, without gaps, and stamps it with the exchange's time. What
 * is said often is put together here in one go: copying an event costs more than making it.
 */
export class Bulletin {
  readonly #sink: ExchangeSink
  sequence = 0
  now: Micros = micros(0)

  constructor(sink: ExchangeSink) {
    this.#sink = sink
  }

  tell(event: Unnumbered<AccountEvent> | Unnumbered<MarketEvent>): void {
    this.sequence += 1
    this.#sink.onExchangeEvent({ ...event, sequence: this.sequence, ts: this.now })
  }

  tellTrade({ instrument, trade, price, lots, aggressor }: Trade): void {
    this.sequence += 1
    const { sequence, now: ts } = this
    const kind = 'trade'
    this.#sink.onExchangeEvent({ kind, sequence, ts, instrument, trade, price, lots, aggressor })
  }

  tellOrder(kind: OrderNews, order: ExchangeOrder): void {
    this.sequence += 1
    const { sequence, now: ts } = this
    this.#sink.onExchangeEvent({ kind, sequence, ts, account: order.account, order })
  }

  tellFill(order: ExchangeOrder, fill: AccountFill): void {
    this.sequence += 1
    const { sequence, now: ts } = this
    const { account } = order
    this.#sink.onExchangeEvent({ kind: 'order-filled', sequence, ts, account, order, fill })
  }
}
