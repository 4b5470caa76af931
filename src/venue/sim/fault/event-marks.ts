import type { ExchangeEvent } from '../exchange/exchange-event.ts'
import type { ExchangeQuery } from './exchange-query.ts'
import { ToldBook } from './told-book.ts'

/** What shows a hearer of an event whether it missed any before. */
export type EventMark = {
  /** Grows by one with every event of the same account, or of the same instrument. */
  readonly sequence: number
  /** Of a market event: of the instrument's whole book after it. 0 of an account's. */
  readonly checksum: number
}

/** Numbers events by their subject, the same way where they are told and where they are heard. */
export class EventMarks {
  readonly #told = new Map<string, number>()
  readonly #heard = new Map<string, number>()
  readonly #books = new Map<number, ToldBook>()
  readonly #gaps = new Map<number, number>()

  /** To be called with every event where it is told. */
  note(event: ExchangeEvent): void {
    const key = subjectOf(event)
    this.#told.set(key, (this.#told.get(key) ?? 0) + 1)
  }

  /** To be called with every event, in the order told, where it is heard. */
  mark(event: ExchangeEvent): EventMark {
    const key = subjectOf(event)
    const sequence = (this.#heard.get(key) ?? 0) + 1
    this.#heard.set(key, sequence)
    if ('account' in event) return { sequence, checksum: 0 }
    const { instrument } = event
    const book = this.#books.get(instrument) ?? new ToldBook()
    this.#books.set(instrument, book)
    if (event.kind === 'book') book.set(event.side, event.price, event.lots)
    return { sequence, checksum: book.checksum }
  }

  /** Numbers of the last events told that what `query` finds is made of. */
  told(account: number, query: ExchangeQuery): { readonly account: number; readonly book: number } {
    const instrument = query.kind === 'book' ? query.instrument : -1
    return {
      account: this.#told.get(`a${account}`) ?? 0,
      book: this.#told.get(`i${instrument}`) ?? 0,
    }
  }

  /** Whether the instrument's next event falls into a gap. @param starts - Length of a new one. */
  isInGap(instrument: number, starts: number): boolean {
    const left = Math.max(this.#gaps.get(instrument) ?? 0, starts)
    if (left > 0) this.#gaps.set(instrument, left - 1)
    return left > 0
  }
}

function subjectOf(event: ExchangeEvent): string {
  return 'account' in event ? `a${event.account}` : `i${event.instrument}`
}
