import { dayUs, hourUs } from '../domain/index.ts'

/** How far ahead a voice speaks: up to an hour, up to a day, beyond. */
export const horizonCount = 3

/** Which of the horizons `horizonUs` falls into. */
export function horizonOf(horizonUs: number): number {
  if (horizonUs <= hourUs) return 0
  return horizonUs <= dayUs ? 1 : 2
}
