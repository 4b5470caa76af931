/** A number that may be varied, in even steps between two ends. */
export type Dial = {
  readonly name: string
  readonly low: number
  readonly high: number
  readonly usual: number
  /** Steps in 1: 1 for whole numbers, 10 for tenths. */
  readonly perOne: number
  /** Its logarithm is what is even: from 10 to 20 is as far as from 100 to 200. */
  readonly isLog?: boolean
}

/** The step of a dial nearest to `value`. */
export function snap({ low, high, perOne }: Dial, value: number): number {
  const bounded = Math.min(high, Math.max(low, value))
  // Minus zero is written as zero, and would not be the same bytes.
  return Math.round(bounded * perOne) / perOne + 0
}

/** Whether `value` stands on a step of a dial. */
export function isOn(dial: Dial, value: number): boolean {
  return snap(dial, value) === value
}

/** Whether a dial can be turned at all. */
export function isTurning({ low, high }: Dial): boolean {
  return high > low
}

/** A name as the later part of another: `entry1` and `period` make `entry1Period`. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
