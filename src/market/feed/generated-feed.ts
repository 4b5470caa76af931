import { type BarColumns, type Micros, micros } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { type BarStream, takeUntil } from '../generate/bar-stream.ts'
import type { LiveMarket } from './feed.ts'
import type { FeedBar } from './feed-bar.ts'
import { type BarCursor, pacedFeed } from './paced-feed.ts'

export type GeneratedFeedOptions = {
  /** Makes the market anew, from its first bar. Called for the feed and for each look back. */
  readonly market: () => BarStream
  /** `generated market, seed 1`. */
  readonly label: string
  /** Times real time; 0 for as fast as possible. */
  readonly speed: number
  readonly clock: Clock
}

/** A made-up market as a feed, with all its past since its first bar behind it. */
export function generatedFeed(options: GeneratedFeedOptions): LiveMarket {
  const { instruments, intervalUs } = options.market()
  const feed = pacedFeed({
    source: { kind: 'generated', label: options.label, speed: options.speed },
    instruments,
    intervalUs,
    clock: options.clock,
    open: (after) => streamCursor(options.market(), after),
  })
  const past = async (instrument: number, from: Micros, to: Micros): Promise<BarColumns> => {
    const bars = takeUntil(options.market(), to)[instrument] as BarColumns
    return bars.slice(bars.rowAt(from + 1), bars.length)
  }
  return { feed, history: { fetch: past } }
}

function streamCursor(stream: BarStream, after: Micros): BarCursor {
  const count = stream.instruments.length
  let i = count
  return (): FeedBar => {
    if (i === count) {
      do stream.next()
      while (stream.ts <= after)
      i = 0
    }
    const bar = streamBar(stream, i)
    i += 1
    return bar
  }
}

/** The bar of one instrument that a stream stands at. */
export function streamBar(stream: BarStream, instrument: number): FeedBar {
  return {
    instrument,
    ts: micros(stream.ts),
    open: stream.open[instrument] as number,
    high: stream.high[instrument] as number,
    low: stream.low[instrument] as number,
    close: stream.close[instrument] as number,
    volume: stream.volume[instrument] as number,
  }
}
