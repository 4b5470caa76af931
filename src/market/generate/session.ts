import { dayUs, hourUs } from '../../domain/index.ts'

/** Activity by hour of the day, UTC, mean 1: quiet at night, busiest when America opens. */
const byHour: readonly number[] = [
  0.85, 0.85, 0.8, 0.75, 0.7, 0.7, 0.75, 0.85, 0.95, 1, 1, 1, 1.1, 1.3, 1.5, 1.5, 1.4, 1.25, 1.15,
  1.1, 1.05, 0.95, 0.8, 0.7,
]

/** Times the usual volume at `ts`, drawn straight from hour to hour. */
export function sessionVolume(ts: number): number {
  const hours = (ts % dayUs) / hourUs
  const hour = Math.floor(hours)
  const here = byHour[hour] as number
  const next = byHour[(hour + 1) % 24] as number
  return here + (next - here) * (hours - hour)
}
