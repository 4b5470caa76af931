import { sumOfProducts } from '../sum-of.ts'
import { orthonormaliseNext, subtract } from './orthonormal.ts'

/** Least squares of one series on the first 0, 1, 2, ... of a row of columns, all at once. */
export type NestedFit = {
  /** Sum of squared residuals on the first `j` columns, at `j`. One longer than the columns. */
  readonly sums: Float64Array
  /** What the column at `j` adds: its part free of those before it, at unit length, times y. */
  readonly gains: Float64Array
}

/** Below this share of the sum of squares the fit is exact, and a t-value has no meaning. */
const exactShare = 1e-20

/**
 * The t-value of the last column and every F-value between nested regressions follow from one fit.
 *
 * @param columns - Each as long as `y`. Overwritten.
 * @param y - Not touched.
 * @returns `undefined` when a column is a sum of others, or the fit is exact.
 */
export function nestedFit(
  columns: readonly Float64Array[],
  y: Float64Array,
): NestedFit | undefined {
  const residual = Float64Array.from(y)
  const sums = new Float64Array(columns.length + 1)
  const gains = new Float64Array(columns.length)
  sums[0] = sumOfProducts(y, y)
  for (let j = 0; j < columns.length; j += 1) {
    const column = columns[j] as Float64Array
    if (!orthonormaliseNext(column, columns, j)) return undefined
    const gain = sumOfProducts(column, residual)
    subtract(residual, column, gain)
    gains[j] = gain
    sums[j + 1] = sumOfProducts(residual, residual)
  }
  const last = sums[columns.length] as number
  return last > exactShare * sumOfProducts(y, y) ? { sums, gains } : undefined
}

/** The t-value of the last of the first `count` columns, in the regression on those. */
export function lastTValue(fit: NestedFit, count: number, rows: number): number {
  const spread = Math.sqrt((fit.sums[count] as number) / (rows - count))
  return (fit.gains[count - 1] as number) / spread
}

/** The F-value of the columns after the first `kept`, in the regression on all. */
export function jointFValue(fit: NestedFit, kept: number, rows: number): number {
  const count = fit.gains.length
  const all = fit.sums[count] as number
  return ((fit.sums[kept] as number) - all) / (count - kept) / (all / (rows - count))
}
