const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: '2-digit',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
const exact = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: '2-digit',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
const exactHours = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', timeStyle: 'medium' })
const moment = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})
const full = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  dateStyle: 'medium',
  timeStyle: 'medium',
})

/** `21 Nov 14:03`, in UTC. @param t - ms since 1970. */
export function timeText(t: number): string {
  return clock.format(t).replace(',', '')
}

/** `21 Nov 2026 14:03`, in UTC: of what may be years ago. @param t - ms since 1970. */
export function momentText(t: number): string {
  return moment.format(t).replace(',', '')
}

/**
 * How to write the times of a list: with seconds when one of them is not a whole minute, and then
 * without the day when all are of one.
 */
export function timesOf(rows: readonly { readonly t: number }[]): (t: number) => string {
  const isFine = rows.some(({ t }) => t % 60_000 !== 0)
  if (!isFine) return timeText
  const days = new Set(rows.map(({ t }) => Math.floor(t / 86_400_000)))
  return days.size === 1 ? (t) => exactHours.format(t) : (t) => exact.format(t).replace(',', '')
}

/** `21 Nov 2026, 14:03:00 UTC`. */
export function fullTimeText(t: number): string {
  return `${full.format(t)} UTC`
}

/** `4 s`, `3 min`, `2 h`, `5 d`: how long ago, in the largest unit that says something. */
export function ageText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000))
  if (seconds < 90) return `${seconds} s`
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`
  if (seconds < 36 * 3_600) return `${Math.round(seconds / 3_600)} h`
  return `${Math.round(seconds / 86_400)} d`
}
