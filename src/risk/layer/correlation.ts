import { type OrderIntent, signOf } from '../../domain/index.ts'
import { type Refusal, refused } from '../refusal.ts'
import type { RiskBook } from '../risk-book.ts'

/**
 * Layer 5. Two instruments that move together, held the same way, are one bet: while the first is
 * held or on its way the second waits. A correlation nobody knows yet counts as 1.
 *
 * Legs of one set, where there are three or more, are held against the others of it together, each
 * by its share: two that hedge a third go the same way and are no second bet. Where one of their
 * correlations is not known, they are looked at one by one like anything else.
 *
 * @param set - Signed share of equity of each leg, by instrument, 0 for what is not of the set.
 */
export function checkCorrelation(
  order: OrderIntent,
  book: RiskBook,
  set?: Float64Array,
): Refusal | undefined {
  const { limits } = book
  if (limits.correlationMax >= 1) return undefined
  const sign = signOf(order.side)
  const { directions } = book.exposure
  const known = book.correlationsOf(order.instrument, set === undefined ? directions : undefined)
  const legs = set === undefined ? Number.NaN : withLegs(order.instrument, sign, known, set)
  for (let j = 0; j < book.lots.length; j += 1) {
    if (j === order.instrument) continue
    const other = directions[j] as number
    if (other === 0 || isLeg(j, legs, set)) continue
    const correlation = known[j] as number
    const together = (Number.isNaN(correlation) ? 1 : correlation) * sign * other
    if (!(together <= limits.correlationMax))
      return refused('correlation', together, limits.correlationMax)
  }
  if (Number.isNaN(legs) || legs <= limits.correlationMax) return undefined
  return refused('correlation', legs, limits.correlationMax)
}

/** Mean correlation of a leg with the others of its set; NaN where one of them is not known. */
function withLegs(i: number, sign: number, known: Float64Array, set: Float64Array): number {
  let [sum, all] = [0, 0]
  for (let j = 0; j < set.length; j += 1) {
    const share = set[j] as number
    if (j === i || share === 0) continue
    sum += (known[j] as number) * sign * share
    all += Math.abs(share)
  }
  return sum / all
}

function isLeg(j: number, legs: number, set: Float64Array | undefined): boolean {
  return set !== undefined && !Number.isNaN(legs) && set[j] !== 0
}
