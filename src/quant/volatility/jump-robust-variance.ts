import { requireSeries } from '../argument.ts'
import { power } from '../special/index.ts'

/** What turns each sum into a variance of normal returns: 1 over the mean of one of its terms. */
const bipowerScale = Math.PI / 2
const minScale = Math.PI / (Math.PI - 2)
const medScale = Math.PI / (6 - 4 * Math.sqrt(3) + Math.PI)
/** E|z|^(4/3) of a normal z: 2^(2/3) Γ(7/6) / Γ(1/2). */
const fourThirdsMean = 0.830860925029559
const medQuarticityScale = (3 * Math.PI) / (9 * Math.PI + 72 - 52 * Math.sqrt(3))

/**
 * Bipower variation: products of neighbouring absolute returns. A jump meets only one small
 * neighbour on each side, so it estimates the variance without jumps. Scaled by n / (n - 1).
 *
 * @param returns - Of one period; 2 or more.
 * @throws ArgumentError when `returns` is too short or not finite.
 * @see Barndorff-Nielsen and Shephard 2004; Huang and Tauchen 2005 for the scale.
 */
export function bipowerVariation(returns: Float64Array): number {
  requireSeries('returns', returns, 2)
  const count = returns.length
  let sum = 0
  for (let i = 1; i < count; i += 1)
    sum += Math.abs(returns[i] as number) * Math.abs(returns[i - 1] as number)
  return bipowerScale * (count / (count - 1)) * sum
}

/**
 * MinRV: squares of the smaller of two neighbouring returns. Scaled by n / (n - 1).
 *
 * @param returns - Of one period; 2 or more.
 * @throws ArgumentError when `returns` is too short or not finite.
 * @see Andersen, Dobrev and Schaumburg 2012.
 */
export function minRealisedVariance(returns: Float64Array): number {
  requireSeries('returns', returns, 2)
  const count = returns.length
  let sum = 0
  for (let i = 1; i < count; i += 1) {
    const least = Math.min(Math.abs(returns[i] as number), Math.abs(returns[i - 1] as number))
    sum += least * least
  }
  return minScale * (count / (count - 1)) * sum
}

/**
 * MedRV: squares of the middle of three neighbouring returns; less drawn down by returns of 0 than
 * the others. Scaled by n / (n - 2).
 *
 * @param returns - Of one period; 3 or more.
 * @throws ArgumentError when `returns` is too short or not finite.
 * @see Andersen, Dobrev and Schaumburg 2012.
 */
export function medRealisedVariance(returns: Float64Array): number {
  requireSeries('returns', returns, 3)
  const count = returns.length
  let sum = 0
  for (let i = 2; i < count; i += 1) {
    const middle = middleSize(returns, i)
    sum += middle * middle
  }
  return medScale * (count / (count - 2)) * sum
}

/**
 * Tripower quarticity: the integral of σ⁴ without jumps, from products of three neighbours.
 * Scaled by n² / (n - 2).
 *
 * @param returns - Of one period; 3 or more.
 * @throws ArgumentError when `returns` is too short or not finite.
 * @see Barndorff-Nielsen and Shephard 2006; Huang and Tauchen 2005 for the scale.
 */
export function tripowerQuarticity(returns: Float64Array): number {
  requireSeries('returns', returns, 3)
  const count = returns.length
  const sizes = returns.map((value) => power(Math.abs(value), 4 / 3))
  let sum = 0
  for (let i = 2; i < count; i += 1)
    sum += (sizes[i] as number) * (sizes[i - 1] as number) * (sizes[i - 2] as number)
  const scale = fourThirdsMean * fourThirdsMean * fourThirdsMean
  return ((count * count) / (count - 2) / scale) * sum
}

/**
 * MedRQ: the integral of σ⁴ from the middle of three neighbours. Scaled by n² / (n - 2).
 *
 * @param returns - Of one period; 3 or more.
 * @throws ArgumentError when `returns` is too short or not finite.
 * @see Andersen, Dobrev and Schaumburg 2012.
 */
export function medRealisedQuarticity(returns: Float64Array): number {
  requireSeries('returns', returns, 3)
  const count = returns.length
  let sum = 0
  for (let i = 2; i < count; i += 1) {
    const middle = middleSize(returns, i)
    sum += middle * middle * middle * middle
  }
  return medQuarticityScale * ((count * count) / (count - 2)) * sum
}

function middleSize(returns: Float64Array, i: number): number {
  const a = Math.abs(returns[i] as number)
  const b = Math.abs(returns[i - 1] as number)
  const c = Math.abs(returns[i - 2] as number)
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}
