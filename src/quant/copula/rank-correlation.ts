import { cholesky, type Matrix, matrix, symmetricEigen, splitCovariance } from '../matrix/index.ts'
import { kendallMatrix } from './kendall-tau.ts'

/** Eigenvalues of a correlation are lifted to this where they are not positive. */
const eigenvalueMin = 1e-6

/**
 * The correlation an elliptical copula has for given ranks: sin(pi tau / 2) of Kendall's tau, pair
 * by pair. Where the pairs do not fit together its eigenvalues are lifted to 1e-6 and the diagonal
 * made 1 again.
 *
 * @returns `undefined` when a series does not vary, or two order their values just alike or just
 *   against each other.
 * @throws ArgumentError when lengths differ or a value is not finite.
 * @see McNeil, Frey and Embrechts 2015, section 7.5.1; Rousseeuw and Molenberghs 1993.
 */
export function rankCorrelation(series: readonly Float64Array[]): Matrix | undefined {
  return correlationOfTaus(kendallMatrix(series))
}

/** `rankCorrelation` where Kendall's taus are known. */
export function correlationOfTaus(taus: Matrix | undefined): Matrix | undefined {
  if (taus === undefined) return undefined
  const size = taus.rows
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < i; j += 1)
      if (Math.abs(taus.values[i * size + j] as number) === 1) return undefined
  const raw = { ...taus, values: taus.values.map((tau) => Math.sin((Math.PI / 2) * tau)) }
  return cholesky(raw) === undefined ? lifted(raw) : raw
}

function lifted(raw: Matrix): Matrix {
  const size = raw.rows
  const { values, vectors } = symmetricEigen(raw)
  const made = matrix(size, size)
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < size; j += 1) {
      let sum = 0
      for (let k = 0; k < size; k += 1)
        sum +=
          (vectors.values[i * size + k] as number) *
          (vectors.values[j * size + k] as number) *
          Math.max(values[k] as number, eigenvalueMin)
      made.values[i * size + j] = sum
    }
  return splitCovariance(made)?.correlation ?? raw
}
