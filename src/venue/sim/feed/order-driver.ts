import { type Micros, micros } from '../../../domain/index.ts'
import type { Fidelity } from './fidelity.ts'
import type { MarketFeed } from './market-feed.ts'

/** Where a market goes in that is told order by order. `SimulatedExchange` is one. */
export interface OrderInput {
  /** A stranger's single order as it is now; 0 lots removes it. */
  onOrder(
    instrument: number,
    order: number,
    isBid: boolean,
    ticks: number,
    lots: number,
    ts: Micros,
  ): void
  /** A stranger's resting order traded; what is left of it is told by `onOrder`. */
  onExecution(instrument: number, order: number, lots: number, ts: Micros): void
}

/** What a row says of its order. The first three are the market room's `orderDeltaKinds`. */
const deleted = 0
const executed = 3

/** Single orders of strangers, oldest first. */
export type OrderColumns = {
  /** Order of the messages; they carry no time. */
  readonly sequence: Float64Array
  /** 0 deleted, 1 and 2 set, 3 executed (`lots` of it). */
  readonly kind: Float64Array
  /** The venue's number, above 0. */
  readonly order: Float64Array
  readonly isBid: Float64Array
  /** At most `ticksMax`. */
  readonly ticks: Float64Array
  readonly lots: Float64Array
}

/** Which orders of strangers are played, and into what. */
export type OrderDriverOptions = {
  readonly orders: OrderColumns
  readonly target: OrderInput
  readonly instrument: number
  /** When message 0 counts, and how long after each the next: the data does not know. */
  readonly startTs: Micros
  readonly stepUs: number
}

/**
 * A market told order by order. Where executions are not told, as on Bitfinex, a resting order is
 * filled when somebody comes to stand across it, and stops wait for such a trade.
 */
export class OrderDriver implements MarketFeed {
  readonly fidelity: Fidelity = 'l3'
  readonly #options: OrderDriverOptions
  #row = 0

  constructor(options: OrderDriverOptions) {
    this.#options = options
  }

  get nextTs(): number {
    const { orders, startTs, stepUs } = this.#options
    const sequence = orders.sequence[this.#row]
    return sequence === undefined ? Number.POSITIVE_INFINITY : startTs + sequence * stepUs
  }

  step(): void {
    const { orders, target, instrument } = this.#options
    const row = this.#row
    const { nextTs } = this
    if (nextTs === Number.POSITIVE_INFINITY) return
    const ts = micros(nextTs)
    const kind = orders.kind[row]
    const order = orders.order[row] as number
    const lots = orders.lots[row] as number
    const isBid = orders.isBid[row] === 1
    if (kind === executed) target.onExecution(instrument, order, lots, ts)
    else {
      const shown = kind === deleted ? 0 : lots
      target.onOrder(instrument, order, isBid, orders.ticks[row] as number, shown, ts)
    }
    this.#row = row + 1
  }
}
