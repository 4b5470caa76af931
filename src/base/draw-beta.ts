import { assert } from './assert.ts'
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

/**
 * A Gamma draw of scale 1.
 *
 * @see Marsaglia and Tsang, "A simple method for generating gamma variables", 2000.
 */
function drawGamma(random: Random, shape: number): number {
  assert(shape >= 1, `the shape of a gamma draw must be 1 or more, was ${shape}`)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = random.normal()
    const root = 1 + c * x
    if (root <= 0) continue
    const v = root * root * root
    const u = 1 - random.next()
    if (Math.log(u) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v
  }
}
