import { defined } from '../../src/base/index.ts'
import {
  BarColumns,
  type InstrumentId,
  instrument,
  micros,
  minuteUs,
  type OrderEvent,
  orderId,
  type OrderIntent,
  price,
  quantity,
} from '../../src/domain/index.ts'
import { BarExchange, type Costs } from '../../src/venue/index.ts'

const made = instrument('BTC-USD.SIM' as InstrumentId, '1', '1')
const btc = defined(made.ok ? made.value : undefined, 'instrument')
export const free: Costs = { feeTakerPpm: 0, feeMakerPpm: 0, slippage: 0, participationMax: 1 }

/** One exchange and the bars shown to it; prices are small whole ticks. */
export class ExchangeScene {
  readonly exchange: BarExchange
  readonly heard: OrderEvent[] = []
  readonly #bars = new BarColumns(16)
  /** What the desk answers to a fill, at once. */
  answer: (event: OrderEvent) => void = () => {}
  /** What the books say can be spent, minor units. */
  cash: bigint = 10n ** 24n
  #orders = 0

  constructor(costs: Partial<Costs> = {}) {
    this.exchange = new BarExchange({
      instruments: [btc],
      intervalsUs: [minuteUs],
      costs: { ...free, ...costs },
      cash: () => this.cash,
    })
    this.exchange.connect({
      onOrderEvent: (event) => {
        this.heard.push(event)
        this.answer(event)
      },
    })
  }

  send(
    order: Partial<OrderIntent> & { readonly lots?: number; readonly at?: number },
  ): OrderIntent {
    this.#orders += 1
    const intent: OrderIntent = {
      orderId: orderId(this.#orders),
      instrument: 0,
      side: 'buy',
      type: 'market',
      role: 'entry',
      quantity: quantity(order.lots ?? 10),
      price: price(order.at ?? 0),
      arrival: price(100),
      isReduceOnly: false,
      ts: micros(this.#bars.length * minuteUs),
      ...order,
    }
    this.exchange.submit({ order: intent })
    return intent
  }

  /** A long of `lots` bought at 100. */
  long(lots: number): void {
    this.send({ lots })
    this.bar([100, 100, 100, 100])
    this.heard.length = 0
  }

  bar([open, high, low, close]: readonly [number, number, number, number], volume = 1_000): void {
    this.#bars.push((this.#bars.length + 1) * minuteUs, open, high, low, close, volume)
    this.exchange.onBar(0, this.#bars, this.#bars.length - 1)
  }

  get fills(): (readonly [order: number, price: number, lots: number])[] {
    return this.heard.flatMap((event) =>
      event.kind === 'order-filled' ? [[event.orderId, event.price, event.quantity] as const] : [],
    )
  }

  get canceled(): number[] {
    return this.heard.flatMap((event) => (event.kind === 'order-canceled' ? [event.orderId] : []))
  }
}
