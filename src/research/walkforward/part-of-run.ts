import type { Micros } from '../../domain/index.ts'
import type { RunResult } from '../../engine/index.ts'
import type { Span } from './walk-plan.ts'

/**
 * What a run was in a part of its time, as a run: it begins with what was there, which may hold
 * something. Fills and trades are those that came to their end in it.
 */
export function partOfRun(run: RunResult, { from, to }: Span): RunResult {
  const { equity: curve, startEquity } = run
  const first = rowAfter(curve.ts, curve.length, from)
  const end = rowAfter(curve.ts, curve.length, to)
  const before = first === 0 ? startEquity : (curve.equity[first - 1] as number)
  const isIn = (ts: number): boolean => ts > from && ts <= to
  return {
    ...run,
    ...{ from, to, startEquity: before },
    equity: {
      length: end - first,
      ts: curve.ts.subarray(first, end),
      equity: curve.equity.subarray(first, end),
      exposure: curve.exposure.subarray(first, end),
    },
    endEquity: end === 0 ? startEquity : (curve.equity[end - 1] as number),
    fills: run.fills.filter(({ ts }) => isIn(ts)),
    trades: run.trades.filter(({ tsExit }) => isIn(tsExit)),
    shut: run.shut.flatMap((span) => {
      const [begin, over] = [Math.max(span.from, from), Math.min(span.to ?? to, to)]
      return over > begin ? [{ ...span, from: begin as Micros, to: over as Micros }] : []
    }),
  }
}

/** The first row after a time. */
function rowAfter(times: Float64Array, length: number, ts: number): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] as number) <= ts) low = middle + 1
    else high = middle
  }
  return low
}
