import { requireList } from './argument.ts'

/** Below this a double loses digits. */
const normalMin = 2.2250738585072014e-308

/** The first four moments of a sample. */
export type Moments = {
  readonly count: number
  readonly mean: number
  /** Unbiased: divided by `count` - 1. */
  readonly variance: number
  /** Biased: the third central moment over the cube of the population deviation. 0 when normal. */
  readonly skewness: number
  /** Biased and not in excess: 3 when normal. */
  readonly kurtosis: number
}

/** Sums of powers of deviations from the mean. */
type CentralSums = {
  readonly count: number
  readonly mean: number
  readonly second: number
  readonly third: number
  readonly fourth: number
}

/**
 * The arithmetic mean, with the rounding of its own sum taken out by a second pass.
 *
 * @returns `undefined` of nothing, or when a value is not finite.
 */
export function mean(values: Float64Array): number | undefined {
  requireList('values', values)
  const first = values[0]
  if (first === undefined) return undefined
  let sum = 0
  let isConstant = true
  for (let i = 0; i < values.length; i += 1) {
    sum += values[i] as number
    if (values[i] !== first) isConstant = false
  }
  if (!Number.isFinite(sum)) return undefined
  // Ten times 0.1 sums to a hair less than 1: equal values must show no spread at all.
  if (isConstant) return first
  const rough = sum / values.length
  let rest = 0
  for (let i = 0; i < values.length; i += 1) rest += (values[i] as number) - rough
  return rough + rest / values.length
}

/**
 * Spread around the mean, squared. 0 for equal values, exactly.
 *
 * @param ddof - Taken off the count in the divisor: 1 for a sample, 0 for a population.
 * @returns `undefined` with `ddof` values or fewer, or when a value is not finite.
 */
export function variance(values: Float64Array, ddof: 0 | 1 = 1): number | undefined {
  const sums = centralSums(values)
  return sums === undefined || sums.count <= ddof ? undefined : sums.second / (sums.count - ddof)
}

/** The square root of `variance`. */
export function deviation(values: Float64Array, ddof: 0 | 1 = 1): number | undefined {
  const squared = variance(values, ddof)
  return squared === undefined ? undefined : Math.sqrt(squared)
}

/**
 * All four moments in three passes over the data: a sum, its correction, and powers of deviations.
 * Naive sums of raw powers lose every digit when the mean is large beside the spread.
 *
 * @returns `undefined` with fewer than two values, when all are equal, or one is not finite.
 * @see Golden numbers: scipy.stats `skew` and `kurtosis(fisher=False)`, both biased
 *   (`test/golden/metrics.json`).
 */
export function moments(values: Float64Array): Moments | undefined {
  const sums = centralSums(values)
  if (sums === undefined || sums.count < 2) return undefined
  const population = sums.second / sums.count
  const skewness = sums.third / sums.count / (population * Math.sqrt(population))
  const squared = population * population
  const kurtosis = sums.fourth / sums.count / squared
  // Equal values, and spreads whose powers leave the range of a double, have no shape.
  const isInRange = squared >= normalMin && Number.isFinite(skewness) && Number.isFinite(kurtosis)
  if (!isInRange) return undefined
  const { count } = sums
  return { count, mean: sums.mean, variance: sums.second / (count - 1), skewness, kurtosis }
}

function centralSums(values: Float64Array): CentralSums | undefined {
  const middle = mean(values)
  if (middle === undefined) return undefined
  const count = values.length
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  for (let i = 0; i < count; i += 1) {
    const gap = (values[i] as number) - middle
    const square = gap * gap
    first += gap
    second += square
    third += square * gap
    fourth += square * square
  }
  const sums = { count, mean: middle, second, third, fourth }
  const off = first / count
  return count * off * off > offMax * second ? around(sums, off) : sums
}

/** Of the spread that a mean may be off by: where values are a few roundings apart it is more. */
const offMax = 1e-12

/** The same sums about a mean that lies `off` further. */
function around({ count, mean: of, second, third, fourth }: CentralSums, off: number): CentralSums {
  const square = off * off
  return {
    count,
    mean: of,
    second: second - count * square,
    third: third - 3 * off * second + 2 * count * off * square,
    fourth: fourth - 4 * off * third + 6 * square * second - 3 * count * square * square,
  }
}
