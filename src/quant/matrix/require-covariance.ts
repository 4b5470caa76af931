import { ArgumentError } from '../argument.ts'
import { cholesky } from './cholesky.ts'
import { type Matrix, matrix, requireSymmetric } from './matrix.ts'

/** What rounding may lack: the covariance of more series than values is 0 along some portfolios. */
const room = 1e-9

/**
 * Declines a matrix no returns can have as their covariance: one that is not symmetric, has a
 * variance below 0 or a correlation beyond 1, or gives some portfolio a variance below 0.
 */
export function requireCovariance(name: string, a: Matrix): void {
  requireSymmetric(name, a)
  const size = a.rows
  const correlation = matrix(size, size)
  for (let i = 0; i < size; i += 1) {
    const variance = a.values[i * size + i] as number
    if (variance < 0)
      throw new ArgumentError(`${name} must have variances >= 0, and (${i}, ${i}) was ${variance}`)
    correlation.values[i * size + i] = 1 + room
    for (let j = 0; j < i; j += 1) {
      const value = a.values[i * size + j] as number
      const scale = Math.sqrt(variance) * Math.sqrt(a.values[j * size + j] as number)
      if (Math.abs(value) > (1 + room) * scale)
        throw new ArgumentError(
          `${name} must have correlations from -1 to 1, and (${i}, ${j}) was beyond`,
        )
      correlation.values[i * size + j] = scale > 0 ? value / scale : 0
      correlation.values[j * size + i] = correlation.values[i * size + j] as number
    }
  }
  if (cholesky(correlation) === undefined)
    throw new ArgumentError(
      `${name} must be a covariance: it gives a portfolio a variance below 0 (nearestCorrelation mends it)`,
    )
}
