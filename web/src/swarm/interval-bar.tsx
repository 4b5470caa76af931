import type { ReactNode } from 'react'
import { type Interval, lieOf } from '../format/swarm-text.ts'

type IntervalBarProps = {
  /** Said in place of the picture. */
  readonly label: string
  readonly interval: Interval | null
  readonly mean?: number | null
  /** What lies at either end; nothing lies in the middle. Over 0. */
  readonly reach: number
}

/**
 * An interval around nothing, which is the line in the middle. Filled where all of it lies on one
 * side; hollow where it may as well be nothing.
 */
export function IntervalBar({ label, interval, mean, reach }: IntervalBarProps): ReactNode {
  const at = (value: number): number =>
    50 + 50 * Math.max(-1, Math.min(value / (reach > 0 ? reach : 1), 1))
  return (
    <span className={`interval interval-${lieOf(interval)}`} role="img" aria-label={label}>
      {interval === null ? null : (
        <span
          className="interval-span"
          style={{ left: `${at(interval[0])}%`, right: `${100 - at(interval[1])}%` }}
        />
      )}
      {interval === null || mean === null || mean === undefined ? null : (
        <span className="interval-mean" style={{ left: `${at(mean)}%` }} />
      )}
    </span>
  )
}

/** The farthest that any of the intervals reaches from nothing. */
export function reachOf(intervals: readonly (Interval | null)[]): number {
  return Math.max(
    ...intervals.flatMap((each) => (each === null ? [] : each.map(Math.abs))),
    Number.MIN_VALUE,
  )
}
