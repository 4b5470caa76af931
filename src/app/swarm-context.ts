import type { BarColumns } from '../domain/index.ts'
import type { ContextColumn } from '../evolution/index.ts'
import type { ColumnsBeside } from '../features/index.ts'

/** What is known beside the bars of a run, as a planner looks at it: by name and time. */
export function contextOf(
  market: readonly { readonly bars: BarColumns }[],
  outside: readonly (ColumnsBeside | undefined)[] = [],
): readonly ContextColumn[] {
  const names = new Set(outside.flatMap((columns) => Object.keys(columns ?? {})))
  return [...names].sort().map((name) => {
    const columns = outside.map((of) => of?.[name]?.subarray(0, of[name]?.length ?? 0))
    return {
      name,
      valueAt: (instrument, ts) => {
        const bars = market[instrument]?.bars
        const column = columns[instrument]
        if (bars === undefined || column === undefined) return Number.NaN
        return column[lastAt(bars.ts, bars.length, ts)] ?? Number.NaN
      },
    }
  })
}

/** The last row that closed at `ts` or before; -1 for none. Rows are in the order of time. */
function lastAt(times: Float64Array, length: number, ts: number): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] as number) <= ts) low = middle + 1
    else high = middle
  }
  return low - 1
}
