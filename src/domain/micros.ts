import { type Brand, InvariantError } from '../base/index.ts'

/** Time as whole microseconds since 1970-01-01T00:00:00Z. Exact in a double until the year 2255. */
export type Micros = Brand<number, 'Micros'>

/** A second, in microseconds. */
export const secondUs = 1_000_000
/** A minute, in microseconds. */
export const minuteUs: number = 60 * secondUs
/** An hour, in microseconds. */
export const hourUs: number = 60 * minuteUs
/** A day of 24 hours, in microseconds. */
export const dayUs: number = 24 * hourUs

/** Mints a time. Crashes on a fraction, NaN, or beyond 2^53. */
export function micros(value: number): Micros {
  if (!Number.isSafeInteger(value))
    throw new InvariantError(`time must be whole microseconds, was ${value}`)
  return value as Micros
}

/** `2024-01-31 23:59:00`, in UTC: the form people read in tables. */
export function formatTime(ts: Micros): string {
  return new Date(ts / 1_000).toISOString().slice(0, 19).replace('T', ' ')
}

const intervals: Readonly<Record<string, number>> = {
  s: secondUs,
  m: minuteUs,
  h: hourUs,
  d: dayUs,
  w: 7 * dayUs,
}

/** `'5m'` as microseconds; `undefined` when it is not a count and one of `s m h d w`. */
export function parseInterval(text: string): number | undefined {
  const match = /^([1-9]\d{0,3})([smhdw])$/.exec(text)
  if (match === null) return undefined
  return Number(match[1]) * (intervals[match[2] as string] as number)
}

/** The inverse of `parseInterval`, in the largest unit that divides `us`. */
export function formatInterval(us: number): string {
  for (const unit of ['w', 'd', 'h', 'm', 's']) {
    const size = intervals[unit] as number
    if (us >= size && us % size === 0) return `${us / size}${unit}`
  }
  return `${us}us`
}
