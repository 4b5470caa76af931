import type { Micros, Side } from '../../../domain/index.ts'
import { type DecimalLevel, krakenOrdersChecksum } from '../../../market/index.ts'
import type { LevelQueue } from '../../sim/exchange/level-queue.ts'
import { textOfSteps } from '../wire-step.ts'
import { bookTxid } from './kraken-id.ts'
import { channelMessage, jsonList, jsonObject, jsonText } from './kraken-json.ts'
import { type KrakenPair, priceText } from './kraken-names.ts'
import { krakenIso } from './kraken-time.ts'
import { type QueueChange, queueChanges, type ToldLevel } from './queue-changes.ts'
import type { InstrumentNews, StreamTopic } from './stream-topic.ts'

/** Depths of single orders that can be followed. */
export const queueDepths: readonly number[] = [10, 100, 1_000]

/** Prices the checksum covers. */
const checkedLevels = 10

/** What is asked of the exchange. */
type Queues = {
  readonly queues: (instrument: number, side: Side, levels: number) => readonly LevelQueue[]
}

/** The single orders of the best levels of one book, as changes to what was told before. */
export class OrderQueueTopic implements StreamTopic {
  readonly #pair: KrakenPair
  readonly #exchange: Queues
  readonly #depth: number
  #bids: readonly ToldLevel[]
  #asks: readonly ToldLevel[]

  constructor(pair: KrakenPair, exchange: Queues, depth: number, now: Micros) {
    this.#pair = pair
    this.#exchange = exchange
    this.#depth = depth
    this.#bids = this.#side('buy', [], now)
    this.#asks = this.#side('sell', [], now)
  }

  snapshot(): readonly string[] {
    const whole = (levels: readonly ToldLevel[]): readonly QueueChange[] =>
      levels.flatMap(({ price, orders }) =>
        orders.map((order) => ({ ...order, price, event: undefined })),
      )
    const record = this.#record(whole(this.#bids), whole(this.#asks))
    return [channelMessage('level3', 'snapshot', [record])]
  }

  update({ isBidTouched, isAskTouched }: InstrumentNews, now: Micros): readonly string[] {
    const before = { bids: this.#bids, asks: this.#asks }
    if (isBidTouched) this.#bids = this.#side('buy', before.bids, now)
    if (isAskTouched) this.#asks = this.#side('sell', before.asks, now)
    const bids = queueChanges(before.bids, this.#bids, { isBid: true, depth: this.#depth, now })
    const asks = queueChanges(before.asks, this.#asks, { isBid: false, depth: this.#depth, now })
    if (bids.length === 0 && asks.length === 0) return []
    return [channelMessage('level3', 'update', [this.#record(bids, asks)])]
  }

  /** @param before - What was told: an order has the time at which it was first. */
  #side(side: Side, before: readonly ToldLevel[], now: Micros): readonly ToldLevel[] {
    const times = new Map(before.flatMap(({ orders }) => orders.map(({ id, ts }) => [id, ts])))
    return this.#exchange.queues(this.#pair.index, side, this.#depth).map(({ price, orders }) => {
      let sums = 0
      return {
        price,
        orders: orders.map(({ number, lots }) => {
          const id = bookTxid(number, side, price, sums)
          if (number === 0) sums += 1
          return { id, lots, ts: times.get(id) ?? now }
        }),
      }
    })
  }

  #record(bids: readonly QueueChange[], asks: readonly QueueChange[]): string {
    return jsonObject({
      symbol: jsonText(this.#pair.symbol),
      checksum: String(krakenOrdersChecksum(this.#checked(this.#asks), this.#checked(this.#bids))),
      bids: this.#orders(bids),
      asks: this.#orders(asks),
    })
  }

  #checked(levels: readonly ToldLevel[]): readonly (readonly DecimalLevel[])[] {
    const { tick, lot } = this.#pair
    // Whole digits will do: the checksum leaves out the point anyway.
    return levels
      .slice(0, checkedLevels)
      .map(({ price, orders }) =>
        orders.map(({ lots }) => [textOfSteps(price, tick, 0), textOfSteps(lots, lot, 0)] as const),
      )
  }

  #orders(changes: readonly QueueChange[]): string {
    return jsonList(
      changes.map(({ event, id, price, lots, ts }) =>
        jsonObject({
          event: event === undefined ? undefined : jsonText(event),
          order_id: jsonText(id),
          limit_price: priceText(this.#pair, price),
          order_qty: textOfSteps(lots, this.#pair.lot),
          timestamp: jsonText(krakenIso(ts)),
        }),
      ),
    )
  }
}
