import { BarColumns, type Instrument } from '../../domain/index.ts'
import { stepsOf } from '../../market/index.ts'

/** What a venue's answer came to. */
export type ParsedBars = {
  /** Well-formed bars, oldest first, each stamp once. */
  readonly bars: BarColumns
  /** Rows that were no bar: wrong shape, off the grid, high below low. */
  readonly declined: number
}

/**
 * One answer to `fetchOHLCV` as bars. Nothing is guessed: what is not understood is counted and
 * left out; of a stamp that comes twice the later row counts, as it is the newer. Never throws.
 */
export function parseOhlcv(wire: unknown, of: Instrument, intervalUs: number): ParsedBars {
  const rows = Array.isArray(wire) ? wire : []
  const byTime = new Map<number, Row>()
  let declined = Array.isArray(wire) ? 0 : 1
  for (const wireRow of rows) {
    const row = parseRow(wireRow, of, intervalUs)
    if (row === undefined) declined += 1
    else byTime.set(row[0], row)
  }
  const bars = new BarColumns(byTime.size)
  for (const row of [...byTime.values()].sort((a, b) => a[0] - b[0])) bars.push(...row)
  return { bars, declined }
}

type Row = readonly [
  ts: number,
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number,
]

function parseRow(wire: unknown, of: Instrument, intervalUs: number): Row | undefined {
  if (!Array.isArray(wire) || wire.length < 6) return undefined
  const numbers: unknown[] = wire.slice(0, 6)
  if (!numbers.every((value) => typeof value === 'number')) return undefined
  const [ms = Number.NaN, ...values] = numbers
  const [open, high, low, close] = values.slice(0, 4).map((v) => stepsOf(v, of.tick, false))
  const volume = stepsOf(values[4] ?? Number.NaN, of.lot, true)
  if (open === undefined || high === undefined || low === undefined || close === undefined)
    return undefined
  if (volume === undefined || volume < 0 || low <= 0) return undefined
  if (high < Math.max(open, close) || low > Math.min(open, close)) return undefined
  const ts = ms * 1_000 + intervalUs
  if (!Number.isSafeInteger(ts) || ts <= 0 || ts % intervalUs !== 0) return undefined
  return [ts, open, high, low, close, volume]
}
