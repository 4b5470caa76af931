import { assert } from '../../base/index.ts'
import { type Matrix, matrix, requireSymmetric } from './matrix.ts'

/** Eigenvalues in ascending order; column k of `vectors` belongs to value k and has length 1. */
export type SymmetricEigen = {
  readonly values: Float64Array
  readonly vectors: Matrix
}

/**
 * Eigenvalues and vectors of a symmetric matrix, by Householder tridiagonalisation and implicit QL.
 * Of the two signs of a vector the one whose largest element (the first of equals) is positive.
 *
 * Values are good to about 1e-15 of the largest, not of themselves.
 *
 * @throws ArgumentError when `a` is not square, not finite, or not symmetric to 1e-9.
 * @see Wilkinson and Reinsch, "Handbook for automatic computation II", 1971, II/2 and II/4.
 *   Golden numbers: numpy 2.4.6 `linalg.eigh`.
 */
export function symmetricEigen(a: Matrix): SymmetricEigen {
  requireSymmetric('a', a)
  const size = a.rows
  const scale = powerOfTwoAbove(a.values)
  const z = new Float64Array(size * size)
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < size; j += 1)
      z[i * size + j] = (a.values[Math.max(i, j) * size + Math.min(i, j)] as number) / scale
  const diagonal = new Float64Array(size)
  const beside = new Float64Array(size)
  tridiagonalise(z, size, diagonal, beside)
  // The vectors are kept as rows from here: a rotation then runs along memory.
  transposeInPlace(z, size)
  diagonalise(z, size, diagonal, beside)
  return sorted(z, size, diagonal, scale)
}

/** The power of two above the largest element, so that squares neither overflow nor vanish. */
function powerOfTwoAbove(values: Float64Array): number {
  let largest = 0
  for (let i = 0; i < values.length; i += 1)
    largest = Math.max(largest, Math.abs(values[i] as number))
  let scale = 1
  if (largest === 0) return scale
  while (scale <= largest && scale < 8e307) scale *= 2
  while (scale / 2 > largest) scale /= 2
  return scale
}

/** Leaves the orthogonal matrix in `z`, and below-diagonal element i at `beside[i]`. */
function tridiagonalise(
  z: Float64Array,
  size: number,
  diagonal: Float64Array,
  beside: Float64Array,
): void {
  for (let i = size - 1; i >= 1; i -= 1) {
    let square = 0
    for (let k = 0; k < i - 1; k += 1) {
      const value = z[i * size + k] as number
      square += value * value
    }
    const next = z[i * size + i - 1] as number
    // A row that is already 0 left of its neighbour needs no reflection.
    if (square === 0) {
      beside[i] = next
      diagonal[i] = 0
    } else diagonal[i] = reflect(z, size, i, square + next * next, beside)
  }
  accumulate(z, size, diagonal)
}

/** Reflects row `i` onto its neighbour; returns half the squared length of the mirror's normal. */
function reflect(
  z: Float64Array,
  size: number,
  i: number,
  square: number,
  beside: Float64Array,
): number {
  const next = z[i * size + i - 1] as number
  const length = next >= 0 ? -Math.sqrt(square) : Math.sqrt(square)
  const half = square - next * length
  z[i * size + i - 1] = next - length
  let product = 0
  for (let j = 0; j < i; j += 1) {
    z[j * size + i] = (z[i * size + j] as number) / half
    let sum = 0
    for (let k = 0; k <= j; k += 1) sum += (z[j * size + k] as number) * (z[i * size + k] as number)
    for (let k = j + 1; k < i; k += 1)
      sum += (z[k * size + j] as number) * (z[i * size + k] as number)
    beside[j] = sum / half
    product += (beside[j] as number) * (z[i * size + j] as number)
  }
  const share = product / (2 * half)
  for (let j = 0; j < i; j += 1) {
    const normal = z[i * size + j] as number
    const shift = (beside[j] as number) - share * normal
    beside[j] = shift
    for (let k = 0; k <= j; k += 1)
      z[j * size + k] =
        (z[j * size + k] as number) -
        normal * (beside[k] as number) -
        shift * (z[i * size + k] as number)
  }
  beside[i] = length
  return half
}

/** Multiplies the reflections out. `diagonal` holds which rows were reflected, and is filled. */
function accumulate(z: Float64Array, size: number, diagonal: Float64Array): void {
  diagonal[0] = 0
  for (let i = 0; i < size; i += 1) {
    if (diagonal[i] !== 0)
      for (let j = 0; j < i; j += 1) {
        let sum = 0
        for (let k = 0; k < i; k += 1)
          sum += (z[i * size + k] as number) * (z[k * size + j] as number)
        for (let k = 0; k < i; k += 1)
          z[k * size + j] = (z[k * size + j] as number) - sum * (z[k * size + i] as number)
      }
    diagonal[i] = z[i * size + i] as number
    z[i * size + i] = 1
    for (let j = 0; j < i; j += 1) {
      z[j * size + i] = 0
      z[i * size + j] = 0
    }
  }
}

