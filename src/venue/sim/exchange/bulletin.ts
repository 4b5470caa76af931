import { type Micros, micros } from '../../../domain/index.ts'
import type { AccountEvent, ExchangeSink, MarketEvent } from './exchange-event.ts'

type Unnumbered<Event> = Event extends unknown ? Omit<Event, 'sequence' | 'ts'> : never

/** Numbers everything the exchange says, without gaps, and stamps it with the exchange's time. */
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
}
