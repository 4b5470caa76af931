import type { Micros } from '../../../domain/index.ts'
import { type DecimalLevel, krakenChecksum } from '../../../market/index.ts'
import type { BookLevel, Exchange } from '../../sim/exchange/exchange.ts'
import { textOfSteps } from '../wire-step.ts'
import { channelMessage, jsonObject, jsonText } from './kraken-json.ts'
import { type KrakenPair, priceText } from './kraken-names.ts'
import { krakenIso } from './kraken-time.ts'
import type { InstrumentNews, StreamTopic } from './stream-topic.ts'

/** Depths that can be followed. */
export const bookDepths: readonly number[] = [10, 25, 100, 500, 1_000]

/** Levels the checksum covers. */
const checkedLevels = 10

type Shown = { readonly bids: readonly BookLevel[]; readonly asks: readonly BookLevel[] }

/** The best levels of one book, as changes to what was told before. */
export class BookTopic implements StreamTopic {
  readonly #pair: KrakenPair
  readonly #exchange: Pick<Exchange, 'depth'>
  readonly #depth: number
  #told: Shown

  constructor(pair: KrakenPair, exchange: Pick<Exchange, 'depth'>, depth: number) {
    this.#pair = pair
    this.#exchange = exchange
    this.#depth = depth
    this.#told = this.#now()
  }

  snapshot(now: Micros): readonly string[] {
    const { bids, asks } = this.#now()
    return [channelMessage('book', 'snapshot', [this.#record(bids, asks, { bids, asks }, now)])]
  }

  update({ isBookTouched }: InstrumentNews, now: Micros): readonly string[] {
    if (!isBookTouched) return []
    const shown = this.#now()
    const bids = changes(this.#told.bids, shown.bids, true, this.#depth)
    const asks = changes(this.#told.asks, shown.asks, false, this.#depth)
    this.#told = shown
    if (bids.length === 0 && asks.length === 0) return []
    return [channelMessage('book', 'update', [this.#record(bids, asks, shown, now)])]
  }

  #now(): Shown {
    const { index } = this.#pair
    return {
      bids: this.#exchange.depth(index, 'buy', this.#depth),
      asks: this.#exchange.depth(index, 'sell', this.#depth),
    }
  }

  #record(
    bids: readonly BookLevel[],
    asks: readonly BookLevel[],
    shown: Shown,
    now: Micros,
  ): string {
    return jsonObject({
      symbol: jsonText(this.#pair.symbol),
      bids: this.#levels(bids),
      asks: this.#levels(asks),
      checksum: String(krakenChecksum(this.#checked(shown.asks), this.#checked(shown.bids))),
      timestamp: jsonText(krakenIso(now)),
    })
  }

  #levels(levels: readonly BookLevel[]): string {
    const texts = levels.map((level) => {
      const [price, quantity] = this.#texts(level)
      return `{"price":${price},"qty":${quantity}}`
    })
    return `[${texts.join(',')}]`
  }

  /** Whole digits will do: the checksum leaves out the point anyway. */
  #checked(levels: readonly BookLevel[]): readonly DecimalLevel[] {
    const { tick, lot } = this.#pair
    return levels
      .slice(0, checkedLevels)
      .map(({ price, lots }) => [textOfSteps(price, tick, 0), textOfSteps(lots, lot, 0)])
  }

  #texts({ price, lots }: BookLevel): DecimalLevel {
    return [priceText(this.#pair, price), textOfSteps(lots, this.#pair.lot)]
  }
}

/**
 * What turns `before` into `after`; 0 lots remove a level. A level that better ones pushed out is
 * not told: whoever follows keeps no more than `depth` levels.
 */
function changes(
  before: readonly BookLevel[],
  after: readonly BookLevel[],
  isBid: boolean,
  depth: number,
): readonly BookLevel[] {
  const found: BookLevel[] = []
  const isBetter = (a: number, b: number): boolean => (isBid ? a > b : a < b)
  let next = 0
  for (const level of after) {
    let old = before[next]
    while (old !== undefined && isBetter(old.price, level.price)) {
      found.push({ price: old.price, lots: 0 })
      next += 1
      old = before[next]
    }
    if (old?.price === level.price) {
      next += 1
      if (old.lots !== level.lots) found.push(level)
    } else found.push(level)
  }
  if (after.length < depth)
    for (const { price } of before.slice(next)) found.push({ price, lots: 0 })
  return found
}
