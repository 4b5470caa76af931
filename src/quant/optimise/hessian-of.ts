import { requireFunction, requirePositive, requireSameLength, requireSeries } from '../argument.ts'
import { type Matrix, matrix } from '../matrix/index.ts'

/** The step that balances the rounding of a second difference against its curvature. */
const share = Math.sqrt(Math.sqrt(Number.EPSILON))

/**
 * The second derivatives of `f` at `x`, by central differences; about seven digits of a smooth
 * function. Twice the size squared, plus one, calls of `f`.
 *
 * @param steps - Above 0, per coordinate; 1.2e-4 × max(|x|, 0.1) by default. Give smaller ones
 *   for a coordinate that is tiny by nature, or that a step would take out of its range.
 * @returns Symmetric; not finite where `f` is not.
 * @throws ArgumentError when `x` is empty or not finite, lengths differ, or a step is not above 0.
 * @see Golden numbers: statsmodels 0.15.0 `numdiff.approx_hess3`, which takes the same steps.
 */
export function hessianOf(
  f: (x: Float64Array) => number,
  x: Float64Array,
  steps?: Float64Array,
): Matrix {
  requireFunction('f', f)
  requireSeries('x', x, 1)
  const taken = steps ?? x.map((value) => share * Math.max(Math.abs(value), 0.1))
  requireSameLength('x', x, 'steps', taken)
  taken.forEach((step, i) => {
    requirePositive(`steps[${i}]`, step)
  })
  const size = x.length
  const made = matrix(size, size)
  const at = Float64Array.from(x)
  const middle = f(at)
  for (let i = 0; i < size; i += 1) {
    const h = taken[i] as number
    at[i] = (x[i] as number) + h
    const above = f(at)
    at[i] = (x[i] as number) - h
    const below = f(at)
    at[i] = x[i] as number
    made.values[i * size + i] = (above - middle - (middle - below)) / (h * h)
    for (let j = 0; j < i; j += 1) {
      const mixed = mixedDifference(f, at, i, j, h, taken[j] as number)
      made.values[i * size + j] = mixed
      made.values[j * size + i] = mixed
    }
  }
  return made
}

/** The derivative by coordinates `i` and `j`, from the four corners of a rectangle. */
function mixedDifference(
  f: (x: Float64Array) => number,
  at: Float64Array,
  i: number,
  j: number,
  hi: number,
  hj: number,
): number {
  const xi = at[i] as number
  const xj = at[j] as number
  let sum = 0
  for (let corner = 0; corner < 4; corner += 1) {
    const signI = corner < 2 ? 1 : -1
    const signJ = corner % 2 === 0 ? 1 : -1
    at[i] = xi + signI * hi
    at[j] = xj + signJ * hj
    sum += signI * signJ * f(at)
  }
  at[i] = xi
  at[j] = xj
  return sum / (4 * hi * hj)
}
