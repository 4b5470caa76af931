import { requireSameLength, requireSeries } from '../argument.ts'
import { doubledRanks } from './pseudo-observations.ts'

/**
 * Spearman's rank correlation rho: Pearson's correlation of the ranks, equal values sharing the
 * mean of theirs. Ranks are whole once doubled, so their sums are exact.
 *
 * @param x - At least 2 values.
 * @param y - As many.
 * @returns -1 to 1; `undefined` when either does not vary.
 * @throws ArgumentError when lengths differ or a value is not finite.
 * @see Spearman 1904; Kendall and Gibbons 1990, chapter 1.
 */
export function spearmanRho(x: Float64Array, y: Float64Array): number | undefined {
  requireSeries('x', x, 2)
  requireSeries('y', y, 2)
  requireSameLength('x', x, 'y', y)
  const [left, right] = [doubledRanks(x), doubledRanks(y)]
  const middle = x.length + 1
  let [both, one, other] = [0, 0, 0]
  for (let i = 0; i < left.length; i += 1) {
    const [a, b] = [(left[i] as number) - middle, (right[i] as number) - middle]
    both += a * b
    one += a * a
    other += b * b
  }
  if (one === 0 || other === 0) return undefined
  if (one === other && Math.abs(both) === one) return Math.sign(both)
  return Math.max(-1, Math.min(1, both / (Math.sqrt(one) * Math.sqrt(other))))
}
