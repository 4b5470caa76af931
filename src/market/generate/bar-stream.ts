import { BarColumns, type Instrument, micros } from '../../domain/index.ts'
import { columnsSha256 } from '../catalog/column-file.ts'
import type { LoadedBars } from '../loaded-bars.ts'

/**
 * A market made up as it goes: `next` moves every instrument on by one bar, for ever, in constant
 * memory. Element `i` of each array belongs to instrument `i`. Prices in ticks, volume in lots.
 */
export interface BarStream {
  readonly instruments: readonly Instrument[]
  readonly intervalUs: number
  /** Close of the current bars, microseconds; the open of the first before `next` was called. */
  readonly ts: number
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
  next(): void
}

/** Bars that `stream` makes up to and including the close `to`, of each of its instruments. */
export function takeUntil(stream: BarStream, to: number): readonly BarColumns[] {
  const rows = Math.max(0, Math.floor((to - stream.ts) / stream.intervalUs))
  const columns = stream.instruments.map(() => new BarColumns(rows))
  for (let row = 0; row < rows; row += 1) {
    stream.next()
    for (const [i, bars] of columns.entries()) pushCurrent(bars, stream, i)
  }
  return columns
}

/** The next `rows` bars of `stream`, as loaded bars of each of its instruments. */
export function takeRows(stream: BarStream, rows: number, label: string): readonly LoadedBars[] {
  const { intervalUs, instruments } = stream
  const from = micros(stream.ts)
  const to = micros(stream.ts + rows * intervalUs)
  return takeUntil(stream, to).map((bars, i) => ({
    instrument: instruments[i] as Instrument,
    bars,
    intervalUs,
    sha256: columnsSha256(bars),
    sources: [{ path: label, rows, from, to }],
  }))
}

function pushCurrent(bars: BarColumns, stream: BarStream, i: number): void {
  bars.push(
    stream.ts,
    stream.open[i] as number,
    stream.high[i] as number,
    stream.low[i] as number,
    stream.close[i] as number,
    stream.volume[i] as number,
  )
}
