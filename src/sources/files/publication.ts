import { dayUs, type Micros, micros } from '../../domain/index.ts'

/** When what a source says of a time could first be known: an assumption, told with it. */
export type Publication = {
  /** From the time it is about to that at which it is known, microseconds; below 0 if before. */
  readonly lagUs: number
  /** Counted from the end of the next day that is no Saturday and no Sunday. */
  readonly isBusinessDay?: boolean
  readonly why: string
}

/** @param tsEvent - What is spoken of: the stamp of a row, or the beginning of its day, UTC. */
export function knownAt({ lagUs, isBusinessDay }: Publication, tsEvent: Micros): Micros {
  if (isBusinessDay !== true) return micros(tsEvent + lagUs)
  let day = Math.floor(tsEvent / dayUs) + 1
  // Day 0 was a Thursday.
  while ((day + 4) % 7 === 6 || (day + 4) % 7 === 0) day += 1
  return micros((day + 1) * dayUs + lagUs)
}
