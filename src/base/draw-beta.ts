import { drawGamma } from './draw-gamma.ts'
import type { Random } from './random.ts'

/**
 * A share between 0 and 1 with density in proportion to x^(a - 1) (1 - x)^(b - 1).
 *
 * @param a - 1 or more, as is `b`.
 */
export function drawBeta(random: Random, a: number, b: number): number {
  const x = drawGamma(random, a)
  return x / (x + drawGamma(random, b))
}
