import type { Instrument } from '../../domain/index.ts'
import { LiveBook } from '../record/live-book.ts'
import type { BookRecord, GapReason, TickRecord } from '../record/tick-record.ts'

/**
 * What a venue's book is worth: it streams; it was asked for after the stream was lost; it is what
 * was last known, and does not count; nothing was ever heard.
 */
export type SourceKind = 'live' | 'polled' | 'stale' | 'absent'

/**
 * Why the stream of a source does not count: nothing came yet or a gap of that reason, nothing came
 * for too long, or it bids more than it asks.
 */
export type SourceDoubt = GapReason | 'age' | 'crossed'

/** A source at one moment. */
export type Standing = {
  readonly kind: SourceKind
  /** Why it is not live; `undefined` while it is. */
  readonly doubt: SourceDoubt | undefined
  /** When the levels were heard; -1 when nothing was. */
  readonly ts: number
  readonly book: LiveBook
}

/** The book of one venue from its stream, and from being asked while the stream is lost. */
export class SourceBook {
  readonly instrument: Instrument
  readonly #stream = new LiveBook()
  readonly #polled = new LiveBook()
  #streamTs = -1
  #polledTs = -1
  #doubt: GapReason = 'start'

  constructor(of: Instrument) {
    this.instrument = of
  }

  /** Takes what the stream tells; only books and gaps of books matter here. */
  take(record: TickRecord): void {
    if (record.kind === 'gap') {
      if (record.stream === 'all' || record.stream === 'book') this.#lose(record.reason)
    } else if (record.kind === 'snapshot' || record.kind === 'delta') this.#book(record)
  }

  /** Takes a whole book that was asked for. @param record - A snapshot; `tsInit`: when asked. */
  takePolled(record: BookRecord): void {
    this.#polledTs = this.#polled.take(record) === 'counts' ? record.tsInit : -1
  }

  /** @param ageMaxUs - An older book does not count. */
  standing(now: number, ageMaxUs: number): Standing {
    const doubt = this.#doubtAt(now, ageMaxUs)
    const [stream, polled] = [this.#streamTs, this.#polledTs]
    if (doubt === undefined) return { kind: 'live', doubt, ts: stream, book: this.#stream }
    // An answer from before the stream was lost says less than the stream last did.
    const isAsked = polled >= 0 && polled >= stream
    const ts = isAsked ? polled : stream
    const book = isAsked ? this.#polled : this.#stream
    if (ts < 0) return { kind: 'absent', doubt, ts, book }
    const counts = isAsked && now - ts <= ageMaxUs && !book.isCrossed
    return { kind: counts ? 'polled' : 'stale', doubt, ts, book }
  }

  #doubtAt(now: number, ageMaxUs: number): SourceDoubt | undefined {
    if (this.#stream.isStale) return this.#doubt
    if (now - this.#streamTs > ageMaxUs) return 'age'
    return this.#stream.isCrossed ? 'crossed' : undefined
  }

  #book(record: BookRecord): void {
    const verdict = this.#stream.take(record)
    if (verdict === 'counts') this.#streamTs = record.tsInit
    else if (verdict === 'gap') this.#doubt = 'sequence'
    else if (verdict === 'malformed') {
      this.#doubt = 'malformed'
      // Half of what came may be in it.
      this.#streamTs = -1
    }
  }

  #lose(reason: GapReason): void {
    this.#stream.distrust()
    this.#doubt = reason
  }
}
