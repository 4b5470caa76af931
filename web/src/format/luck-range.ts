import type { EquityPoint } from '../../../src/app/desk-view.ts'
import { bucketEquity } from '../state/bucket-equity.ts'

/** Stretches that equity is cut into, and how many there must be before anything is said. */
const [stretchesMost, stretchesLeast] = [60, 20]
/** Of 95 in 100 of a normal distribution, in standard deviations. */
const within = 1.96

/**
 * How far a result without any edge would be from nothing: in 95 of 100 runs as long as this one,
 * with swings as large as these and a mean of 0, it ends within plus or minus this.
 *
 * @returns Money; `undefined` while too little is known.
 */
export function luckRange(points: readonly EquityPoint[]): number | undefined {
  const buckets = bucketEquity(points, stretchesMost)
  const changes = buckets.slice(1).map(({ equity }, at) => equity - (buckets[at]?.equity ?? equity))
  const count = changes.length
  if (count < stretchesLeast) return undefined
  const mean = changes.reduce((sum, change) => sum + change, 0) / count
  const square = changes.reduce((sum, change) => sum + (change - mean) ** 2, 0)
  return within * Math.sqrt((square / (count - 1)) * count)
}
