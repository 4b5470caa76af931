import { sumOfProducts } from '../sum-of.ts'

/** A column is a sum of those before it when less than this share of its length is its own. */
const ownShareMin = 1e-9

/**
 * Makes columns orthogonal and of unit length in place, by modified Gram-Schmidt, twice over. (The
 * QR of `matrix` answers a regression, and gives no basis to take out of other columns.)
 *
 * @returns False when a column is a sum of those before it: the columns are then half done.
 */
export function orthonormalise(columns: readonly Float64Array[]): boolean {
  return columns.every((column, j) => orthonormaliseNext(column, columns, j))
}

/** Takes the part along the first `count` of `before` out of a column; gives it unit length. */
export function orthonormaliseNext(
  column: Float64Array,
  before: readonly Float64Array[],
  count: number,
): boolean {
  const whole = Math.sqrt(sumOfProducts(column, column))
  for (let pass = 0; pass < 2; pass += 1) project(column, before, count)
  const own = Math.sqrt(sumOfProducts(column, column))
  if (!(own > ownShareMin * whole)) return false
  for (let i = 0; i < column.length; i += 1) column[i] = (column[i] as number) / own
  return true
}

/** Takes the part along the first `count` columns of a basis out of a column. */
export function project(
  column: Float64Array,
  basis: readonly Float64Array[],
  count: number = basis.length,
): void {
  for (let j = 0; j < count; j += 1) {
    const other = basis[j] as Float64Array
    subtract(column, other, sumOfProducts(column, other))
  }
}

/** Takes `times` a column out of another. */
export function subtract(from: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < from.length; i += 1)
    from[i] = (from[i] as number) - times * (what[i] as number)
}
