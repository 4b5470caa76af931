import { ArgumentError } from '../argument.ts'
import { cholesky, inverseLower, logDeterminant, type Matrix } from '../matrix/index.ts'
import { requireCorrelation } from '../matrix/matrix.ts'

/** A correlation made ready for squared lengths. */
export type Whitener = {
  /** The inverse of its Cholesky factor, lower, row after row without the zeros. */
  readonly rows: Float64Array
  readonly size: number
  readonly logDeterminant: number
}

/** @throws ArgumentError when `correlation` is not positive definite. */
export function whitenerOf(correlation: Matrix): Whitener {
  requireCorrelation('correlation', correlation)
  const root = cholesky(correlation)
  if (root === undefined) throw new ArgumentError('correlation must be positive definite')
  const size = root.rows
  const inverse = inverseLower(root).values
  const rows = new Float64Array((size * (size + 1)) / 2)
  for (let row = 0, at = 0; row < size; row += 1)
    for (let column = 0; column <= row; column += 1, at += 1)
      rows[at] = inverse[row * size + column] as number
  return { rows, size, logDeterminant: logDeterminant(root) }
}

/** The squared length of `point` in the metric of the correlation. */
export function squaredLength({ rows, size }: Whitener, point: Float64Array): number {
  let squared = 0
  for (let row = 0, at = 0; row < size; row += 1) {
    let sum = 0
    for (let column = 0; column <= row; column += 1, at += 1)
      sum += (rows[at] as number) * (point[column] as number)
    squared += sum * sum
  }
  return squared
}
