import type { EquityCurve } from '../../engine/index.ts'

/** Returns of one calendar year, UTC. Percentages; `undefined` for months outside the run. */
export type YearOfReturns = {
  readonly year: number
  /** January first, twelve of them. The first and last of a run may be partial. */
  readonly months: readonly (number | undefined)[]
  readonly totalPct: number
}

/** What each month made. @param start - Equity before the first bar, above 0. */
export function monthlyReturns(curve: EquityCurve, start: number): readonly YearOfReturns[] {
  const years: YearOfReturns[] = []
  let months: (number | undefined)[] = []
  let row = 0
  let monthStart = start
  let yearStart = start
  while (row < curve.length) {
    const { year, month, end } = monthOf(curve.ts[row] as number)
    if (months.length === 0) months = new Array<number | undefined>(12).fill(undefined)
    while (row < curve.length && (curve.ts[row] as number) <= end) row += 1
    const close = curve.equity[row - 1] as number
    months[month] = (close / monthStart - 1) * 100
    monthStart = close
    const isLastOfYear = row === curve.length || monthOf(curve.ts[row] as number).year !== year
    if (!isLastOfYear) continue
    years.push({ year, months, totalPct: (close / yearStart - 1) * 100 })
    yearStart = close
    months = []
  }
  return years
}

/** The month a bar that closed at `ts` belongs to; midnight of the first belongs to the last. */
function monthOf(ts: number): { year: number; month: number; end: number } {
  const date = new Date(Math.ceil(ts / 1_000) - 1)
  const year = date.getUTCFullYear()
  const month = date.getUTCMonth()
  return { year, month, end: Date.UTC(year, month + 1, 1) * 1_000 }
}
