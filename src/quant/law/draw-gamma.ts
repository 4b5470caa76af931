import { drawGamma as drawFromOne, type Random } from '../../base/index.ts'
import { requirePositive, requireRandom } from '../argument.ts'

/**
 * A gamma draw of scale 1: its mean and its variance are `shape`.
 *
 * @param shape - Above 0, finite. Below 1 the draw of shape + 1 is shrunk by a uniform one.
 * @throws ArgumentError when `shape` is out of range.
 * @see Marsaglia and Tsang, "A simple method for generating gamma variables", 2000.
 */
export function drawGamma(random: Random, shape: number): number {
  requirePositive('shape', shape)
  requireRandom(random)
  if (shape < 1) return drawGamma(random, shape + 1) * Math.exp(Math.log(1 - random.next()) / shape)
  return drawFromOne(random, shape)
}

/**
 * A chi-squared draw: its mean is `degrees`.
 *
 * @param degrees - Degrees of freedom, above 0, finite; need not be whole.
 * @throws ArgumentError when `degrees` is out of range.
 */
export function drawChiSquared(random: Random, degrees: number): number {
  requirePositive('degrees', degrees)
  return 2 * drawGamma(random, degrees / 2)
}

/**
 * A draw of Student's t, of scale 1: its variance is degrees / (degrees - 2).
 *
 * @param degrees - Degrees of freedom, above 0, finite; need not be whole.
 * @throws ArgumentError when `degrees` is out of range.
 */
export function drawStudentT(random: Random, degrees: number): number {
  requireRandom(random)
  const normal = random.normal()
  return normal / Math.sqrt(drawChiSquared(random, degrees) / degrees)
}
