import type { Micros } from '../../src/domain/index.ts'
import {
  type BookLevel,
  type EventMark,
  type Exchange,
  type MarketEvent,
  type LookedUp,
  ToldBook,
  type TradingMode,
} from '../../src/venue/sim/index.ts'
import { promise } from './exchange-violation.ts'
import { FaultChannel } from './fault-channel.ts'
import { same } from './fault-picture.ts'

type BookReading = LookedUp & { readonly kind: 'book' }

/** What clients believe one instrument's market to be. */
export class MarketPicture {
  readonly channel: FaultChannel = new FaultChannel()
  readonly #instrument: number
  readonly #book = new ToldBook()
  #mode: TradingMode = 'trading'
  /** Ticks of the last trade heard of; 0 before. */
  last = 0
  readTs = 0
  /** Checksums that did not fit. */
  breaks = 0
  /** Readings of a state that was known already. */
  compared = 0

  constructor(instrument: number) {
    this.#instrument = instrument
  }

  hear(event: MarketEvent, { sequence, checksum }: EventMark): void {
    this.channel.take(sequence, () => {
      if (event.kind === 'trade') this.last = event.price
      else if (event.kind === 'mode') this.#mode = event.mode
      else if (event.kind === 'book') this.#book.set(event.side, event.price, event.lots)
      if (this.#book.checksum === checksum) return
      this.breaks += 1
      this.channel.breakOff()
    })
  }

  read(reading: BookReading, ts: Micros): void {
    const compare = (): void => {
      this.compared += 1
      this.#compare(reading)
    }
    this.channel.read(reading.sequence, compare, () => {
      this.readTs = ts
      this.#mode = reading.mode
      this.#book.clear()
      for (const { price, lots } of reading.bids) this.#book.set('buy', price, lots)
      for (const { price, lots } of reading.asks) this.#book.set('sell', price, lots)
    })
  }

  /** Compares with the truth. */
  compare(exchange: Exchange): void {
    const instrument = this.#instrument
    this.#compare({
      mode: exchange.modeOf(instrument),
      bids: exchange.depth(instrument, 'buy', 10_000),
      asks: exchange.depth(instrument, 'sell', 10_000),
    })
  }

  #compare({ mode, bids, asks }: Pick<BookReading, 'mode' | 'bids' | 'asks'>): void {
    const what = `instrument ${this.#instrument}`
    promise(this.#mode === mode, 'picture', () => `${what} is ${this.#mode}, not ${mode}`)
    same(`bids of ${what}`, lines(this.#book.levels('buy')), lines(bids))
    same(`asks of ${what}`, lines(this.#book.levels('sell')), lines(asks))
  }
}

function lines(levels: readonly BookLevel[]): readonly string[] {
  return levels.map(({ price, lots }) => `${price} ${lots}`)
}
