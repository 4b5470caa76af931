import { ArgumentError, requireRecord, requireSameLength, requireSeries } from '../argument.ts'
import { sumOfProducts } from '../sum-of.ts'
import { type Matrix, matrix } from './matrix.ts'

/** A linear model fitted by ordinary least squares. */
export type LeastSquares = {
  readonly coefficients: Float64Array
  /** What the model leaves of y, in the order of the rows. */
  readonly residuals: Float64Array
  /** The sum of squared residuals. */
  readonly residualSum: number
  /** Of the coefficients: s² (X'X)⁻¹ with s² = `residualSum` / (rows - columns). */
  readonly covariance: Matrix
}

/** Left of a column after the columns before it are taken out, below which it is collinear. */
const collinearBelow = 1e-11

/**
 * The coefficients with the least squared residuals, by Householder QR. No constant is added: give
 * a column of ones for one.
 *
 * @param x - One row per observation, more rows than columns.
 * @returns `undefined` when a column is, to 1e-11 of its length, a sum of those before it.
 * @throws ArgumentError when lengths differ, rows are too few, or a value is not finite.
 * @see Golub 1965. Golden numbers: statsmodels 0.15.0 `OLS`, and the certified values of NIST's
 *   Longley data.
 */
export function leastSquares(x: Matrix, y: Float64Array): LeastSquares | undefined {
  requireRecord('x', x)
  requireSeries('x.values', x.values, 1)
  requireSeries('y', y, 1)
  requireSameLength('x', { length: x.rows }, 'y', y)
  const { rows, columns } = x
  if (rows <= columns)
    throw new ArgumentError(`x must have more rows than its ${columns} columns, had ${rows}`)
  const qr = Float64Array.from(x.values)
  const rotated = Float64Array.from(y)
  const diagonal = new Float64Array(columns)
  for (let k = 0; k < columns; k += 1) {
    const whole = columnLength(x.values, rows, columns, k, 0)
    const left = columnLength(qr, rows, columns, k, k)
    if (!(left > collinearBelow * whole)) return undefined
    diagonal[k] = reflectColumn(qr, rows, columns, k, left, rotated)
  }
  const coefficients = backSubstitute(qr, columns, diagonal, rotated)
  const residuals = residualsOf(x, y, coefficients)
  const residualSum = sumOfProducts(residuals, residuals)
  const variance = residualSum / (rows - columns)
  return {
    coefficients,
    residuals,
    residualSum,
    covariance: inverseProduct(qr, columns, diagonal, variance),
  }
}

/** The length of column `k` from row `from` down, free of overflow. */
function columnLength(
  values: Float64Array,
  rows: number,
  columns: number,
  k: number,
  from: number,
): number {
  let largest = 0
  for (let i = from; i < rows; i += 1)
    largest = Math.max(largest, Math.abs(values[i * columns + k] as number))
  if (largest === 0) return 0
  let sum = 0
  for (let i = from; i < rows; i += 1) {
    const share = (values[i * columns + k] as number) / largest
    sum += share * share
  }
  return largest * Math.sqrt(sum)
}

/** Mirrors column `k` onto the diagonal, and the columns right of it and `y` with it. */
function reflectColumn(
  qr: Float64Array,
  rows: number,
  columns: number,
  k: number,
  length: number,
  y: Float64Array,
): number {
  const signed = (qr[k * columns + k] as number) > 0 ? -length : length
  // The normal of the mirror is scaled to 1 + |x_kk| / length in front, as in LINPACK.
  for (let i = k; i < rows; i += 1) qr[i * columns + k] = -(qr[i * columns + k] as number) / signed
  const front = (qr[k * columns + k] as number) + 1
  qr[k * columns + k] = front
  for (let j = k + 1; j < columns; j += 1) {
    let sum = 0
    for (let i = k; i < rows; i += 1)
      sum += (qr[i * columns + k] as number) * (qr[i * columns + j] as number)
    const share = sum / front
    for (let i = k; i < rows; i += 1)
      qr[i * columns + j] =
        (qr[i * columns + j] as number) - share * (qr[i * columns + k] as number)
  }
  let sum = 0
  for (let i = k; i < rows; i += 1) sum += (qr[i * columns + k] as number) * (y[i] as number)
  const share = sum / front
  for (let i = k; i < rows; i += 1)
    y[i] = (y[i] as number) - share * (qr[i * columns + k] as number)
  return signed
}

function backSubstitute(
  qr: Float64Array,
  columns: number,
  diagonal: Float64Array,
  y: Float64Array,
): Float64Array {
  const found = new Float64Array(columns)
  for (let k = columns - 1; k >= 0; k -= 1) {
    let sum = y[k] as number
    for (let j = k + 1; j < columns; j += 1)
      sum -= (qr[k * columns + j] as number) * (found[j] as number)
    found[k] = sum / (diagonal[k] as number)
  }
  return found
}

function residualsOf(x: Matrix, y: Float64Array, coefficients: Float64Array): Float64Array {
  const residuals = Float64Array.from(y)
  for (let i = 0; i < x.rows; i += 1) {
    let fitted = 0
    for (let j = 0; j < x.columns; j += 1)
      fitted += (x.values[i * x.columns + j] as number) * (coefficients[j] as number)
    residuals[i] = (y[i] as number) - fitted
  }
  return residuals
}

/** `factor` × (R'R)⁻¹ = `factor` × R⁻¹ R⁻¹'. */
function inverseProduct(
  qr: Float64Array,
  columns: number,
  diagonal: Float64Array,
  factor: number,
): Matrix {
  const upper = new Float64Array(columns * columns)
  const unit = new Float64Array(columns)
  for (let j = 0; j < columns; j += 1) {
    unit.fill(0)
    unit[j] = 1
    const column = backSubstitute(qr, columns, diagonal, unit)
    for (let i = 0; i <= j; i += 1) upper[i * columns + j] = column[i] as number
  }
  const made = matrix(columns, columns)
  for (let i = 0; i < columns; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let sum = 0
      for (let k = i; k < columns; k += 1)
        sum += (upper[i * columns + k] as number) * (upper[j * columns + k] as number)
      made.values[i * columns + j] = factor * sum
      made.values[j * columns + i] = factor * sum
    }
  return made
}
