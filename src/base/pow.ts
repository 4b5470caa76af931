/**
 * `base` raised to a whole `exponent`, by repeated squaring. `Math.pow` and `**` are banned: their
 * last bit differs between Node majors, and a run's hash must not.
 *
 * @param exponent - Whole, may be negative.
 */
export function powInt(base: number, exponent: number): number {
  let result = 1
  let factor = exponent < 0 ? 1 / base : base
  for (let left = Math.abs(exponent); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= factor
    factor *= factor
  }
  return result
}

/** 10 to the `exponent` as a bigint. @param exponent - Whole, >= 0. */
export function pow10(exponent: number): bigint {
  return BigInt(`1${'0'.repeat(exponent)}`)
}
