import { type Random, shuffle } from '../../base/index.ts'

/** Shifts nearer to none than this would leave a slow column where it was. */
const weeksMin = 4

/**
 * Shifts by whole weeks under which a column beside a market keeps its days and hours of the week
 * and its memory, and loses what it had to do with the market of the time: the null of a test by
 * circular shifts. None is less than four weeks from where the column stood.
 *
 * @param draws - How many at most. When there are no more, all of them, in their order; else as
 *   many drawn without putting back.
 */
export function weekShifts(weeks: number, draws: number, random: Random): readonly number[] {
  const all = Array.from({ length: Math.max(0, weeks - 2 * weeksMin + 1) }, (_, i) => i + weeksMin)
  if (all.length <= draws) return all
  shuffle(all, random)
  return all.slice(0, draws)
}

/** `column` moved on by `by` places; what falls off its end begins it. */
export function shifted(column: Float64Array, by: number): Float64Array {
  const moved = new Float64Array(column.length)
  moved.set(column.subarray(column.length - by), 0)
  moved.set(column.subarray(0, column.length - by), by)
  return moved
}
