import {
  ArgumentError,
  requireList,
  requireNumbers,
  requireSameLength,
  requireSeries,
  requireSize,
  requireWhole,
} from '../argument.ts'
import { valueText } from '../value-text.ts'

/** A dense matrix of doubles, row after row: element (i, j) is `values[i * columns + j]`. */
export type Matrix = {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array
}

/**
 * A matrix of zeros.
 *
 * @param rows - 1 or more.
 * @param columns - 1 or more.
 * @throws ArgumentError when one is not, or there would be more than 2^28 values.
 */
export function matrix(rows: number, columns: number): Matrix {
  requireWhole('rows', rows, 1)
  requireWhole('columns', columns, 1)
  requireSize('rows x columns', rows * columns, 1)
  return { rows, columns, values: new Float64Array(rows * columns) }
}

/**
 * A matrix from its rows.
 *
 * @throws ArgumentError when there are no rows, they differ in length, or a value is not finite.
 */
export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  if (!Array.isArray(rows))
    throw new ArgumentError(`rows must be an array of rows, was ${valueText(rows)}`)
  const first = rows[0] ?? []
  const made = matrix(rows.length, first.length)
  rows.forEach((row, i) => {
    requireSameLength('rows[0]', first, `rows[${i}]`, row)
    requireNumbers(`rows[${i}]`, row, 1)
    made.values.set(row, i * made.columns)
  })
  return made
}

/** The matrix with ones on its diagonal. @param size - 1 or more. */
export function identity(size: number): Matrix {
  const made = matrix(size, size)
  for (let i = 0; i < size; i += 1) made.values[i * size + i] = 1
  return made
}

/** Rows become columns. */
export function transpose(a: Matrix): Matrix {
  requireMatrix('a', a)
  const made = matrix(a.columns, a.rows)
  for (let i = 0; i < a.rows; i += 1)
    for (let j = 0; j < a.columns; j += 1)
      made.values[j * a.rows + i] = a.values[i * a.columns + j] as number
  return made
}

/** The product `a` × `b`. @throws ArgumentError when `a.columns` is not `b.rows`. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  requireMatrix('a', a)
  requireMatrix('b', b)
  if (a.columns !== b.rows)
    throw new ArgumentError(`b must have ${a.columns} rows, the columns of a, had ${b.rows}`)
  const made = matrix(a.rows, b.columns)
  const out = made.values
  const width = b.columns
  for (let i = 0; i < a.rows; i += 1)
    for (let k = 0; k < a.columns; k += 1) {
      const factor = a.values[i * a.columns + k] as number
      for (let j = 0; j < width; j += 1)
        out[i * width + j] =
          (out[i * width + j] as number) + factor * (b.values[k * width + j] as number)
    }
  return made
}

/** The product of a matrix and a column. @throws ArgumentError when `x` is not `a.columns` long. */
export function multiplyVector(a: Matrix, x: Float64Array): Float64Array {
  requireMatrix('a', a)
  requireList('x', x)
  if (a.columns !== x.length)
    throw new ArgumentError(`x must have ${a.columns} values, the columns of a, had ${x.length}`)
  const made = new Float64Array(a.rows)
  for (let i = 0; i < a.rows; i += 1) {
    let sum = 0
    for (let j = 0; j < a.columns; j += 1)
      sum += (a.values[i * a.columns + j] as number) * (x[j] as number)
    made[i] = sum
  }
  return made
}

/** Declines what is no matrix, such as an array of rows. */
export function requireMatrix(name: string, a: Matrix): void {
  const isShaped = typeof a === 'object' && a !== null && a.values instanceof Float64Array
  if (!isShaped)
    throw new ArgumentError(`${name} must be a Matrix, as of matrixOf, was ${valueText(a)}`)
  if (a.values.length !== a.rows * a.columns)
    throw new ArgumentError(
      `${name} must hold ${a.rows} by ${a.columns} values, held ${a.values.length}`,
    )
}

/** Declines a matrix that is not square, or holds a value that is not finite. */
export function requireSquare(name: string, a: Matrix): void {
  requireMatrix(name, a)
  if (a.rows !== a.columns)
    throw new ArgumentError(`${name} must be square, was ${a.rows} by ${a.columns}`)
  requireSeries(`${name}.values`, a.values, 1)
}

/**
 * Declines a matrix that is not square, finite and symmetric. Rounding may part a pair by up to
 * 1e-9 of the largest element.
 */
export function requireSymmetric(name: string, a: Matrix): void {
  requireSquare(name, a)
  let largest = 0
  for (let i = 0; i < a.values.length; i += 1)
    largest = Math.max(largest, Math.abs(a.values[i] as number))
  for (let i = 0; i < a.rows; i += 1)
    for (let j = 0; j < i; j += 1) {
      const below = a.values[i * a.columns + j] as number
      const above = a.values[j * a.columns + i] as number
      if (Math.abs(below - above) > 1e-9 * largest)
        throw new ArgumentError(
          `${name} must be symmetric, and (${i}, ${j}) was ${below} beside ${above}`,
        )
    }
}

/** Declines a matrix that is not symmetric, with ones on its diagonal and nothing beyond 1. */
export function requireCorrelation(name: string, a: Matrix): void {
  requireSymmetric(name, a)
  for (let i = 0; i < a.rows; i += 1)
    for (let j = 0; j <= i; j += 1) {
      const value = a.values[i * a.columns + j] as number
      const isValid = i === j ? Math.abs(value - 1) < 1e-9 : Math.abs(value) < 1 + 1e-9
      if (!isValid)
        throw new ArgumentError(
          `${name} must be a correlation matrix, and (${i}, ${j}) was ${value}`,
        )
    }
}
