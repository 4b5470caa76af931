import { ArgumentError, requireTogether } from '../argument.ts'
import { chiSquaredTail } from '../law/index.ts'
import {
  splitCovariance,
  covarianceOf,
  inverse,
  type Matrix,
  matrix,
  multiply,
  solve,
} from '../matrix/index.ts'

/** Whether correlations changed between two stretches of time. */
export type JennrichTest = {
  /** Chi-squared of `degrees` under the null that they did not. */
  readonly statistic: number
  /** One for each pair of series. */
  readonly degrees: number
  /** Of a statistic at least as large were there no change. */
  readonly probability: number
}

/**
 * Jennrich's test of one correlation matrix in two samples: a warning that ties between markets
 * have broken, or tightened. Variances may differ. It is made for normal, independent returns; fat
 * tails and lasting volatility make it cry wolf (see the rates in the docs): divide by a volatility
 * first.
 *
 * @param before - Two series or more, of one length, more values than series.
 * @param after - The same series later.
 * @returns `undefined` when a series is constant, or correlations are singular.
 * @throws ArgumentError when the stretches have other numbers of series, lengths differ, values are
 *   too few or one is not finite.
 * @see Jennrich, "An asymptotic χ² test for the equality of two correlation matrices", 1970.
 *   Golden numbers: the same quadratic form in numpy 2.4.6 from the covariances of correlations by
 *   Pearson and Filon 1898. (psych 2.2.9 `cortest.jennrich` has other terms than the paper.)
 */
export function jennrichTest(
  before: readonly Float64Array[],
  after: readonly Float64Array[],
): JennrichTest | undefined {
  requireTogether('before', before, 2, 2)
  requireTogether('after', after, 2, 2)
  const size = before.length
  if (after.length !== size)
    throw new ArgumentError(`after must have ${size} series, as before, had ${after.length}`)
  const [one, other] = [correlationsOf('before', before), correlationsOf('after', after)]
  if (one === undefined || other === undefined) return undefined
  const [n, m] = [before[0]?.length ?? 0, after[0]?.length ?? 0]
  const pooled = combine(one, other, n / (n + m), m / (n + m))
  const inverted = inverse(pooled)
  if (inverted === undefined) return undefined
  const root = Math.sqrt((n * m) / (n + m))
  const z = multiply(inverted, combine(one, other, root, -root))
  const weights = matrix(size, size)
  for (let i = 0; i < size * size; i += 1)
    weights.values[i] =
      (pooled.values[i] as number) * (inverted.values[i] as number) + (i % (size + 1) === 0 ? 1 : 0)
  const diagonal = Float64Array.from({ length: size }, (_, i) => z.values[i * size + i] as number)
  const solved = solve(weights, diagonal)
  if (solved === undefined) return undefined
  let statistic = 0
  for (let i = 0; i < size; i += 1) {
    statistic -= (diagonal[i] as number) * (solved[i] as number)
    for (let j = 0; j < size; j += 1)
      statistic += ((z.values[i * size + j] as number) * (z.values[j * size + i] as number)) / 2
  }
  const degrees = (size * (size - 1)) / 2
  // No change at all leaves rounding, on either side of 0.
  const held = Math.max(0, statistic)
  return { statistic: held, degrees, probability: chiSquaredTail(held, degrees) }
}

function correlationsOf(name: string, series: readonly Float64Array[]): Matrix | undefined {
  const count = series[0]?.length ?? 0
  if (count <= series.length)
    throw new ArgumentError(
      `${name} must have more values than its ${series.length} series, had ${count}`,
    )
  return splitCovariance(covarianceOf(series))?.correlation
}

function combine(a: Matrix, b: Matrix, share: number, otherShare: number): Matrix {
  const values = a.values.map((value, i) => share * value + otherShare * (b.values[i] as number))
  return { ...a, values }
}
