import { requireSameLength, requireSeries } from '../argument.ts'
import { type Matrix, matrix, requireSquare } from './matrix.ts'

/** Rows scaled and permuted, with the factors L (below) and U (on and above the diagonal). */
type Factors = {
  readonly size: number
  readonly lu: Float64Array
  readonly order: Uint32Array
  readonly scales: Float64Array
}

/**
 * The x with `a` x = `b`, by LU with partial pivoting over rows scaled to a largest element of 1.
 *
 * A pivot not above size × 2.2e-16 of the largest element of its column is rounding: 0.
 *
 * @returns `undefined` when `a` is singular.
 * @throws ArgumentError when `a` is not square, lengths differ, or a value is not finite.
 * @see Golden numbers: numpy 2.4.6 `linalg.solve`.
 */
export function solve(a: Matrix, b: Float64Array): Float64Array | undefined {
  requireSquare('a', a)
  requireSameLength('a', { length: a.rows }, 'b', b)
  requireSeries('b', b, 1)
  const factors = factorise(a)
  if (factors === undefined) return undefined
  const x = new Float64Array(a.rows)
  substitute(factors, b, x)
  return x
}

/**
 * The inverse, as `solve` against the identity.
 *
 * @returns `undefined` when `a` is singular.
 * @throws ArgumentError when `a` is not square or not finite.
 */
export function inverse(a: Matrix): Matrix | undefined {
  requireSquare('a', a)
  const factors = factorise(a)
  if (factors === undefined) return undefined
  const size = a.rows
  const made = matrix(size, size)
  const unit = new Float64Array(size)
  const column = new Float64Array(size)
  for (let j = 0; j < size; j += 1) {
    unit.fill(0)
    unit[j] = 1
    substitute(factors, unit, column)
    for (let i = 0; i < size; i += 1) made.values[i * size + j] = column[i] as number
  }
  return made
}

function factorise(a: Matrix): Factors | undefined {
  const size = a.rows
  const scales = rowScales(a)
  if (scales === undefined) return undefined
  const lu = Float64Array.from(a.values)
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < size; j += 1)
      lu[i * size + j] = (lu[i * size + j] as number) * (scales[i] as number)
  const order = Uint32Array.from({ length: size }, (_, i) => i)
  const negligible = columnSizes(lu, size)
  for (let k = 0; k < size; k += 1) {
    const best = pivotRow(lu, size, k)
    if (!(Math.abs(lu[best * size + k] as number) > (negligible[k] as number))) return undefined
    swapRows(lu, size, best, k)
    const moved = order[k] as number
    order[k] = order[best] as number
    order[best] = moved
    eliminate(lu, size, k)
  }
  return { size, lu, order, scales }
}

/** One over the largest element of each row; `undefined` when a row is all 0. */
function rowScales(a: Matrix): Float64Array | undefined {
  const scales = new Float64Array(a.rows)
  for (let i = 0; i < a.rows; i += 1) {
    let largest = 0
    for (let j = 0; j < a.columns; j += 1)
      largest = Math.max(largest, Math.abs(a.values[i * a.columns + j] as number))
    if (largest === 0) return undefined
    scales[i] = 1 / largest
  }
  return scales
}

/** What counts as 0 in each column. */
function columnSizes(lu: Float64Array, size: number): Float64Array {
  const largest = new Float64Array(size)
  for (let i = 0; i < lu.length; i += 1)
    largest[i % size] = Math.max(largest[i % size] as number, Math.abs(lu[i] as number))
  return largest.map((value) => value * size * Number.EPSILON)
}

function pivotRow(lu: Float64Array, size: number, k: number): number {
  let best = k
  for (let i = k + 1; i < size; i += 1)
    if (Math.abs(lu[i * size + k] as number) > Math.abs(lu[best * size + k] as number)) best = i
  return best
}

function swapRows(lu: Float64Array, size: number, i: number, k: number): void {
  if (i === k) return
  for (let j = 0; j < size; j += 1) {
    const kept = lu[i * size + j] as number
    lu[i * size + j] = lu[k * size + j] as number
    lu[k * size + j] = kept
  }
}

function eliminate(lu: Float64Array, size: number, k: number): void {
  const pivot = lu[k * size + k] as number
  for (let i = k + 1; i < size; i += 1) {
    const factor = (lu[i * size + k] as number) / pivot
    lu[i * size + k] = factor
    for (let j = k + 1; j < size; j += 1)
      lu[i * size + j] = (lu[i * size + j] as number) - factor * (lu[k * size + j] as number)
  }
}

function substitute(factors: Factors, b: Float64Array, x: Float64Array): void {
  const { size, lu, order, scales } = factors
  for (let i = 0; i < size; i += 1) {
    const from = order[i] as number
    let sum = (b[from] as number) * (scales[from] as number)
    for (let k = 0; k < i; k += 1) sum -= (lu[i * size + k] as number) * (x[k] as number)
    x[i] = sum
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = x[i] as number
    for (let k = i + 1; k < size; k += 1) sum -= (lu[i * size + k] as number) * (x[k] as number)
    x[i] = sum / (lu[i * size + i] as number)
  }
}
