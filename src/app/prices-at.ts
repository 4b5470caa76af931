import { reasonOf } from '../base/index.ts'
import { type Instrument, parseInstrumentId } from '../domain/index.ts'
import type { Clock } from '../kernel/index.ts'
import { LiveBook, type TickRecord } from '../market/index.ts'
import { WatchedFeed } from './watched-feed.ts'

/** Another venue to compare prices with. */
export type PriceSource = {
  /** ccxt's name of it. */
  readonly venue: string
  readonly url?: string | undefined
}

export type PricesWanted = PriceSource & {
  /** `BTC/USD`. */
  readonly pair: string
  readonly clock: Clock
  /** The middle of its book in quote currency; NaN while it shows none that counts. */
  readonly onPrice: (price: number) => void
  /** One sentence for people. */
  readonly onNote: (line: string) => void
}

/** Listens to the price of a pair at a venue; where it is not listed, nothing is heard. */
export function pricesAt(wanted: PricesWanted): WatchedFeed | undefined {
  const { venue, url, pair, clock, onPrice, onNote } = wanted
  const id = parseInstrumentId(pair, venue)
  if (!id.ok) return undefined
  const middle = new BookMiddle()
  let tick = Number.NaN
  const ear = {
    onOpen: ({ instruments: [of] }: { readonly instruments: readonly Instrument[] }) => {
      tick = of?.tickSize ?? Number.NaN
    },
    onRecord: (_: number, record: TickRecord) => onPrice(middle.take(record) * tick),
    onLost: (error: unknown, isForGood: boolean) => {
      onPrice(middle.lose())
      if (isForGood) onNote(`${pair} is not compared with ${venue}: ${reasonOf(error)}`)
    },
    onNote: () => {},
  }
  const instrumentIds = [id.value]
  return new WatchedFeed({ venue, url, instrumentIds, isBookOnly: true, clock, ear })
}

/** The middle of a book, in ticks. */
class BookMiddle {
  readonly #book = new LiveBook()
  readonly #bid = new Float64Array(1)
  readonly #ask = new Float64Array(1)
  readonly #lots = new Float64Array(1)

  /** @returns NaN while there is none. */
  take(record: TickRecord): number {
    if (record.kind === 'gap') return this.lose()
    if (record.kind !== 'snapshot' && record.kind !== 'delta') return Number.NaN
    const verdict = this.#book.take(record)
    if (verdict !== 'counts' || this.#book.isCrossed) return Number.NaN
    const hasBid = this.#book.depth(true, this.#bid, this.#lots) > 0
    const hasAsk = this.#book.depth(false, this.#ask, this.#lots) > 0
    return hasBid && hasAsk ? ((this.#bid[0] ?? 0) + (this.#ask[0] ?? 0)) / 2 : Number.NaN
  }

  lose(): number {
    this.#book.distrust()
    return Number.NaN
  }
}
