import { assert } from './assert.ts'
import type { Random } from './random.ts'

/**
 * A gamma draw of scale 1: its mean and its variance are `shape`.
 *
 * @param shape - 1 or more.
 * @see Marsaglia and Tsang, "A simple method for generating gamma variables", 2000.
 */
export function drawGamma(random: Random, shape: number): number {
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
