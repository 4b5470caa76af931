import { reasonOf, UserError } from '../base/index.ts'
import type { InstrumentId } from '../domain/index.ts'
import type { Clock } from '../kernel/index.ts'
import type { TickRecord } from '../market/index.ts'
import { openTickFeed, type TickFeed, waitAfter } from '../venue/index.ts'

export type WatchedFeedOptions = {
  /** ccxt's name of the venue: `kraken`. */
  readonly venue: string
  /** Another server that speaks the venue's REST and WebSocket. */
  readonly url: string | undefined
  readonly instrumentIds: readonly InstrumentId[]
  readonly isBookOnly: boolean
  readonly clock: Clock
  readonly ear: WatchedFeedEar
}

export type WatchedFeedEar = {
  readonly onOpen: (feed: TickFeed) => void
  readonly onRecord: (instrument: number, record: TickRecord) => void
  /** Nothing is heard from here on. @param error - Why; no waiting mends it when `isForGood`. */
  readonly onLost: (error: unknown, isForGood: boolean) => void
  /** One sentence for people. */
  readonly onNote: (line: string) => void
}

/**
 * A venue's public streams for as long as somebody listens. What will not open is tried again after
 * 1, 2, 4, 8, 16 seconds, and so is what a mistake of ours has broken: it never throws.
 */
export class WatchedFeed {
  readonly #options: WatchedFeedOptions
  #feed: TickFeed | undefined
  #cancel: () => void = () => {}
  #failures = 0
  #isStopped = false

  /** Begins at once; nobody waits for it. */
  constructor(options: WatchedFeedOptions) {
    this.#options = options
    void this.#begin()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#cancel()
    await this.#close()
  }

  async #begin(): Promise<void> {
    const { ear, ...options } = this.#options
    try {
      const feed = await openTickFeed(options)
      this.#feed = feed
      if (this.#isStopped) return await this.#close()
      ear.onOpen(feed)
      feed.listen({
        onRecord: (i, record) => this.#hear(feed, i, record),
        onNote: (line) => {
          if (!this.#isStopped) ear.onNote(line)
        },
      })
    } catch (error) {
      this.#fail(error)
    }
  }

  #hear(feed: TickFeed, instrument: number, record: TickRecord): void {
    if (this.#isStopped || feed !== this.#feed) return
    try {
      this.#options.ear.onRecord(instrument, record)
      this.#failures = 0
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(error: unknown): void {
    if (this.#isStopped) return
    void this.#close()
    const isForGood = error instanceof UserError && error.exitCode === 2
    this.#options.ear.onLost(error, isForGood)
    if (isForGood) return
    this.#failures += 1
    this.#cancel = this.#options.clock.after(waitAfter(this.#failures), () => void this.#begin())
  }

  async #close(): Promise<void> {
    const feed = this.#feed
    this.#feed = undefined
    try {
      await feed?.close()
    } catch (error) {
      this.#options.ear.onNote(`a stream did not end well: ${reasonOf(error)}`)
    }
  }
}
