import { dayUs, type Micros } from '../../domain/index.ts'
import type { Acquisition } from './lot-trail.ts'
import type { Disposal } from './lot-book.ts'

/** Days before and after a loss within which another purchase of the same makes it a wash sale. */
export const washDays = 30
const dayMs = dayUs / 1_000

/**
 * Whether a lot was held for more than a year of the calendar, UTC, its first day not counted. A
 * short sale is always short: nothing was held.
 */
export function isLongTerm({ side, openedTs, closedTs }: Disposal): boolean {
  if (side === 'short') return false
  const first = new Date(startOfDay(openedTs) + dayMs)
  // A year that begins on the 29th of February ends with the 28th.
  const over = Date.UTC(first.getUTCFullYear() + 1, first.getUTCMonth(), first.getUTCDate())
  return startOfDay(closedTs) >= over
}

/**
 * Tells losses that a rule against wash sales may touch: something of the same, by `sameOf`, was
 * opened on the same side up to 30 days of the calendar before or after, UTC, other than the lot
 * itself.
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
    const day = 1_000 * startOfDay(closedTs)
    for (let i = firstFrom(group, day - washDays * dayUs); i < group.length; i += 1) {
      const each = group[i] as Acquisition
      if (each.ts >= day + (washDays + 1) * dayUs) return false
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

/** Of the day that `ts` is in, UTC. Unit: ms. */
function startOfDay(ts: Micros): number {
  return dayMs * Math.floor(ts / dayUs)
}
