import { requirePositive, requireTogether } from '../argument.ts'
import { type Matrix, matrix } from '../matrix/index.ts'

/**
 * Covariances in which a value counts half as much as one `halfLife` after it, around means
 * weighted alike, freed of the bias a finite weight leaves.
 *
 * @param series - One array per variable, oldest first, two values or more each.
 * @param halfLife - Observations, above 0.
 * @returns `undefined` when the weights are so short that only the last value counts.
 * @throws ArgumentError when there are no series, lengths differ, or a value is not finite.
 * @see Golden numbers: pandas 3.1.1 `ewm(halflife).cov()`, its last.
 */
export function exponentialCovariance(
  series: readonly Float64Array[],
  halfLife: number,
): Matrix | undefined {
  requirePositive('halfLife', halfLife)
  requireTogether('series', series, 2)
  const made = matrix(series.length, series.length)
  const count = series[0]?.length ?? 0
  const decay = Math.exp(-Math.LN2 / halfLife)
  const weights = new Float64Array(count)
  let weight = 1
  let sum = 0
  let squares = 0
  for (let t = count - 1; t >= 0; t -= 1) {
    weights[t] = weight
    sum += weight
    squares += weight * weight
    weight *= decay
  }
  const left = sum * sum - squares
  if (!(left > Number.EPSILON * sum * sum)) return undefined
  const gaps = series.map((values) => gapsAround(values, weights, sum))
  gaps.forEach((one, i) => {
    for (const [j, other] of gaps.slice(0, i + 1).entries()) {
      let product = 0
      for (let t = 0; t < count; t += 1)
        product += (weights[t] as number) * (one[t] as number) * (other[t] as number)
      made.values[i * made.columns + j] = (product * sum) / left
      made.values[j * made.columns + i] = (product * sum) / left
    }
  })
  return made
}

function gapsAround(values: Float64Array, weights: Float64Array, sum: number): Float64Array {
  let middle = 0
  // Around the first value, so that equal values have no gap at all.
  const origin = values[0] as number
  for (let t = 0; t < values.length; t += 1)
    middle += (weights[t] as number) * ((values[t] as number) - origin)
  return values.map((value) => value - origin - middle / sum)
}
