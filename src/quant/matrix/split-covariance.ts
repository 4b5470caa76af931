import type { Matrix } from './matrix.ts'
import { requireCovariance } from './require-covariance.ts'

/**
 * The correlations and deviations of a covariance. The diagonal is exactly 1.
 *
 * @returns `undefined` when a variance is not above 0.
 * @throws ArgumentError when the matrix is no covariance: see `requireCovariance`.
 */
export function splitCovariance(
  covariance: Matrix,
): { readonly correlation: Matrix; readonly deviations: Float64Array } | undefined {
  requireCovariance('covariance', covariance)
  const size = covariance.rows
  const deviations = new Float64Array(size)
  for (let i = 0; i < size; i += 1) {
    const variance = covariance.values[i * size + i] as number
    if (!(variance > 0)) return undefined
    deviations[i] = Math.sqrt(variance)
  }
  const values = covariance.values.map((value, at) => {
    const i = Math.floor(at / size)
    const j = at % size
    return i === j ? 1 : value / ((deviations[i] as number) * (deviations[j] as number))
  })
  return { correlation: { ...covariance, values }, deviations }
}
