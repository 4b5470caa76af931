import type { DayRecord } from './day-record.ts'
import { table } from '../markdown-table.ts'
import { percent } from './percent.ts'

/** 1 % a day, 19 % a year. */
export const volatilityTarget = 0.01
/** Days of one look at what was realised. */
const windowDays = 90

/** Realised over aimed at, out of sample: over all days, by years, and in windows of 90 days. */
export type Held = {
  readonly name: string
  readonly days: number
  readonly all: number
  readonly years: readonly number[]
  /** Of windows that begin one after another. */
  readonly windows: readonly number[]
}

/** How near a position of scale × 1 came to the target; without `isScaled`, to its own mean. */
export function heldBy(record: DayRecord, isScaled: boolean): Held {
  const { name, starts, returns, scales } = record
  const made = returns.map((value, t) => (isScaled ? value * (scales[t] as number) : value))
  const aim = isScaled ? volatilityTarget : realised(made)
  const byYear = new Map<number, number[]>()
  starts.forEach((start, t) => {
    const year = new Date(start / 1_000).getUTCFullYear()
    byYear.set(year, [...(byYear.get(year) ?? []), made[t] as number])
  })
  const windows = Array.from({ length: Math.floor(made.length / windowDays) }, (_, k) =>
    made.slice(k * windowDays, (k + 1) * windowDays),
  )
  const years = [...byYear.values()].filter((year) => year.length >= windowDays)
  return {
    name,
    days: made.length,
    all: realised(made) / aim,
    years: years.map((year) => realised(year) / aim),
    windows: windows.map((window) => realised(window) / aim),
  }
}

export function targetTable(records: readonly DayRecord[]): string {
  const rows = records.map((record) => {
    const held = heldBy(record, true)
    const free = heldBy(record, false)
    return [
      ...[record.name, `${held.days}`, percent(held.all, 0)],
      ...[range(held.years), range(free.years), range(held.windows), range(free.windows)],
    ]
  })
  const years = ['years', 'years, not scaled']
  const windows = ['90 days', '90 days, not scaled']
  return table(['', 'days', 'all', ...years, ...windows], rows)
}

function range(shares: readonly number[]): string {
  return `${percent(Math.min(...shares), 0)} to ${percent(Math.max(...shares), 0)}`
}

/** The root of the mean square. */
function realised(returns: readonly number[]): number {
  return Math.sqrt(returns.reduce((sum, value) => sum + value * value, 0) / returns.length)
}
