import { BarColumns } from '../../domain/index.ts'

/** Close of the coarse bar in which a bar that closes at `ts` lies. Unit: us. */
export function bucketOf(ts: number, fineUs: number, coarseUs: number): number {
  return (Math.floor((ts - fineUs) / coarseUs) + 1) * coarseUs
}

/**
 * Coarse bars out of fine ones, exactly: first open, highest high, lowest low, last close, sum of
 * the volumes. Only where every fine bar is there: a bar that looks whole and is not would be worse
 * than a gap, which stays one.
 *
 * @param bars - Rising in `ts`, none longer than `fineUs`.
 * @param coarseUs - A multiple of `fineUs`. The grid begins in 1970.
 */
export function aggregateBars(bars: BarColumns, fineUs: number, coarseUs: number): BarColumns {
  const coarse = new BarColumns(64)
  const needed = coarseUs / fineUs
  let first = 0
  while (first < bars.length) {
    const close = bucketOf(bars.ts[first] as number, fineUs, coarseUs)
    let end = first
    while (end < bars.length && bucketOf(bars.ts[end] as number, fineUs, coarseUs) === close)
      end += 1
    // Distinct stamps on the grid, as many as there is room for: all of them.
    if (end - first === needed && isOnGrid(bars, first, end, fineUs))
      push(coarse, bars, { first, end, close })
    first = end
  }
  return coarse.slice(0, coarse.length)
}

function isOnGrid(bars: BarColumns, first: number, end: number, fineUs: number): boolean {
  for (let row = first; row < end; row += 1)
    if ((bars.ts[row] as number) % fineUs !== 0) return false
  return true
}

function push(
  coarse: BarColumns,
  bars: BarColumns,
  { first, end, close }: { readonly first: number; readonly end: number; readonly close: number },
): void {
  let high = bars.high[first] as number
  let low = bars.low[first] as number
  let volume = 0
  for (let row = first; row < end; row += 1) {
    high = Math.max(high, bars.high[row] as number)
    low = Math.min(low, bars.low[row] as number)
    volume += bars.volume[row] as number
  }
  // More lots than can be counted: the fine bars stay.
  if (!Number.isSafeInteger(volume)) return
  coarse.push(close, bars.open[first] as number, high, low, bars.close[end - 1] as number, volume)
}
