/** Above this, squaring gathers more rounding than a logarithm does. */
const squaredMax = 1024

/**
 * `base` to the `exponent`, the same bits on every machine; `Math.pow` and `**` are not. Whole
 * exponents up to 1024 in size by repeated squaring, all others as exp(exponent × log base): good
 * to about 1e-16 × (1 + |exponent × log base|) of its value.
 *
 * @param base - Any number; with a broken exponent, 0 or more.
 * @returns What `Math.pow` says at the borders: 1 for an exponent of 0, infinity for 0 to a
 *   negative exponent and where the range of a double ends, NaN for a negative base to a broken
 *   exponent.
 */
export function power(base: number, exponent: number): number {
  if (exponent === 0) return 1
  if (!Number.isInteger(exponent)) return byLogarithm(base, exponent)
  const size = Math.abs(exponent)
  if (size <= squaredMax) return exponent < 0 ? 1 / bySquaring(base, size) : bySquaring(base, size)
  const unsigned = byLogarithm(Math.abs(base), exponent)
  return base < 0 && exponent % 2 !== 0 ? -unsigned : unsigned
}

function byLogarithm(base: number, exponent: number): number {
  if (base === 1) return 1
  return Math.exp(exponent * Math.log(base))
}

/** @param size - Whole, 1 to `squaredMax`. */
function bySquaring(base: number, size: number): number {
  let value = 1
  let square = base
  for (let rest = size; ; square *= square) {
    if ((rest & 1) === 1) value *= square
    rest >>= 1
    if (rest === 0) return value
  }
}
