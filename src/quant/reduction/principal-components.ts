import {
  ArgumentError,
  requireList,
  requireRecord,
  requireTogether,
  requireWhole,
} from '../argument.ts'
import { covarianceOf, type Matrix, matrix, symmetricEigen } from '../matrix/index.ts'
import { mean } from '../moments.ts'

/** The directions in which several series vary together, the widest first. */
export type PrincipalComponents = {
  /** Of the series, taken off before. */
  readonly means: Float64Array
  /** What each series was divided by; ones unless standardised. */
  readonly scales: Float64Array
  /** One row per component, of length 1, one column per series. */
  readonly components: Matrix
  /** Along each component, divisor n - 1, descending. */
  readonly variances: Float64Array
  /** `variances` over their sum. */
  readonly shares: Float64Array
}

/**
 * Principal components by the eigenvectors of the covariance, or of the correlation when
 * standardised. Of the two signs of a component the one whose largest element is positive.
 *
 * @param series - One array per variable, two values or more each.
 * @returns `undefined` when nothing varies, or, standardised, one series is constant.
 * @throws ArgumentError when there are no series, lengths differ, or a value is not finite.
 * @see Pearson 1901; Jolliffe 2002. Golden numbers: scikit-learn 1.9.1 `PCA(svd_solver="full")`,
 *   with its sign.
 */
export function principalComponents(
  series: readonly Float64Array[],
  isStandardised = false,
): PrincipalComponents | undefined {
  const covariance = covarianceOf(series)
  const size = series.length
  const scales = new Float64Array(size).fill(1)
  if (isStandardised)
    for (let i = 0; i < size; i += 1)
      scales[i] = Math.sqrt(covariance.values[i * size + i] as number)
  if (scales.includes(0)) return undefined
  const values = covariance.values.map(
    (value, at) =>
      value / ((scales[Math.floor(at / size)] as number) * (scales[at % size] as number)),
  )
  const eigen = symmetricEigen({ ...covariance, values })
  // Rounding may leave a direction without variance a hair below 0.
  const variances = eigen.values.map((value) => Math.max(0, value)).reverse()
  let whole = 0
  for (const variance of variances) whole += variance
  if (whole === 0) return undefined
  const components = matrix(size, size)
  for (let k = 0; k < size; k += 1)
    for (let j = 0; j < size; j += 1)
      components.values[k * size + j] = eigen.vectors.values[j * size + size - 1 - k] as number
  return {
    means: Float64Array.from(series, (own) => mean(own) ?? 0),
    scales,
    components,
    variances,
    shares: variances.map((variance) => variance / whole),
  }
}

/**
 * The first `count` components of series, each a series of its own.
 *
 * @param count - Whole, 1 to the number of series; all by default.
 * @throws ArgumentError when the series are not as many as the components were made of.
 */
export function projectOnto(
  found: PrincipalComponents,
  series: readonly Float64Array[],
  count?: number,
): readonly Float64Array[] {
  requireRecord('found', found)
  requireList('found.means', found.means)
  const size = found.means.length
  const kept = count ?? size
  requireTogether('series', series, 1)
  if (series.length !== size)
    throw new ArgumentError(`series must be ${size} arrays, were ${series.length}`)
  requireWhole('count', kept, 1, size)
  return Array.from({ length: kept }, (_, k) => {
    const projected = new Float64Array(series[0]?.length ?? 0)
    series.forEach((values, j) => {
      const weight = (found.components.values[k * size + j] as number) / (found.scales[j] as number)
      const middle = found.means[j] as number
      for (let t = 0; t < projected.length; t += 1)
        projected[t] = (projected[t] as number) + weight * ((values[t] as number) - middle)
    })
    return projected
  })
}
