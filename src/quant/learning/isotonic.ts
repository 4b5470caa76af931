import {
  ArgumentError,
  requireList,
  requirePositive,
  requireRecord,
  requireSameLength,
  requireSeries,
} from '../argument.ts'

/**
 * The non-decreasing values nearest to `values` in (weighted) squares, by pooling adjacent
 * violators: each falling stretch becomes its mean.
 *
 * @param weights - Above 0; equal by default.
 * @throws ArgumentError when values are missing or not finite, lengths differ, or a weight is not
 *   above 0.
 * @see Barlow et al. 1972; de Leeuw, Hornik and Mair 2009. Golden numbers: scikit-learn 1.9.1
 *   `isotonic_regression`.
 */
export function isotonicMeans(values: Float64Array, weights?: Float64Array): Float64Array {
  requireSeries('values', values, 1)
  requireWeights(values, weights)
  const count = values.length
  // One entry per stretch: its mean, its weight and where it ends.
  const means = new Float64Array(count)
  const sizes = new Float64Array(count)
  const ends = new Uint32Array(count)
  let last = -1
  for (let i = 0; i < count; i += 1) {
    last += 1
    means[last] = values[i] as number
    sizes[last] = weights?.[i] ?? 1
    ends[last] = i + 1
    while (last > 0 && (means[last - 1] as number) >= (means[last] as number)) {
      const size = (sizes[last - 1] as number) + (sizes[last] as number)
      const share = (sizes[last] as number) / size
      const before = means[last - 1] as number
      means[last - 1] = before + share * ((means[last] as number) - before)
      sizes[last - 1] = size
      ends[last - 1] = i + 1
      last -= 1
    }
  }
  const fitted = new Float64Array(count)
  for (let k = 0; k <= last; k += 1)
    fitted.fill(means[k] as number, k === 0 ? 0 : ends[k - 1], ends[k])
  return fitted
}

function requireWeights(values: Float64Array, weights: Float64Array | undefined): void {
  if (weights === undefined) return
  requireSameLength('values', values, 'weights', weights)
  weights.forEach((weight, i) => {
    requirePositive(`weights[${i}]`, weight)
  })
}

/** A non-decreasing function through `levels` at `knots`, straight between, flat outside. */
export type IsotonicFit = {
  /** Ascending, no two equal. */
  readonly knots: Float64Array
  readonly levels: Float64Array
}

/**
 * The non-decreasing function of `x` nearest to `y` in (weighted) squares. Points of one `x` are
 * first joined to their mean.
 *
 * Calibrates scores into probabilities: `x` the scores, `y` 1 for what happened and 0 for what not.
 *
 * @param weights - Above 0; equal by default.
 * @throws ArgumentError when values are missing or not finite, lengths differ, or a weight is not
 *   above 0.
 * @see Zadrozny and Elkan 2002. Golden numbers: scikit-learn 1.9.1
 *   `IsotonicRegression(out_of_bounds="clip")`.
 */
export function fitIsotonic(x: Float64Array, y: Float64Array, weights?: Float64Array): IsotonicFit {
  requireSeries('x', x, 1)
  requireSeries('y', y, 1)
  requireSameLength('x', x, 'y', y)
  requireWeights(x, weights)
  const order = [...x.keys()].sort((i, j) => (x[i] as number) - (x[j] as number) || i - j)
  const knots: number[] = []
  const sums: number[] = []
  const sizes: number[] = []
  for (const i of order) {
    const at = x[i] as number
    const weight = weights?.[i] ?? 1
    const last = knots.length - 1
    if (knots[last] === at) {
      sums[last] = (sums[last] ?? 0) + weight * (y[i] as number)
      sizes[last] = (sizes[last] ?? 0) + weight
    } else {
      knots.push(at)
      sums.push(weight * (y[i] as number))
      sizes.push(weight)
    }
  }
  const means = Float64Array.from(sums, (sum, k) => sum / (sizes[k] ?? 1))
  return {
    knots: Float64Array.from(knots),
    levels: isotonicMeans(means, Float64Array.from(sizes)),
  }
}

/** The level of `fit` at `x`. @throws ArgumentError when `x` is NaN. */
export function isotonicAt(fit: IsotonicFit, x: number): number {
  if (Number.isNaN(x)) throw new ArgumentError('x must be a number, was NaN')
  requireRecord('fit', fit)
  const { knots, levels } = fit
  requireList('knots', knots)
  requireList('levels', levels)
  let low = 0
  let high = knots.length - 1
  if (x <= (knots[low] as number)) return levels[low] as number
  if (x >= (knots[high] as number)) return levels[high] as number
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((knots[middle] as number) <= x) low = middle
    else high = middle
  }
  const from = knots[low] as number
  const share = (x - from) / ((knots[high] as number) - from)
  return (levels[low] as number) * (1 - share) + (levels[high] as number) * share
}
