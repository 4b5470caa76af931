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

/** One side as it was told last. */
type Side = { readonly levels: readonly BookLevel[]; readonly checked: readonly DecimalLevel[] }

/** The best levels of one book, as changes to what was told before. */
export class BookTopic implements StreamTopic {
  readonly #pair: KrakenPair
  readonly #exchange: Pick<Exchange, 'depth'>
  readonly #depth: number
  #bids: Side
  #asks: Side

  constructor(pair: KrakenPair, exchange: Pick<Exchange, 'depth'>, depth: number) {
    this.#pair = pair
    this.#exchange = exchange
    this.#depth = depth
    this.#bids = this.#side('buy')
    this.#asks = this.#side('sell')
  }

  snapshot(now: Micros): readonly string[] {
    const bids = this.#side('buy')
    const asks = this.#side('sell')
    const record = this.#record(bids.levels, asks.levels, checksum(bids, asks), now)
    return [channelMessage('book', 'snapshot', [record])]
  }

  update({ isBidTouched, isAskTouched }: InstrumentNews, now: Micros): readonly string[] {
    const { levels: bidsBefore } = this.#bids
    const { levels: asksBefore } = this.#asks
    if (isBidTouched) this.#bids = this.#side('buy')
    if (isAskTouched) this.#asks = this.#side('sell')
    const bids = changes(bidsBefore, this.#bids.levels, true, this.#depth)
    const asks = changes(asksBefore, this.#asks.levels, false, this.#depth)
    if (bids.length === 0 && asks.length === 0) return []
    const record = this.#record(bids, asks, checksum(this.#bids, this.#asks), now)
    return [channelMessage('book', 'update', [record])]
  }

  #side(side: 'buy' | 'sell'): Side {
    const { index, tick, lot } = this.#pair
    const levels = this.#exchange.depth(index, side, this.#depth)
    // Whole digits will do: the checksum leaves out the point anyway.
    const checked = levels
      .slice(0, checkedLevels)
      .map(
        ({ price, lots }): DecimalLevel => [textOfSteps(price, tick, 0), textOfSteps(lots, lot, 0)],
      )
    return { levels, checked }
  }

  #record(
    bids: readonly BookLevel[],
    asks: readonly BookLevel[],
    sum: number,
    now: Micros,
  ): string {
    return jsonObject({
      symbol: jsonText(this.#pair.symbol),
      bids: this.#levels(bids),
      asks: this.#levels(asks),
      checksum: String(sum),
      timestamp: jsonText(krakenIso(now)),
    })
  }

  #levels(levels: readonly BookLevel[]): string {
    const { lot } = this.#pair
    const texts = levels.map(
      ({ price, lots }) =>
        `{"price":${priceText(this.#pair, price)},"qty":${textOfSteps(lots, lot)}}`,
    )
    return `[${texts.join(',')}]`
  }
}

function checksum(bids: Side, asks: Side): number {
  return krakenChecksum(asks.checked, bids.checked)
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
  if (before === after) return []
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
