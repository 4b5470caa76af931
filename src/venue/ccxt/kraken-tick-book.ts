import { decimals } from '../../base/index.ts'
import type { Instrument } from '../../domain/index.ts'
import { type BookRecord, KrakenBookChecksum, OrderBook, stepsOf } from '../../market/index.ts'
import type { BookStep } from './book-differ.ts'
import type { KrakenBookMessage } from './hear-kraken-books.ts'

type Levels = Pick<BookRecord, 'isBid' | 'ticks' | 'lots'>

/**
 * Kraken's book from its own messages: each is a record, once the book after it fits the checksum
 * that came with it. Kraken does not number its changes, so they are counted here. A level that
 * better ones push out of the depth that is followed is not told by Kraken: it is removed here.
 */
export class KrakenTickBook {
  readonly #of: Instrument
  readonly #depth: number
  readonly #checksum: KrakenBookChecksum
  readonly #book = new OrderBook()
  #number = 0

  /** @param depth - Levels of each side that are followed. */
  constructor(of: Instrument, depth: number) {
    const { tick, lot } = of
    const digits = { priceDecimals: decimals(tick), quantityDecimals: decimals(lot) }
    this.#of = of
    this.#depth = depth
    this.#checksum = new KrakenBookChecksum({ tick, lot, ...digits })
  }

  /** Nothing counts before the next snapshot. */
  lose(): void {
    this.#book.distrust()
  }

  take(message: KrakenBookMessage, tsInit: number): BookStep {
    const levels = this.#levels(message)
    if (levels === undefined) return { kind: 'malformed' }
    if (!message.isSnapshot && this.#book.isStale) return { kind: 'lost' }
    this.#number += 1
    const number = this.#number
    if (message.isSnapshot) this.#book.snapshot(number)
    else this.#book.update(number, number)
    for (let i = 0; i < levels.ticks.length; i += 1)
      this.#book.set(levels.isBid[i] === true, levels.ticks[i] as number, levels.lots[i] as number)
    const all = this.#cut(levels, message.isSnapshot)
    if (message.checksum !== this.#checksum.of(this.#book)) return { kind: 'wrong-checksum' }
    const ms = typeof message.timestamp === 'string' ? Date.parse(message.timestamp) : Number.NaN
    const numbers = { first: number, last: number, previous: Number.NaN }
    const kind = message.isSnapshot ? 'snapshot' : 'delta'
    return { kind: 'record', record: { kind, tsEvent: ms * 1_000, tsInit, ...numbers, ...all } }
  }

  #levels({ bids, asks }: KrakenBookMessage): Levels | undefined {
    if (!Array.isArray(bids) || !Array.isArray(asks)) return undefined
    const levels = { isBid: [] as boolean[], ticks: [] as number[], lots: [] as number[] }
    for (const side of [bids, asks])
      for (const level of side) {
        const { price, qty } = Object(level)
        if (typeof price !== 'number' || typeof qty !== 'number') return undefined
        const ticks = stepsOf(price, this.#of.tick, false)
        const lots = stepsOf(qty, this.#of.lot, true)
        if (ticks === undefined || lots === undefined || ticks <= 0 || lots < 0) return undefined
        levels.isBid.push(side === bids)
        levels.ticks.push(ticks)
        levels.lots.push(lots)
      }
    return levels
  }

  /** Takes away what lies beyond the depth, and says so behind `levels`. */
  #cut(levels: Levels, isSnapshot: boolean): Levels {
    let all = levels
    for (const isBid of [true, false]) {
      const size = this.#book.size(isBid)
      if (isSnapshot || size <= this.#depth) continue
      const [ticks, lots] = [new Float64Array(size), new Float64Array(size)]
      this.#book.depth(isBid, ticks, lots)
      const gone = [...ticks.subarray(this.#depth)]
      for (const at of gone) this.#book.set(isBid, at, 0)
      all = {
        isBid: [...all.isBid, ...gone.map(() => isBid)],
        ticks: [...all.ticks, ...gone],
        lots: [...all.lots, ...gone.map(() => 0)],
      }
    }
    return all
  }
}
