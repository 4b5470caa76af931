import type { Closes } from './closes.ts'

/** Shows every close, in the order of their times and then of the series. */
export function inOrder(
  series: readonly Closes[],
  show: (i: number, ts: number, close: number) => void,
): void {
  const next = new Int32Array(series.length)
  for (let i = earliest(series, next); i >= 0; i = earliest(series, next)) {
    const { ts, closes } = series[i] as Closes
    const at = next[i] as number
    show(i, ts[at] as number, closes[at] as number)
    next[i] = at + 1
  }
}

/** The series whose close is next; -1 at the end. */
function earliest(series: readonly Closes[], next: Int32Array): number {
  let best = -1
  let soonest = Number.POSITIVE_INFINITY
  for (let i = 0; i < series.length; i += 1) {
    const ts = (series[i] as Closes).ts[next[i] as number] ?? Number.POSITIVE_INFINITY
    if (ts >= soonest) continue
    best = i
    soonest = ts
  }
  return best
}
