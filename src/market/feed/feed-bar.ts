import { type BarColumns, type Micros, micros } from '../../domain/index.ts'

/** One closed bar as it leaves a feed. Prices in ticks, volume in lots. */
export type FeedBar = {
  /** Position in the feed's instrument list. */
  readonly instrument: number
  /** Close of the bar. */
  readonly ts: Micros
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}

/** Row `row` of the bars of one instrument, as a bar of a feed. */
export function feedBarAt(bars: BarColumns, row: number, instrument: number): FeedBar {
  return {
    instrument,
    ts: micros(bars.ts[row] as number),
    open: bars.open[row] as number,
    high: bars.high[row] as number,
    low: bars.low[row] as number,
    close: bars.close[row] as number,
    volume: bars.volume[row] as number,
  }
}

/** The total order of a feed: by time, then by the instrument's position. */
export function byTimeThenPlace(a: FeedBar, b: FeedBar): number {
  return a.ts - b.ts || a.instrument - b.instrument
}
