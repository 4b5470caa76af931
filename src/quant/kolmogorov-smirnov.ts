import { requireBetween, requireFunction, requireList, requireWhole } from './argument.ts'

/**
 * Largest distance between what share of a sample lies below a value and what should.
 *
 * @param cdf - The law: the share that should lie below a value.
 * @returns 0 to 1; `undefined` of nothing, or with a NaN.
 * @see Golden numbers: scipy.stats.kstest (`test/golden/calibration.json`).
 */
export function ksDistance(sample: Float64Array, cdf: (x: number) => number): number | undefined {
  requireList('sample', sample)
  requireFunction('cdf', cdf)
  if (sample.length === 0) return undefined
  const sorted = Float64Array.from(sample).sort()
  // A typed array sorts NaN to the end.
  if (Number.isNaN(sorted[sorted.length - 1])) return undefined
  let largest = 0
  for (let i = 0; i < sorted.length; i += 1) {
    const share = cdf(sorted[i] as number)
    const before = share - i / sorted.length
    const after = (i + 1) / sorted.length - share
    largest = Math.max(largest, before, after)
  }
  return largest
}

/**
 * The chance of a distance at least as large from a normal law whose mean and deviation were taken
 * from the same sample, were the law right: far smaller distances are suspicious than from a law
 * known before.
 *
 * @param distance - 0 to 1, as of `ksDistance`.
 * @param count - Values of the sample, whole, 5 or more.
 * @returns 0 to 1.
 * @throws ArgumentError when an argument is out of range.
 * @see Lilliefors 1967; Dallal and Wilkinson 1986 up to 0.1, above it the polynomials of Stephens
 *   1974 as R's `nortest` 1.0 has them. Golden numbers: statsmodels `lilliefors`, the former.
 */
export function lillieforsProbability(distance: number, count: number): number {
  requireBetween('distance', distance, 0, 1)
  requireWhole('count', count, 5)
  const isLarge = count > 100
  const n = isLarge ? 100 : count
  const d = isLarge ? distance * Math.exp(0.49 * Math.log(count / 100)) : distance
  const exponent =
    -7.01256 * d * d * (n + 2.78019) +
    2.99587 * d * Math.sqrt(n + 2.78019) -
    0.122119 +
    0.974598 / Math.sqrt(n) +
    1.67997 / n
  const small = Math.exp(exponent)
  if (small <= 0.1) return small
  const root = Math.sqrt(count)
  const k = (root - 0.01 + 0.85 / root) * distance
  const [, polynomial] = largeTail.find(([upTo]) => k <= upTo) ?? [0, [0]]
  const value = polynomial.reduce((sum, coefficient) => sum * k + coefficient, 0)
  return Math.min(1, Math.max(0, value))
}

/** By the largest modified distance it is good for; highest power first. */
const largeTail: readonly (readonly [upTo: number, polynomial: readonly number[]])[] = [
  [0.302, [1]],
  [0.5, [81.218052, -138.55152, 80.709644, -19.828315, 2.76773]],
  [0.9, [-32.355711, 94.029866, -97.490286, 40.662806, -4.901232]],
  [1.31, [2.423045, -12.234627, 23.186922, -19.558097, 6.198765]],
]
