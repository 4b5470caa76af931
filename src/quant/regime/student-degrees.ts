import { digamma } from '../special/index.ts'
import type { StudentT } from './emission.ts'

/** Below, there is no variance to name a regime by; above, it is a normal. */
const degreesMin = 2.1
const degreesMax = 200

/** Halvings of the interval of log degrees: down to the last bit. */
const halvings = 60

/** Posterior times (degrees + d) / (degrees + distance): what an observation counts for. */
export function studentWeights(
  { dimensions, degrees }: StudentT,
  distances: Float64Array,
  posterior: Float64Array,
): Float64Array {
  const states = degrees.length
  return posterior.map((share, at) => {
    const degree = degrees[at % states] as number
    return (share * (degree + dimensions)) / (degree + (distances[at] as number))
  })
}

/**
 * The degrees of freedom of one state, from its share of the observations: the root of the score
 * within 2.1 to 200, an end of that when there is no root.
 *
 * @see Peel and McLachlan, "Robust mixture modelling using the t distribution", 2000, eq. 31.
 */
export function estimateDegrees(
  { dimensions, degrees }: StudentT,
  distances: Float64Array,
  posterior: Float64Array,
  state: number,
): number {
  const states = degrees.length
  const before = degrees[state] as number
  let total = 0
  let sum = 0
  for (let at = state; at < posterior.length; at += states) {
    const share = posterior[at] as number
    const weight = (before + dimensions) / (before + (distances[at] as number))
    total += share
    sum += share * (Math.log(weight) - weight)
  }
  if (!(total > 0)) return before
  const half = (before + dimensions) / 2
  const fixed = 1 + sum / total + digamma(half) - Math.log(half)
  const score = (degree: number): number => Math.log(degree / 2) - digamma(degree / 2) + fixed
  return decreasingRoot(score)
}

/** Where a falling function of the degrees crosses 0. */
function decreasingRoot(score: (degree: number) => number): number {
  if (score(degreesMin) <= 0) return degreesMin
  if (score(degreesMax) >= 0) return degreesMax
  let low = Math.log(degreesMin)
  let high = Math.log(degreesMax)
  for (let step = 0; step < halvings; step += 1) {
    const middle = (low + high) / 2
    if (score(Math.exp(middle)) > 0) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2)
}
