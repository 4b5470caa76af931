import { UserError } from '../base/index.ts'
import { type Micros, micros, parseInterval } from '../domain/index.ts'

const timePattern = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z?)?$/

/**
 * A time as a person writes it, in UTC: `2024-01-31` or `2024-01-31T12:30`.
 *
 * @throws UserError `bad-time` naming the option.
 */
export function timeOf(text: string, option: string): Micros {
  const time = text.includes('T') && !text.endsWith('Z') ? `${text}Z` : text
  const ms = timePattern.test(text) && isDay(text.slice(0, 10)) ? Date.parse(time) : Number.NaN
  if (Number.isNaN(ms))
    throw new UserError(
      'bad-time',
      `${option} '${text}' is not a time; write 2024-01-31 or 2024-01-31T12:30 (UTC).`,
    )
  return micros(ms * 1_000)
}

/** Whether `text` is a day that there is: `2024-02-30` would be taken for the first of March. */
export function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(ms) && new Date(ms).toISOString().slice(0, 10) === text
}

/** Length of a bar as a person writes it, in microseconds. @throws UserError `bad-interval`. */
export function intervalUsOf(text: string): number {
  const us = parseInterval(text)
  if (us !== undefined) return us
  throw new UserError(
    'bad-interval',
    `--interval '${text}' is not a length of time; write 1m, 5m, 1h or 1d.`,
  )
}
