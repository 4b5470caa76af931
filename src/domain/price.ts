import { type Brand, InvariantError } from '../base/index.ts'

/** A price as a whole number of an instrument's ticks. Unit: ticks. May be negative (spreads). */
export type Price = Brand<number, 'Price'>

/** Mints a price. Crashes on a fraction of a tick, NaN, or beyond 2^53. */
export function price(ticks: number): Price {
  if (!Number.isSafeInteger(ticks))
    throw new InvariantError(`price must be whole ticks, was ${ticks}`)
  return ticks as Price
}
