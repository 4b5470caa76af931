import { BarColumns } from '../../domain/index.ts'
import { bucketOf } from './aggregate-bars.ts'

/** Rows of `bars` that are wanted, as columns of their own. */
export function rowsWhere(bars: BarColumns, isWanted: (row: number) => boolean): BarColumns {
  const found = new BarColumns(64)
  for (let row = 0; row < bars.length; row += 1) if (isWanted(row)) pushRow(found, bars, row)
  return found
}

/** Bars that share no time with those that are held. */
export function absentFrom(held: BarColumns, bars: BarColumns, intervalUs: number): BarColumns {
  return rowsWhere(bars, (row) => {
    const close = bars.ts[row] as number
    const next = held.rowAt(close - intervalUs + 1)
    return next === held.length || (held.ts[next] as number) >= close + intervalUs
  })
}

/** Both together in the order of time; no stamp is in both. */
export function mergeBars(a: BarColumns, b: BarColumns): BarColumns {
  const merged = new BarColumns(a.length + b.length)
  let right = 0
  for (let left = 0; left < a.length; left += 1) {
    const ts = a.ts[left] as number
    for (; right < b.length && (b.ts[right] as number) < ts; right += 1) pushRow(merged, b, right)
    pushRow(merged, a, left)
  }
  for (; right < b.length; right += 1) pushRow(merged, b, right)
  return merged
}

/** What the fine bars of a tier are worth once the coarse ones are there. */
export type Settled = {
  /** Closes of the coarse bars that hold exactly what the fine ones do, and are old enough. */
  readonly buckets: ReadonlySet<number>
  /** Old enough, and the coarse bar that is there says something else. */
  readonly differing: number
}

/**
 * @param aggregated - Coarse bars made of the fine ones.
 * @param coarse - Those that are stored, on the same grid.
 * @param until - Fine bars of coarse ones that close later are kept. Unit: us.
 */
export function settledBy(aggregated: BarColumns, coarse: BarColumns, until: number): Settled {
  const buckets = new Set<number>()
  let differing = 0
  for (let row = 0; row < aggregated.length; row += 1) {
    const close = aggregated.ts[row] as number
    if (close > until) break
    const at = coarse.rowAt(close)
    if (at === coarse.length || coarse.ts[at] !== close) continue
    if (columnNames.every((name) => aggregated[name][row] === coarse[name][at])) buckets.add(close)
    else differing += 1
  }
  return { buckets, differing }
}

const columnNames = ['open', 'high', 'low', 'close', 'volume'] as const

/** What is left of fine bars when those of settled coarse bars go. */
export function unsettled(
  bars: BarColumns,
  buckets: ReadonlySet<number>,
  fineUs: number,
  coarseUs: number,
): BarColumns {
  return rowsWhere(bars, (row) => !buckets.has(bucketOf(bars.ts[row] as number, fineUs, coarseUs)))
}

function pushRow(into: BarColumns, bars: BarColumns, row: number): void {
  into.push(
    bars.ts[row] as number,
    bars.open[row] as number,
    bars.high[row] as number,
    bars.low[row] as number,
    bars.close[row] as number,
    bars.volume[row] as number,
  )
}
