import type { EquityCurve } from '../../engine/index.ts'

/** From a peak of equity down and back up to it. Times are microseconds UTC. */
export type Drawdown = {
  /** 1 − trough / peak, 0…1. */
  readonly depth: number
  /** When equity last stood at its peak. */
  readonly from: number
  readonly trough: number
  /** When the peak was reached again; `undefined` when it has not been yet. */
  readonly recovered: number | undefined
  /** From the peak to recovery, or to the end of the run. */
  readonly lengthUs: number
}

export type Drawdowns = {
  /** Depth of the deepest, 0…1. */
  readonly max: number
  /** Length of the longest, which need not be the deepest. */
  readonly longestUs: number
  /** How many there were, the smallest included. */
  readonly count: number
  /** The deepest first, at most five. */
  readonly worst: readonly Drawdown[]
}

const kept = 5

/** Finds every drawdown of `curve`. @param start - Equity before the first bar: the first peak. */
export function drawdowns(curve: EquityCurve, start: number): Drawdowns {
  const worst: Drawdown[] = []
  let longestUs = 0
  let count = 0
  let peak = start
  let from = curve.ts[0] ?? 0
  let low = start
  let trough = from
  const close = (end: number, recovered: number | undefined): void => {
    count += 1
    longestUs = Math.max(longestUs, end - from)
    keep(worst, { depth: 1 - low / peak, from, trough, recovered, lengthUs: end - from })
  }
  for (let row = 0; row < curve.length; row += 1) {
    const equity = curve.equity[row] as number
    if (equity < low) {
      low = equity
      trough = curve.ts[row] as number
    } else if (equity >= peak) {
      const ts = curve.ts[row] as number
      if (low < peak) close(ts, ts)
      peak = equity
      low = equity
      from = ts
    }
  }
  if (low < peak) close(curve.ts[curve.length - 1] as number, undefined)
  return { max: worst[0]?.depth ?? 0, longestUs, count, worst }
}

/** Keeps `worst` sorted, deepest first, at its length. */
function keep(worst: Drawdown[], found: Drawdown): void {
  const last = worst[kept - 1]
  if (last !== undefined && found.depth <= last.depth) return
  worst.push(found)
  worst.sort((a, b) => b.depth - a.depth)
  worst.length = Math.min(worst.length, kept)
}
