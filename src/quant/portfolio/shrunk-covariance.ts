import { covarianceOf, type Matrix, matrix } from '../matrix/index.ts'
import { centred } from '../centred.ts'
import { sumOfProducts } from '../sum-of.ts'

/** A covariance pulled towards a simpler one. */
export type ShrunkCovariance = {
  readonly covariance: Matrix
  /** The share of the simpler one, 0 to 1. */
  readonly shrinkage: number
}

/**
 * The covariance of Ledoit and Wolf towards equal variances and no correlation: the mean variance
 * on the diagonal. The sample's part has divisor n.
 *
 * @param series - One array per variable, two values or more each.
 * @throws ArgumentError when there are no series, lengths differ, or a value is not finite.
 * @see Ledoit and Wolf, "A well-conditioned estimator for large-dimensional covariance matrices",
 *   2004. Golden numbers: scikit-learn 1.9.1 `LedoitWolf`.
 */
export function ledoitWolf(series: readonly Float64Array[]): ShrunkCovariance {
  const { sample, middle } = sampleOf(series)
  const count = series[0]?.length ?? 0
  const gaps = series.map(centred)
  // How unsure the sample's elements are, against how far they lie from the target: the former by
  // the squared lengths of the observations.
  const lengths = new Float64Array(count)
  for (const gap of gaps)
    for (let t = 0; t < count; t += 1)
      lengths[t] = (lengths[t] as number) + (gap[t] as number) * (gap[t] as number)
  const fourth = sumOfProducts(lengths, lengths)
  const spread = sumOfProducts(sample.values, sample.values)
  const size = series.length
  const distance = (spread - size * middle * middle) / size
  const doubt = Math.min(distance, (fourth / count - spread) / (size * count))
  const shrinkage = size === 1 || !(doubt > 0) ? 0 : doubt / distance
  return { covariance: towardsIdentity(sample, middle, shrinkage), shrinkage }
}

/**
 * The covariance of `ledoitWolf`'s target with the share that is best for normal returns (OAS).
 *
 * @param series - One array per variable, two values or more each.
 * @throws ArgumentError when there are no series, lengths differ, or a value is not finite.
 * @see Chen, Wiesel, Eldar and Hero, "Shrinkage algorithms for MMSE covariance estimation", 2010.
 *   Golden numbers: scikit-learn 1.9.1 `OAS`, which leaves out the paper's term in 2/p.
 */
export function oracleShrinkage(series: readonly Float64Array[]): ShrunkCovariance {
  const { sample, middle } = sampleOf(series)
  const size = series.length
  const count = series[0]?.length ?? 0
  const meanSquare = sumOfProducts(sample.values, sample.values) / (size * size)
  const above = meanSquare + middle * middle
  const below = (count + 1) * (meanSquare - (middle * middle) / size)
  let shrinkage = 0
  if (size > 1) shrinkage = below > 0 ? Math.min(1, above / below) : 1
  return { covariance: towardsIdentity(sample, middle, shrinkage), shrinkage }
}

/**
 * The covariance of Ledoit and Wolf towards one correlation, the mean of all, with each variable's
 * own variance. The sample's part has divisor n, as in their paper.
 *
 * @param series - Two arrays or more, two values or more each.
 * @returns `undefined` when a series is constant.
 * @throws ArgumentError when there are no series, lengths differ, or a value is not finite.
 * @see Ledoit and Wolf, "Honey, I shrunk the sample covariance matrix", 2004. Golden numbers:
 *   PyPortfolioOpt 1.6.0, given the sample covariance with divisor n.
 */
export function constantCorrelation(series: readonly Float64Array[]): ShrunkCovariance | undefined {
  const { sample } = sampleOf(series)
  const size = series.length
  const count = series[0]?.length ?? 0
  const gaps = series.map(centred)
  const deviations = Float64Array.from({ length: size }, (_, i) =>
    Math.sqrt(sample.values[i * size + i] as number),
  )
  if (deviations.includes(0)) return undefined
  const target = correlatedTarget(sample, deviations)
  const [common, goal] = [target.correlation, target.covariance.values]
  let doubt = 0
  let shared = 0
  let distance = 0
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < size; j += 1) {
      const s = sample.values[i * size + j] as number
      const [left, right] = [gaps[i] ?? deviations, gaps[j] ?? deviations]
      const own = (sample.values[i * size + i] as number) * s
      const unsure = productMean(left, right, left, right) - s * s
      doubt += unsure
      const ratio = (deviations[j] as number) / (deviations[i] as number)
      if (i === j) shared += unsure
      else shared += common * ratio * (productMean(left, left, left, right) - own)
      const gap = s - (goal[i * size + j] as number)
      distance += gap * gap
    }
  const share = distance > 0 ? (doubt - shared) / distance / count : 0
  const shrinkage = Math.max(0, Math.min(1, share))
  return { covariance: blend(sample, target.covariance, shrinkage), shrinkage }
}

/** The sample's deviations under the mean of its correlations. */
function correlatedTarget(
  sample: Matrix,
  deviations: Float64Array,
): { readonly covariance: Matrix; readonly correlation: number } {
  const size = sample.rows
  let sum = 0
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < i; j += 1)
      sum +=
        (sample.values[i * size + j] as number) /
        ((deviations[i] as number) * (deviations[j] as number))
  const correlation = size > 1 ? sum / ((size * (size - 1)) / 2) : 0
  const covariance = matrix(size, size)
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < size; j += 1) {
      const product = (deviations[i] as number) * (deviations[j] as number)
      covariance.values[i * size + j] = i === j ? product : correlation * product
    }
  return { covariance, correlation }
}

function productMean(a: Float64Array, b: Float64Array, c: Float64Array, d: Float64Array): number {
  let sum = 0
  for (let t = 0; t < a.length; t += 1)
    sum += (a[t] as number) * (b[t] as number) * (c[t] as number) * (d[t] as number)
  return sum / a.length
}

/** The covariance with divisor n, and its mean variance. */
function sampleOf(series: readonly Float64Array[]): {
  readonly sample: Matrix
  readonly middle: number
} {
  const unbiased = covarianceOf(series)
  const count = series[0]?.length ?? 0
  const values = unbiased.values.map((value) => (value * (count - 1)) / count)
  let trace = 0
  for (let i = 0; i < unbiased.rows; i += 1) trace += values[i * unbiased.rows + i] as number
  return { sample: { ...unbiased, values }, middle: trace / unbiased.rows }
}

function towardsIdentity(sample: Matrix, middle: number, share: number): Matrix {
  const values = sample.values.map((value, at) => {
    const isDiagonal = at % (sample.columns + 1) === 0
    return (1 - share) * value + (isDiagonal ? share * middle : 0)
  })
  return { ...sample, values }
}

function blend(sample: Matrix, target: Matrix, share: number): Matrix {
  const values = sample.values.map(
    (value, at) => (1 - share) * value + share * (target.values[at] as number),
  )
  return { ...sample, values }
}