function transposeInPlace(z: Float64Array, size: number): void {
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < i; j += 1) {
      const kept = z[i * size + j] as number
      z[i * size + j] = z[j * size + i] as number
      z[j * size + i] = kept
    }
}

/** Implicit QL with shifts, until every element beside the diagonal is rounding. */
function diagonalise(
  rows: Float64Array,
  size: number,
  diagonal: Float64Array,
  beside: Float64Array,
): void {
  beside.copyWithin(0, 1)
  beside[size - 1] = 0
  for (let low = 0; low < size; low += 1) {
    // Two or three sweeps are usual; a matrix that needs more than 60 has not been seen.
    for (let sweep = 0; ; sweep += 1) {
      assert(sweep < 60, 'the QL iteration must converge')
      const high = blockEnd(diagonal, beside, low, size)
      if (high === low) break
      sweepBlock(rows, size, diagonal, beside, low, high)
    }
  }
}

/** The first row from `low` on that is no longer tied to the next. */
function blockEnd(diagonal: Float64Array, beside: Float64Array, low: number, size: number): number {
  let high = low
  while (high < size - 1) {
    const around = Math.abs(diagonal[high] as number) + Math.abs(diagonal[high + 1] as number)
    const tie = Math.abs(beside[high] as number)
    // Against the matrix, scaled to 1, too: a block of zeros has nothing around it.
    if (tie <= Number.EPSILON * around || tie < 1e-300) break
    high += 1
  }
  return high
}

function sweepBlock(
  rows: Float64Array,
  size: number,
  diagonal: Float64Array,
  beside: Float64Array,
  low: number,
  high: number,
): void {
  const tie = beside[low] as number
  const gap = ((diagonal[low + 1] as number) - (diagonal[low] as number)) / (2 * tie)
  const reach = Math.sqrt(gap * gap + 1)
  let g =
    (diagonal[high] as number) -
    (diagonal[low] as number) +
    tie / (gap + (gap >= 0 ? reach : -reach))
  let sine = 1
  let cosine = 1
  let shift = 0
  for (let i = high - 1; i >= low; i -= 1) {
    const f = sine * (beside[i] as number)
    const b = cosine * (beside[i] as number)
    const length = Math.sqrt(f * f + g * g)
    beside[i + 1] = length
    if (length === 0) {
      diagonal[i + 1] = (diagonal[i + 1] as number) - shift
      beside[high] = 0
      return
    }
    sine = f / length
    cosine = g / length
    const moved = (diagonal[i + 1] as number) - shift
    const turn = ((diagonal[i] as number) - moved) * sine + 2 * cosine * b
    shift = sine * turn
    diagonal[i + 1] = moved + shift
    g = cosine * turn - b
    rotateRows(rows, size, i, sine, cosine)
  }
  diagonal[low] = (diagonal[low] as number) - shift
  beside[low] = g
  beside[high] = 0
}

function rotateRows(
  rows: Float64Array,
  size: number,
  i: number,
  sine: number,
  cosine: number,
): void {
  const upper = i * size
  const lower = upper + size
  for (let k = 0; k < size; k += 1) {
    const below = rows[lower + k] as number
    const above = rows[upper + k] as number
    rows[lower + k] = sine * above + cosine * below
    rows[upper + k] = cosine * above - sine * below
  }
}

function sorted(
  rows: Float64Array,
  size: number,
  diagonal: Float64Array,
  scale: number,
): SymmetricEigen {
  const order = [...diagonal.keys()].sort(
    (i, j) => (diagonal[i] as number) - (diagonal[j] as number) || i - j,
  )
  const values = new Float64Array(size)
  const vectors = matrix(size, size)
  order.forEach((from, to) => {
    values[to] = (diagonal[from] as number) * scale
    const sign = signOfLargest(rows, from * size, size)
    for (let k = 0; k < size; k += 1)
      vectors.values[k * size + to] = sign * (rows[from * size + k] as number)
  })
  return { values, vectors }
}

function signOfLargest(rows: Float64Array, start: number, size: number): 1 | -1 {
  let largest = 0
  for (let k = 0; k < size; k += 1) {
    const value = rows[start + k] as number
    // A hair of rounding must not choose between elements of one size.
    if (Math.abs(value) > Math.abs(largest) * (1 + 1e-9)) largest = value
  }
  return largest < 0 ? -1 : 1
}
