/** 10 to the `exponent` as a bigint. @param exponent - Whole, >= 0. */
export function pow10(exponent: number): bigint {
  return BigInt(`1${'0'.repeat(exponent)}`)
}
