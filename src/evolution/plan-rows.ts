import { deviation } from '../quant/index.ts'
import type { PlanRequest } from './plan.ts'

/** A row of a log on which somebody spoke and of which the outcome is known. */
export type PlanRow = {
  readonly instrument: number
  readonly row: number
  readonly ts: number
  readonly regime: number
  /** Move until the next row, in deviations of the instrument's moves. */
  readonly outcome: number
}

/** Middle and spread of a context column over the older part. */
export type Scale = { readonly middle: number; readonly spread: number }

/** The time from which on rows are held out: the newest part of what is kept. Unit: us. */
export function splitOf({ logs }: PlanRequest, shareFitted: number): number {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const log of logs) {
    if (log.length === 0) continue
    first = Math.min(first, log.tsOf(0))
    last = Math.max(last, log.tsOf(log.length - 1))
  }
  return first + shareFitted * (last - first)
}

/** The rows to fit on: those whose outcome was known at `splitTs`, in the order of time. */
export function rowsBefore({ logs }: PlanRequest, splitTs: number): readonly PlanRow[] {
  const all = logs.flatMap((log, instrument): PlanRow[] => {
    const rows = Array.from({ length: Math.max(0, log.length - 1) }, (_, row) => row)
    const known = rows.filter((row) => log.tsOf(row + 1) <= splitTs)
    const spread = deviation(Float64Array.from(known, (row) => log.moveOf(row))) ?? 0
    if (!(spread > 0)) return []
    return known.map((row) => ({
      ...{ instrument, row, ts: log.tsOf(row), regime: log.regimeOf(row) },
      outcome: log.moveOf(row) / spread,
    }))
  })
  return all.sort((a, b) => a.ts - b.ts || a.instrument - b.instrument)
}

/** By column of context, how it is brought to a common size. */
export function scalesOf({ context }: PlanRequest, rows: readonly PlanRow[]): readonly Scale[] {
  return context.map(({ valueAt }) => {
    const known = rows
      .map(({ instrument, ts }) => valueAt(instrument, ts))
      .filter((value) => Number.isFinite(value))
    const middle = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length)
    return { middle, spread: deviation(Float64Array.from(known)) ?? 0 }
  })
}

/** Farther out than so many deviations nothing was seen to learn from. */
const farthest = 3

/** Context of an instrument at a time, in deviations; 0 where nobody knows. */
export function contextAt(
  { context }: PlanRequest,
  scales: readonly Scale[],
  instrument: number,
  ts: number,
): readonly number[] {
  return context.map(({ valueAt }, c) => {
    const { middle, spread } = scales[c] as Scale
    const value = valueAt(instrument, ts)
    if (!(spread > 0) || !Number.isFinite(value)) return 0
    return Math.max(-farthest, Math.min((value - middle) / spread, farthest))
  })
}
