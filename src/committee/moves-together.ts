import type { Brought } from './brought.ts'

/** Instruments of one desk move together: what is taken for the correlation of any two. */
const movesTogether = 0.6

/** What an outcome of one of so many instruments is worth beside those of the others. 0 to 1. */
export function worthAmong(instruments: number): number {
  return 1 / (1 + (instruments - 1) * movesTogether)
}

/**
 * The same, with its interval as wide as it has to be where bars of so many instruments were added
 * up that move together: a hundred bars of fifteen are not 1,500 that know nothing of each other.
 */
export function amongInstruments(of: Brought, instruments: number): Brought {
  const widening = 1 / Math.sqrt(worthAmong(instruments))
  const [low, high] = of.interval.map((end) => of.mean + widening * (end - of.mean))
  return { ...of, interval: [low as number, high as number] }
}
