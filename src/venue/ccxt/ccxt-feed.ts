import { assert } from '../../base/index.ts'
import { type Instrument, type Micros, micros, secondUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { Feed, FeedListener, FeedSource } from '../../market/index.ts'
import { BarMerger } from './bar-merger.ts'
import type { CcxtClient } from './ccxt-client.ts'
import { ConnectionWatch, drawChance } from './connection-watch.ts'
import { parseOhlcv } from './parse-ohlcv.ts'

/** How often each instrument is asked for, at most a quarter of a bar apart. */
const pollUs = 10 * secondUs
/** A venue may still correct a bar just after its close, for a quarter of its length at most. */
const settleUs = 2 * secondUs
const quarter = 1 / 4

export type CcxtFeedOptions = {
  readonly client: CcxtClient
  readonly clock: Clock
  readonly instruments: readonly Instrument[]
  readonly intervalUs: number
  /** The venue's time minus ours. */
  readonly offsetUs: number
}

/** Bars of a venue as they close, by asking every ten seconds. */
export function ccxtFeed(options: CcxtFeedOptions): Feed {
  return new CcxtFeed(options)
}

class CcxtFeed implements Feed {
  readonly source: FeedSource
  readonly instruments: readonly Instrument[]
  readonly intervalUs: number
  readonly #options: CcxtFeedOptions
  #cancel: (() => void) | undefined
  #merger: BarMerger | undefined
  readonly #watch: ConnectionWatch
  #isClosed = false

  constructor(options: CcxtFeedOptions) {
    const label = `${options.client.name} public market data`
    this.source = { kind: 'venue', label, speed: 1 }
    this.instruments = options.instruments
    this.intervalUs = options.intervalUs
    this.#options = options
    const now = options.clock.now()
    this.#watch = new ConnectionWatch(Number.POSITIVE_INFINITY, drawChance(now, label), now)
  }

  subscribe(after: Micros, listener: FeedListener): void {
    assert(this.#merger === undefined, 'a feed has one listener')
    const merger = new BarMerger(this.instruments.length, this.intervalUs, after)
    this.#merger = merger
    this.#cancel = this.#options.clock.after(0, () => void this.#turn(merger, listener))
  }

  close(): void {
    this.#isClosed = true
    this.#cancel?.()
  }

  async #turn(merger: BarMerger, listener: FeedListener): Promise<void> {
    const failure = await this.#pollAll(merger, listener)
    if (this.#isClosed) return
    for (const bar of merger.release()) listener.bar(bar)
    const wait = this.#waitAfter(failure, listener)
    this.#cancel = this.#options.clock.after(wait, () => void this.#turn(merger, listener))
  }

  /** How long to the next round; who listens is told when it goes wrong, and when it is well. */
  #waitAfter(failure: string | undefined, listener: FeedListener): number {
    const { client, clock } = this.#options
    const wasWell = this.#watch.state(clock.now()) === 'connected'
    if (failure !== undefined) {
      if (wasWell) listener.fault(failure)
      return this.#watch.onBroken()
    }
    if (!wasWell) listener.fault(`${client.name} answers again.`)
    this.#watch.onHeard(clock.now())
    return Math.min(pollUs, this.intervalUs * quarter)
  }

  /** One round over all instruments. Returns a sentence when one of them failed. */
  async #pollAll(merger: BarMerger, listener: FeedListener): Promise<string | undefined> {
    const { client } = this.#options
    let failure: string | undefined
    for (const [i, instrument] of this.instruments.entries()) {
      try {
        await this.#poll(merger, i, instrument, listener)
      } catch {
        failure = `${client.name} does not answer for ${instrument.id}; asking again.`
      }
      if (this.#isClosed) return undefined
    }
    return failure
  }

  async #poll(
    merger: BarMerger,
    i: number,
    instrument: Instrument,
    listener: FeedListener,
  ): Promise<void> {
    const { client, clock, offsetUs } = this.#options
    const wait = Math.min(settleUs, this.intervalUs * quarter)
    const closedBy = clock.now() + offsetUs - wait
    const since = micros(Math.floor(merger.lastOf(i) / this.intervalUs) * this.intervalUs)
    const wire = await client.bars(instrument.id, this.intervalUs, since)
    if (this.#isClosed) return
    const { bars, declined } = parseOhlcv(wire, instrument, this.intervalUs)
    // The last row is the bar still running, whatever our clock says; all before it have closed.
    const running = bars.length - 1
    const known = running < 0 ? 0 : Math.min(closedBy, (bars.ts[running] ?? 0) - this.intervalUs)
    const closed = bars.slice(0, bars.rowAt(known + 1))
    if (declined > 0) listener.fault(`${instrument.id}: ${declined} rows were no bars; left out.`)
    const late = merger.add(i, closed, known)
    if (late > 0) listener.fault(`${instrument.id}: ${late} bars came too late; left out.`)
  }
}
