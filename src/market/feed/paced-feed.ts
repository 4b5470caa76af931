import { assert } from '../../base/index.ts'
import type { Instrument, Micros } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { Feed, FeedListener, FeedSource } from './feed.ts'
import type { FeedBar } from './feed-bar.ts'

/** Most bars given before other work gets its turn. */
const burstMax = 512

/** Bars one after the other, in the total order of a feed. `undefined` after the last. */
export type BarCursor = () => FeedBar | undefined

export type PacedFeedOptions = {
  readonly source: FeedSource
  readonly instruments: readonly Instrument[]
  readonly intervalUs: number
  readonly clock: Clock
  /** Opens a cursor at the first bar that closes later than `after`. */
  readonly open: (after: Micros) => BarCursor
}

/**
 * Bars that are known beforehand, given at `source.speed` times the pace at which they closed; as
 * fast as the listener takes them when the speed is 0. Gaps in the market are waited out too.
 */
export function pacedFeed(options: PacedFeedOptions): Feed {
  return new PacedFeed(options)
}

class PacedFeed implements Feed {
  readonly source: FeedSource
  readonly instruments: readonly Instrument[]
  readonly intervalUs: number
  readonly #clock: Clock
  readonly #open: (after: Micros) => BarCursor
  #cancel: (() => void) | undefined
  #isClosed = false

  constructor(options: PacedFeedOptions) {
    this.source = options.source
    this.instruments = options.instruments
    this.intervalUs = options.intervalUs
    this.#clock = options.clock
    this.#open = options.open
  }

  subscribe(after: Micros, listener: FeedListener): void {
    assert(this.#cancel === undefined, 'a feed has one listener')
    const cursor = this.#open(after)
    const first = cursor()
    // The clock of the market starts one bar before the first, wherever `after` was.
    const marketStart = (first?.ts ?? after) - this.intervalUs
    const wallStart = this.#clock.now()
    const { speed } = this.source
    let next = first
    const dueAt = (ts: number): number => wallStart + (ts - marketStart) / speed
    const turn = (): void => {
      for (let given = 0; given < burstMax && next !== undefined; given += 1) {
        if (this.#isClosed || (speed > 0 && dueAt(next.ts) > this.#clock.now())) break
        listener.bar(next)
        next = cursor()
      }
      if (this.#isClosed) return
      if (next === undefined) return listener.end()
      const wait = speed > 0 ? Math.max(0, dueAt(next.ts) - this.#clock.now()) : 0
      this.#cancel = this.#clock.after(wait, turn)
    }
    this.#cancel = this.#clock.after(0, turn)
  }

  close(): void {
    this.#isClosed = true
    this.#cancel?.()
  }
}
