import { gzipSync } from 'node:zlib'
import { decimals, parseDecimal } from '../base/index.ts'
import type { Instrument } from '../domain/index.ts'
import { writeParquet } from './duckdb.ts'
import { powersOfTen } from './import/table.ts'
import type { LoadedBars } from './loaded-bars.ts'
import { dropDraft, draftOf, publishDraft, writeAtomic } from './market-disk.ts'

const rowsPerChunk = 10_000
const prices = ['open', 'high', 'low', 'close'] as const

/**
 * Writes bars for other programs: `ts,open,high,low,close,volume` with `ts` the open of the bar in
 * milliseconds and exact decimals, the columns our own import reads back to the same bars.
 *
 * @param path - Ends in `.parquet`, `.csv.gz`, or anything else for CSV.
 */
export async function exportBars(path: string, loaded: LoadedBars): Promise<void> {
  if (path.endsWith('.parquet')) return exportParquet(path, loaded)
  const isPacked = path.endsWith('.gz')
  writeAtomic(path, isPacked ? packed(csvChunks(loaded)) : csvChunks(loaded))
}

async function exportParquet(path: string, loaded: LoadedBars): Promise<void> {
  const { instrument, bars, intervalUs } = loaded
  const tick = unitsOf(instrument.tick)
  const lot = unitsOf(instrument.lot)
  const columns = new Map([['ts', bars.ts.map((close) => (close - intervalUs) / 1_000)]])
  for (const name of prices)
    columns.set(
      name,
      bars[name].map((ticks) => decimalOf(ticks, tick)),
    )
  columns.set(
    'volume',
    bars.volume.map((lots) => decimalOf(lots, lot)),
  )
  try {
    await writeParquet(draftOf(path), columns)
    publishDraft(path)
  } finally {
    dropDraft(path)
  }
}

/** A step as `units` / `power`, both exact. */
type StepUnits = { readonly units: number; readonly power: number; readonly scale: number }

function unitsOf(step: string): StepUnits {
  const scale = decimals(step)
  const units = Number(parseDecimal(step, scale) ?? 1n)
  return { units, power: powersOfTen[scale] as number, scale }
}

/** The double nearest to a decimal: one rounding, so that reading it back gives the decimal. */
function decimalOf(steps: number, { units, power }: StepUnits): number {
  return (steps * units) / power
}

function* packed(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  // A gzip file may be several packed pieces one after the other.
  for (const chunk of chunks) yield gzipSync(chunk)
}

function* csvChunks({ instrument, bars, intervalUs }: LoadedBars): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode('ts,open,high,low,close,volume\n')
  for (let from = 0; from < bars.length; from += rowsPerChunk) {
    const rows = bars.slice(from, Math.min(bars.length, from + rowsPerChunk))
    yield encoder.encode(csvRows(rows, instrument, intervalUs))
  }
}

function csvRows(bars: LoadedBars['bars'], of: Instrument, intervalUs: number): string {
  const tick = unitsOf(of.tick)
  const lot = unitsOf(of.lot)
  let text = ''
  for (let row = 0; row < bars.length; row += 1) {
    text += String(((bars.ts[row] as number) - intervalUs) / 1_000)
    for (const name of prices) text += `,${decimalText(bars[name][row] as number, tick)}`
    text += `,${decimalText(bars.volume[row] as number, lot)}\n`
  }
  return text
}

/** Steps as decimal text without trailing zeros. */
function decimalText(steps: number, { units, power, scale }: StepUnits): string {
  const value = steps * units
  const fraction = value % power
  const whole = String((value - fraction) / power)
  if (fraction === 0) return whole
  return `${whole}.${String(fraction).padStart(scale, '0').replace(/0+$/, '')}`
}
