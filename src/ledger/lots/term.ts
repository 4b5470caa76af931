import { dayUs, type Micros } from '../../domain/index.ts'
import type { Acquisition } from './lot-trail.ts'
import type { Disposal } from './lot-book.ts'

/** Days before and after a loss within which another purchase of the same makes it a wash sale. */
export const washDays = 30

/**
 * Whether a lot was held for more than a year of the calendar, UTC, its first day not counted. A
 * short sale is always short: nothing was held.
 */
export function isLongTerm({ side, openedTs, closedTs }: Disposal): boolean {
  if (side === 'short') return false
  const opened = new Date(openedTs / 1_000)
  const year = opened.getUTCFullYear() + 1
  // The 29th of February has its anniversary on the 1st of March.
  const anniversary = Date.UTC(year, opened.getUTCMonth(), opened.getUTCDate())
  return startOfDay(closedTs) > anniversary
}

/**
 * Tells losses that a rule against wash sales may touch: something of the same, by `sameOf`, was
 * opened on the same side up to 30 days before or after, other than the lot itself.
 *
 * @param acquisitions - In the order of their time, 30 days beyond the last disposal.
 * @param sameOf - What makes two instruments the same, such as the base currency.
 */
export function washFinder(
  acquisitions: readonly Acquisition[],
  sameOf: (instrument: number) => string,
): (disposal: Disposal) => boolean {
  const groups = new Map<string, Acquisition[]>()
  for (const each of acquisitions) {
    const key = `${each.side} ${sameOf(each.instrument)}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each])
    else group.push(each)
  }
  return (disposal) => {
    if (disposal.gain >= 0n) return false
    const { side, instrument, closedTs, openedBy } = disposal
    const group = groups.get(`${side} ${sameOf(instrument)}`) ?? []
    for (let i = firstFrom(group, closedTs - washDays * dayUs); i < group.length; i += 1) {
      const each = group[i] as Acquisition
      if (each.ts > closedTs + washDays * dayUs) return false
      if (each.orderId !== openedBy) return true
    }
    return false
  }
}

function firstFrom(group: readonly Acquisition[], ts: number): number {
  let [low, high] = [0, group.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((group[middle] as Acquisition).ts < ts) low = middle + 1
    else high = middle
  }
  return low
}

function startOfDay(ts: Micros): number {
  const ms = ts / 1_000
  return ms - (((ms % 86_400_000) + 86_400_000) % 86_400_000)
}
