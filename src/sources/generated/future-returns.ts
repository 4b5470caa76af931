import type { LoadedBars } from '../../market/index.ts'

/**
 * The log returns of a made-up market over the time after each of `times`, the mean over its
 * instruments, in units of their own standard deviation. What only whoever makes a market up can
 * know: it is there to plant an edge, and for nothing else.
 *
 * @param times - Microseconds, rising.
 * @param aheadUs - How far ahead.
 * @returns 0 where the market does not reach so far.
 */
export function futureReturns(
  market: readonly LoadedBars[],
  times: readonly number[],
  aheadUs: number,
): Float64Array {
  const returns = Float64Array.from(times, (ts) => {
    const each = market.map((of) => returnAfter(of, ts, aheadUs))
    return each.reduce((sum, value) => sum + value, 0) / each.length
  })
  const mean = returns.reduce((sum, value) => sum + value, 0) / Math.max(1, returns.length)
  const squares = returns.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  const deviation = Math.sqrt(squares / Math.max(1, returns.length))
  return returns.map((value) => (deviation > 0 ? (value - mean) / deviation : 0))
}

function returnAfter({ bars }: LoadedBars, ts: number, aheadUs: number): number {
  const [from, to] = [lastAt(bars.ts, bars.length, ts), lastAt(bars.ts, bars.length, ts + aheadUs)]
  if (from < 0 || (bars.ts[bars.length - 1] as number) < ts + aheadUs) return 0
  return Math.log((bars.close[to] as number) / (bars.close[from] as number))
}

/** The last row that closed at or before a time; -1 for none. */
function lastAt(clock: Float64Array, length: number, ts: number): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((clock[middle] as number) <= ts) low = middle + 1
    else high = middle
  }
  return low - 1
}
