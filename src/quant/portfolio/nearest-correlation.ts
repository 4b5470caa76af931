import { type Matrix, matrix, symmetricEigen } from '../matrix/index.ts'
import { requireSymmetric } from '../matrix/matrix.ts'

/**
 * The correlation matrix nearest to a symmetric one, in squares: for correlations measured pair by
 * pair, or set by hand, that no returns could have. Alternating projections with Dykstra's
 * correction, to 1e-12 of the whole. It is singular whenever the one given was none: shrink it, or
 * mix in some of the identity, before a solution.
 *
 * @returns Symmetric, ones on the diagonal, no eigenvalue below -1e-12 of the largest; `undefined`
 *   when 10,000 rounds do not settle it.
 * @throws ArgumentError when the matrix is not square, not finite, or not symmetric to 1e-9.
 * @see Higham, "Computing the nearest correlation matrix: a problem from finance", 2002. Golden
 *   numbers: R's Matrix 1.5.3 `nearPD(corr = TRUE)`, and the paper's example.
 */
export function nearestCorrelation(a: Matrix): Matrix | undefined {
  requireSymmetric('a', a)
  const size = a.rows
  const near = { ...a, values: Float64Array.from(a.values) }
  const correction = new Float64Array(size * size)
  for (let round = 0; round < 10_000; round += 1) {
    for (let i = 0; i < correction.length; i += 1)
      near.values[i] = (near.values[i] as number) - (correction[i] as number)
    const definite = withoutNegatives(near)
    let gap = 0
    let whole = 0
    for (let i = 0; i < correction.length; i += 1) {
      const value = definite[i] as number
      correction[i] = value - (near.values[i] as number)
      const next = i % (size + 1) === 0 ? 1 : value
      gap += (next - value) * (next - value)
      whole += next * next
      near.values[i] = next
    }
    if (Math.sqrt(gap / whole) <= 1e-12) return near
  }
  return undefined
}

/** The nearest matrix whose eigenvalues are not below 0. */
function withoutNegatives(a: Matrix): Float64Array {
  const size = a.rows
  const { values, vectors } = symmetricEigen(a)
  const made = matrix(size, size).values
  for (let k = 0; k < size; k += 1) {
    const value = values[k] as number
    if (value <= 0) continue
    for (let i = 0; i < size; i += 1)
      for (let j = 0; j < size; j += 1)
        made[i * size + j] =
          (made[i * size + j] as number) +
          value *
            (vectors.values[i * size + k] as number) *
            (vectors.values[j * size + k] as number)
  }
  return made
}
