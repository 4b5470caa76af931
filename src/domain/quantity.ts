import { type Brand, InvariantError } from '../base/index.ts'

/** A size as a whole number of an instrument's lots. Unit: lots. Never negative: see `side`. */
export type Quantity = Brand<number, 'Quantity'>

/** Mints a quantity. Crashes on a fraction of a lot, NaN, a negative, or beyond 2^53. */
export function quantity(lots: number): Quantity {
  if (!Number.isSafeInteger(lots) || lots < 0)
    throw new InvariantError(`quantity must be whole lots >= 0, was ${lots}`)
  return lots as Quantity
}
