import { ArgumentError } from '../argument.ts'
import { type Matrix, splitCovariance, symmetricEigen } from '../matrix/index.ts'
import { requireCorrelation } from '../matrix/matrix.ts'
import { fisherZ } from './fisher-z.ts'

/** How far correlations stand above their usual ones. */
export type Contagion = {
  /** Of each asset: its mean excess over the others. */
  readonly byAsset: Float64Array
  /** The mean over all pairs. */
  readonly overall: number
}

/**
 * Contagion: the mean of atanh(ρ) - atanh(ρ usual) over pairs, above 0 when assets move together
 * more than usual. On Fisher's scale a step from 0.9 to 0.95 is as large as one from 0 to
 * 0.35.
 *
 * @param now - Correlations, say `DccCorrelation.correlations()`.
 * @param usual - What they are compared with, say `correlationOf(fit.target)`.
 * @throws ArgumentError when a matrix is no correlation matrix, or they differ in size.
 */
export function contagion(now: Matrix, usual: Matrix): Contagion {
  requireCorrelation('now', now)
  requireCorrelation('usual', usual)
  const size = now.rows
  if (usual.rows !== size || size < 2)
    throw new ArgumentError(`usual must be as large as now, 2 or more: ${size}, was ${usual.rows}`)
  const byAsset = new Float64Array(size)
  let sum = 0
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < i; j += 1) {
      const at = i * size + j
      const excess = fisherZ(now.values[at] as number) - fisherZ(usual.values[at] as number)
      byAsset[i] = (byAsset[i] as number) + excess / (size - 1)
      byAsset[j] = (byAsset[j] as number) + excess / (size - 1)
      sum += excess
    }
  return { byAsset, overall: sum / ((size * (size - 1)) / 2) }
}

/**
 * The systemic-risk index: the share of the largest eigenvalue in the trace. 1 / size when nothing
 * is correlated, 1 when all assets are one.
 *
 * @param correlations - A correlation matrix.
 * @throws ArgumentError when it is none.
 * @see Kritzman, Li, Page and Rigobon, "Principal components as a measure of systemic risk", 2011:
 *   the absorption ratio of one component.
 */
export function systemicShare(correlations: Matrix): number {
  requireCorrelation('correlations', correlations)
  return (symmetricEigen(correlations).values.at(-1) ?? 0) / correlations.rows
}

/**
 * A covariance, or a matrix like Q or S of a DCC, scaled to a diagonal of 1: `splitCovariance` for
 * where no variance can be 0.
 *
 * @throws ArgumentError when it is not symmetric, or a diagonal element is not above 0.
 */
export function correlationOf(covariance: Matrix): Matrix {
  const split = splitCovariance(covariance)
  if (split === undefined)
    throw new ArgumentError('covariance must have nothing but numbers above 0 on its diagonal')
  return split.correlation
}
