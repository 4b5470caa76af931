import { UserError } from '../../base/index.ts'
import { type Micros, micros } from '../../domain/index.ts'

/** From when to when, UTC: from the first moment to before the last. */
export type TrailPeriod = {
  /** `undefined` for all that there is. */
  readonly year: number | undefined
  readonly from: Micros
  readonly until: Micros
}

/** A year of the calendar, or everything. @throws UserError `usage` */
export function trailPeriod(text: string | undefined): TrailPeriod {
  if (text === undefined)
    return { year: undefined, from: micros(0), until: micros(Number.MAX_SAFE_INTEGER) }
  const year = Number(text)
  if (!/^\d{4}$/.test(text) || year < 1970 || year > 2200)
    throw new UserError('usage', `--year takes a year from 1970 to 2200, was '${text}'.`)
  const start = (of: number): Micros => micros(Date.UTC(of, 0, 1) * 1_000)
  return { year, from: start(year), until: start(year + 1) }
}

/** `2026-01-01 to 2026-12-31, UTC`, or that it is all. */
export function periodText({ year }: TrailPeriod): string {
  return year === undefined ? 'everything in the journal' : `${year}-01-01 to ${year}-12-31, UTC`
}

/** Whether something is of the period. */
export function isWithin({ from, until }: TrailPeriod, ts: number): boolean {
  return ts >= from && ts < until
}
