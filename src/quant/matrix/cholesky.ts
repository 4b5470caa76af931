import { requireRecord, requireSameLength } from '../argument.ts'
import { type Matrix, matrix, requireMatrix, requireSquare } from './matrix.ts'

/**
 * The lower triangle L with `a` = L L'. Reads the lower triangle of `a` only.
 *
 * A pivot not above size × 2.2e-16 of its diagonal element is rounding: it counts as 0.
 *
 * @returns `undefined` when `a` is not positive definite.
 * @throws ArgumentError when `a` is not square or not finite.
 * @see Golden numbers: numpy 2.4.6 `linalg.cholesky`.
 */
export function cholesky(a: Matrix): Matrix | undefined {
  requireSquare('a', a)
  const size = a.rows
  const lower = matrix(size, size)
  const l = lower.values
  const negligible = size * Number.EPSILON
  for (let j = 0; j < size; j += 1) {
    const diagonal = a.values[j * size + j] as number
    const pivot = diagonal - rowProduct(l, size, j, j)
    if (!(pivot > negligible * Math.abs(diagonal))) return undefined
    const root = Math.sqrt(pivot)
    l[j * size + j] = root
    for (let i = j + 1; i < size; i += 1)
      l[i * size + j] = ((a.values[i * size + j] as number) - rowProduct(l, size, i, j)) / root
  }
  return lower
}

/** The product of rows `i` and `j` left of column `j`. */
function rowProduct(l: Float64Array, size: number, i: number, j: number): number {
  let sum = 0
  for (let k = 0; k < j; k += 1) sum += (l[i * size + k] as number) * (l[j * size + k] as number)
  return sum
}

/**
 * The x with L L' x = `b`, from a factor of `cholesky`.
 *
 * @throws ArgumentError when `b` is not as long as the factor is wide.
 */
export function solveCholesky(l: Matrix, b: Float64Array): Float64Array {
  const x = solveLower(l, b)
  const size = l.rows
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = x[i] as number
    for (let k = i + 1; k < size; k += 1)
      sum -= (l.values[k * size + i] as number) * (x[k] as number)
    x[i] = sum / (l.values[i * size + i] as number)
  }
  return x
}

/** The x with L x = `b`, for a lower triangle without a 0 on its diagonal. */
export function solveLower(l: Matrix, b: Float64Array): Float64Array {
  requireRecord('l', l)
  const size = l.rows
  requireSameLength('l', { length: size }, 'b', b)
  const x = new Float64Array(size)
  for (let i = 0; i < size; i += 1) {
    let sum = b[i] as number
    for (let k = 0; k < i; k += 1) sum -= (l.values[i * size + k] as number) * (x[k] as number)
    x[i] = sum / (l.values[i * size + i] as number)
  }
  return x
}

/** The inverse of a lower triangle without a 0 on its diagonal: a lower triangle too. */
export function inverseLower(l: Matrix): Matrix {
  requireRecord('l', l)
  const size = l.rows
  const inverse = matrix(size, size)
  for (let column = 0; column < size; column += 1)
    for (let row = column; row < size; row += 1) {
      let sum = row === column ? 1 : 0
      for (let k = column; k < row; k += 1)
        sum -= (l.values[row * size + k] as number) * (inverse.values[k * size + column] as number)
      inverse.values[row * size + column] = sum / (l.values[row * size + row] as number)
    }
  return inverse
}

/** The logarithm of the determinant of L L', from a factor of `cholesky`. */
export function logDeterminant(l: Matrix): number {
  let sum = 0
  requireMatrix('l', l)
  for (let i = 0; i < l.rows; i += 1) sum += Math.log(l.values[i * l.columns + i] as number)
  return 2 * sum
}
