import { UserError } from '../base/index.ts'
import type { Instrument, InstrumentId } from '../domain/index.ts'
import { acquireLock, type Lock } from '../journal/index.ts'
import { type Clock, type Disk, DiskError } from '../kernel/index.ts'
import { MarketRecorder, type MarketRecording } from '../market/index.ts'
import { openTickFeed, type TickFeed } from '../venue/index.ts'
import { type BookDepth, depthLevels, type DepthLevel } from './record/book-depth.ts'

export type RecordMarketOptions = {
  readonly catalogFolder: string
  /** ccxt's name of the venue: `kraken`. */
  readonly venue: string
  /** Another server that speaks the venue's REST and WebSocket. */
  readonly url: string | undefined
  readonly instrumentIds: readonly InstrumentId[]
  /** Bytes the recordings of the catalog may take. */
  readonly keepBytes: number
  readonly clock: Clock
  readonly disk: Disk
  /** One sentence for people. */
  readonly onNote: (line: string) => void
}

/** A venue's market on its way into the catalog: somebody calls `drain` every second or so. */
export class MarketTap {
  readonly instruments: readonly Instrument[]
  readonly clockOffsetUs: number | undefined
  readonly #feed: TickFeed
  readonly #recorder: MarketRecorder
  readonly #locks: readonly Lock[]
  readonly #onNote: (line: string) => void
  #fault: string | undefined
  /** What went wrong when something was heard: a mistake of ours. */
  #failure: { readonly error: unknown } | undefined
  #isClosed = false

  private constructor(feed: TickFeed, locks: readonly Lock[], options: RecordMarketOptions) {
    const { instruments, clockOffsetUs, areTradesNumbered } = feed
    const { disk, catalogFolder: folder, keepBytes } = options
    const grid = { instruments, clockOffsetUs, areTradesNumbered }
    this.#recorder = new MarketRecorder({ disk, folder, keepBytes, ...grid })
    this.instruments = instruments
    this.clockOffsetUs = clockOffsetUs
    this.#feed = feed
    this.#locks = locks
    this.#onNote = options.onNote
    feed.listen({
      onRecord: (i, record) => {
        if (this.#isClosed || this.#failure !== undefined) return
        try {
          this.#recorder.take(i, record)
        } catch (error) {
          this.#failure = { error }
        }
      },
      onNote: (line) => {
        if (!this.#isClosed) options.onNote(line)
      },
    })
  }

  /**
   * Opens a venue's streams and the catalog for them, which nobody else may record into.
   *
   * @throws UserError `venue-unreachable` and, when nothing can be written there, `disk` (exit 3);
   *   `desk-in-use`, `unknown-venue`, `unknown-instrument`, `no-stream`.
   */
  static async open(options: RecordMarketOptions): Promise<MarketTap> {
    const { venue, url, instrumentIds, clock, catalogFolder } = options
    const feed = await openTickFeed({ venue, url, instrumentIds, clock })
    const locks: Lock[] = []
    try {
      for (const { id } of feed.instruments) locks.push(acquireLock(`${catalogFolder}/${id}/ticks`))
      return new MarketTap(feed, locks, options)
    } catch (error) {
      for (const lock of locks) lock.release()
      await feed.close()
      if (!(error instanceof DiskError)) throw error
      throw new UserError('disk', `${error.message}; free or fix the disk.`, 3)
    }
  }

  get status(): MarketRecording {
    return this.#recorder.status
  }

  /**
   * Writes what waits; a disk that refuses is told of once, and tried again the next time.
   *
   * @throws what went wrong when something was heard.
   */
  drain(): void {
    if (this.#failure !== undefined) throw this.#failure.error
    this.#recorder.drain()
    const { diskFault } = this.status
    if (diskFault !== this.#fault && diskFault !== undefined)
      this.#onNote(`${diskFault}; what comes waits.`)
    this.#fault = diskFault
  }

  /** The book of an instrument as it is heard; `undefined` for one that is not recorded. */
  depth(instrumentId: string): BookDepth | undefined {
    const place = this.instruments.findIndex(({ id }) => id === instrumentId)
    const of = this.instruments[place]
    if (of === undefined) return undefined
    const side = (isBid: boolean): readonly DepthLevel[] => {
      const [ticks, lots] = [new Float64Array(depthLevels), new Float64Array(depthLevels)]
      const count = this.#recorder.depth(place, isBid, ticks, lots)
      return Array.from({ length: count }, (_, i) => {
        const [price, quantity] = [(ticks[i] ?? 0) * of.tickSize, (lots[i] ?? 0) * of.lotSize]
        return { price, quantity }
      })
    }
    const t = Math.floor(this.#recorder.lastTs(place) / 1_000)
    return { t, isStale: this.#recorder.isBookStale(place), bids: side(true), asks: side(false) }
  }

  /** Writes what waits and seals the files at once; the streams may take longer to end. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    try {
      this.#recorder.close()
    } finally {
      for (const lock of this.#locks) lock.release()
      await this.#feed.close()
    }
  }
}
