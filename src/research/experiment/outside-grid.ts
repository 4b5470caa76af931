import { assert } from '../../base/index.ts'
import { dayUs } from '../../domain/index.ts'
import type { OutsideColumns } from '../../features/index.ts'

const weekUs = 7 * dayUs

/** Times a bar apart over whole weeks, so that columns on them can be shifted by weeks. */
export type WeekGrid = {
  /** Whole weeks. */
  readonly weeks: number
  readonly perWeek: number
  /** Closes of bars that are there or could be, microseconds. */
  readonly clock: Float64Array
}

/** The most whole weeks up to `to`, the oldest days left out. */
export function weekGrid(from: number, to: number, intervalUs: number): WeekGrid {
  assert(weekUs % intervalUs === 0, `bars of ${intervalUs} us do not fit a week`)
  const perWeek = weekUs / intervalUs
  const weeks = Math.max(0, Math.floor((to - from) / weekUs))
  const count = weeks * perWeek
  const clock = Float64Array.from({ length: count }, (_, i) => to - (count - 1 - i) * intervalUs)
  return { weeks, perWeek, clock }
}

/**
 * Columns on a grid as they stand at the closes of bars; of bars that are missing nothing is asked.
 *
 * @param closes - Of bars, microseconds, none before the grid or after it.
 * @param weeks - By how many weeks the columns are moved on. 0 leaves them where they are.
 */
export function columnsAt(
  grid: WeekGrid,
  columns: OutsideColumns,
  closes: Float64Array,
  weeks: number,
): OutsideColumns {
  const { clock, perWeek } = grid
  const [first, count] = [clock[0] as number, clock.length]
  const stepUs = weekUs / perWeek
  const places = Int32Array.from(closes, (ts) => {
    // What stood at the time of the grid before it: never what stands after.
    const place = Math.floor((ts - first) / stepUs)
    assert(place >= 0 && place < count, `a bar at ${ts} is off the grid`)
    return (place - weeks * perWeek + count) % count
  })
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      name,
      Float64Array.from(places, (place) => column[place] as number),
    ]),
  )
}
