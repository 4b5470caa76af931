import { fitLine, standardStudentRisk } from '../../src/quant/index.ts'

/** How something grows with a size: as the size to the power of the exponent. */
export type GrowthFit = {
  readonly exponent: number
  /** Of 95 %. */
  readonly low: number
  readonly high: number
}

/**
 * The exponent of a power law, by least squares on logarithms, with an interval of Student's t and
 * errors that hold where the scatter differs from point to point.
 *
 * @param sizes - Above 0. @param costs - Above 0, one for each.
 * @returns `undefined` of fewer than four points, for which no interval is worth anything.
 */
export function fitExponent(
  sizes: readonly number[],
  costs: readonly number[],
): GrowthFit | undefined {
  if (sizes.length < 4) return undefined
  const fit = fitLine(Float64Array.from(sizes, Math.log), Float64Array.from(costs, Math.log))
  if (fit === undefined) return undefined
  const reach = standardStudentRisk(0.975, fit.count - 2).valueAtRisk * fit.slopeError
  return { exponent: fit.slope, low: fit.slope - reach, high: fit.slope + reach }
}

/** The upper half of what was measured, at least four: what does not grow hides growth below. */
export function upperHalf<T>(points: readonly T[]): readonly T[] {
  return points.slice(-Math.max(4, Math.ceil(points.length / 2)))
}
