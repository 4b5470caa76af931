import type { Random } from './random.ts'

/** Beyond this a count is drawn in parts, for e to the minus mean would come near 0. */
const partMax = 30

/**
 * A count of things that happen independently, `mean` of them on average. Takes time in proportion
 * to the mean.
 *
 * @param mean - Finite, 0 or more.
 * @see Knuth, "The Art of Computer Programming", vol. 2, 3.4.1: the method of products.
 */
export function drawPoisson(random: Random, mean: number): number {
  let count = 0
  for (let left = mean; left > 0; left -= partMax) {
    const floor = Math.exp(-Math.min(left, partMax))
    for (let product = random.next(); product > floor; product *= random.next()) count += 1
  }
  return count
}
