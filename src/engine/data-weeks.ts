import { createHash } from 'node:crypto'
import { type BarColumns, dayUs } from '../domain/index.ts'
import type { LoadedBars } from '../market/index.ts'

const weekUs = 7 * dayUs
const digits = 16

const known = new WeakMap<BarColumns, readonly string[]>()

/**
 * What tells data that overlap from data that do not: a hash of times and closes for every week
 * that lies whole within the bars of one of the instruments. Two stretches of one market share the
 * weeks they both cover, whatever files, windows, ticks and names of instruments are. Stretches of
 * less than a week share none, and neither do bars of another interval.
 */
export function weeksOf(market: readonly LoadedBars[]): readonly string[] {
  const weeks = market.map((of) => {
    const cached = known.get(of.bars)
    if (cached !== undefined) return cached
    const hashes = weekHashes(of)
    known.set(of.bars, hashes)
    return hashes
  })
  return weeks.length === 1 ? (weeks[0] ?? []) : [...new Set(weeks.flat())]
}

function weekHashes({ bars, intervalUs, instrument }: LoadedBars): readonly string[] {
  const { ts, length } = bars
  if (length === 0) return []
  // Rows bear the close of their bar; it is its open that lies in a week.
  const openOf = (row: number): number => (ts[row] as number) - intervalUs
  const end = ts[length - 1] as number
  const hashes: string[] = []
  let row = 0
  let start = Math.ceil(openOf(0) / weekUs) * weekUs
  while (row < length && openOf(row) < start) row += 1
  for (; start + weekUs <= end; start += weekUs) {
    const first = row
    while (row < length && openOf(row) < start + weekUs) row += 1
    // A week without a bar is like any other.
    if (row > first)
      hashes.push(hashOf(ts.subarray(first, row), pricesOf(bars, instrument.tickSize, first, row)))
  }
  return hashes
}

/** Closes as prices in hundred millionths: the same whatever ticks they are counted in. */
function pricesOf({ close }: BarColumns, tickSize: number, from: number, to: number): Float64Array {
  return close.subarray(from, to).map((ticks) => Math.round(ticks * tickSize * 1e8))
}

function hashOf(...columns: readonly Float64Array[]): string {
  const hash = createHash('sha256')
  for (const { buffer, byteOffset, byteLength } of columns)
    hash.update(new Uint8Array(buffer, byteOffset, byteLength))
  return hash.digest('hex').slice(0, digits)
}
