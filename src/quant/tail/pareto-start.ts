import { type GeneralisedPareto, requireExcesses } from './generalised-pareto.ts'

/**
 * The generalised Pareto law with the probability-weighted moments of the excesses: cruder than the
 * likelihood, but there where that has no maximum. Plotting positions are (i - 0.35) / n.
 *
 * @param excesses - 0 or more, at least 2 of them.
 * @returns `undefined` when all are equal.
 * @throws ArgumentError when an excess is below 0 or not finite.
 * @see Hosking and Wallis 1987. Golden numbers: R fExtremes 4021.83 `gpdFit(type = "pwm")`.
 */
export function paretoByWeightedMoments(excesses: Float64Array): GeneralisedPareto | undefined {
  requireExcesses(excesses)
  const sorted = Float64Array.from(excesses).sort()
  const count = sorted.length
  if (sorted[0] === sorted[count - 1]) return undefined
  let mean = 0
  let weighted = 0
  for (let i = 0; i < count; i += 1) {
    const x = sorted[i] as number
    mean += x / count
    weighted += (x * (1 - (i + 0.65) / count)) / count
  }
  const gap = mean - 2 * weighted
  return gap > 0 ? { shape: 2 - mean / gap, scale: (2 * mean * weighted) / gap } : undefined
}

/**
 * The generalised Pareto law with the mean and variance of the excesses: shape
 * (1 - mean^2 / variance) / 2. Its shape is always below 1/2.
 *
 * @param excesses - 0 or more, at least 2 of them.
 * @returns `undefined` when all are equal.
 * @throws ArgumentError when an excess is below 0 or not finite.
 * @see Hosking and Wallis 1987.
 */
export function paretoByMoments(excesses: Float64Array): GeneralisedPareto | undefined {
  requireExcesses(excesses)
  const count = excesses.length
  const mean = excesses.reduce((a, b) => a + b, 0) / count
  const variance = excesses.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (count - 1)
  if (excesses.every((x) => x === excesses[0])) return undefined
  const ratio = (mean * mean) / variance
  return { shape: (1 - ratio) / 2, scale: (mean * (1 + ratio)) / 2 }
}
