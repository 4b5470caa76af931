import { reasonOf, UserError } from '../base/index.ts'
import { type InstrumentId, secondUs } from '../domain/index.ts'
import type { Clock } from '../kernel/index.ts'
import { ConsolidatedBook, type ConsolidatedView } from '../market/index.ts'
import { openTickFeed, type TickFeed, waitAfter } from '../venue/index.ts'
import { repeatEvery } from './repeat-every.ts'

/** A venue to listen to. */
export type BookSource = {
  /** ccxt's name of it: `kraken`. */
  readonly venue: string
  readonly instrumentId: InstrumentId
  /** Another server that speaks the venue's REST and WebSocket. */
  readonly url: string | undefined
}

export type VenueBooksOptions = {
  readonly sources: readonly BookSource[]
  /** A book that was last heard longer ago does not count. Unit: us. */
  readonly ageMaxUs: number
  readonly clock: Clock
  /** One sentence for people. */
  readonly onNote: (line: string) => void
}

type Heard = BookSource & {
  feed: TickFeed | undefined
  /** Its place in the book; -1 until the venue has answered. */
  place: number
  isAsking: boolean
}

/** How often a venue is asked for its book while its stream does not count. */
const askEveryUs = 2 * secondUs

/**
 * Listens to the books of one pair at several venues. A venue that does not answer is tried again
 * and keeps nobody waiting; one whose stream is lost is asked for its book until it streams again.
 */
export class VenueBooks {
  readonly #options: VenueBooksOptions
  readonly #book: ConsolidatedBook
  readonly #sources: readonly Heard[]
  readonly #cancels = new Set<() => void>()
  #isClosed = false

  private constructor(options: VenueBooksOptions) {
    this.#options = options
    this.#book = new ConsolidatedBook(options.ageMaxUs)
    this.#sources = options.sources.map((source) => ({
      ...source,
      feed: undefined,
      place: -1,
      isAsking: false,
    }))
  }

  /**
   * @throws UserError `unknown-venue`, `unknown-instrument`, `no-stream`, `mixed-quotes`, and
   *   `venue-unreachable` (exit 3) when no venue answers at all.
   */
  static async open(options: VenueBooksOptions): Promise<VenueBooks> {
    const books = new VenueBooks(options)
    try {
      const failures = await Promise.all(books.#sources.map((source) => books.#reach(source)))
      const [failure] = failures
      if (failure !== undefined && !failures.includes(undefined)) throw failure
      for (const [i, source] of books.#sources.entries())
        if (failures[i] !== undefined) books.#tryAgain(source, 1)
      books.#cancels.add(repeatEvery(options.clock, askEveryUs, () => books.#askAll()))
      return books
    } catch (error) {
      await books.close()
      throw error
    }
  }

  /** @returns Of each venue in the order asked for, its place in the view; -1 while unreached. */
  get places(): readonly number[] {
    return this.#sources.map(({ place }) => place)
  }

  /** Whether every venue streams. */
  get areLive(): boolean {
    const now = this.#options.clock.now()
    return this.#sources.every(({ place }) => this.#book.isLive(place, now))
  }

  /** @param depth - Levels of each side at most. */
  view(depth: number): ConsolidatedView {
    return this.#book.view(this.#options.clock.now(), depth)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const cancel of this.#cancels) cancel()
    await Promise.all(this.#sources.map(async ({ feed }) => feed?.close()))
  }

  /** @returns Why the venue could not be reached. @throws UserError that no waiting mends. */
  async #reach(source: Heard): Promise<UserError | undefined> {
    const { clock, onNote } = this.#options
    const { venue, url, instrumentId } = source
    try {
      const options = { venue, url, instrumentIds: [instrumentId], clock, isBookOnly: true }
      const feed = await openTickFeed(options)
      if (this.#isClosed) return undefined
      for (const instrument of feed.instruments) source.place = this.#book.add(instrument)
      source.feed = feed
      feed.listen({ onRecord: (_, record) => this.#book.take(source.place, record), onNote })
      return undefined
    } catch (error) {
      if (error instanceof UserError && error.exitCode === 3) return error
      throw error
    }
  }

  /** Waits longer and longer between two tries. */
  #tryAgain(source: Heard, failures: number): void {
    const { clock, onNote } = this.#options
    if (failures === 1) onNote(`${source.venue} does not answer; it is tried again.`)
    const cancel = clock.after(waitAfter(failures), () => {
      this.#cancels.delete(cancel)
      void this.#retry(source, failures)
    })
    this.#cancels.add(cancel)
  }

  async #retry(source: Heard, failures: number): Promise<void> {
    const { onNote } = this.#options
    try {
      const failure = await this.#reach(source)
      if (this.#isClosed) return
      if (failure === undefined) onNote(`${source.venue} answers.`)
      else this.#tryAgain(source, failures + 1)
    } catch (error) {
      onNote(`${source.venue} is left out: ${reasonOf(error)}`)
    }
  }

  #askAll(): void {
    const now = this.#options.clock.now()
    for (const source of this.#sources)
      if (source.place >= 0 && !source.isAsking && !this.#book.isLive(source.place, now))
        void this.#ask(source)
  }

  async #ask(source: Heard): Promise<void> {
    source.isAsking = true
    const record = await source.feed?.askBook(0)
    source.isAsking = false
    if (record !== undefined) this.#book.takePolled(source.place, record)
  }
}
