import { drawBeta, drawPoisson, type Random } from '../../../base/index.ts'

/**
 * The parts one execution is reported in: 1 + Poisson(3) of them, no more than there are lots,
 * sized in proportion to Beta(2, 5) draws. Whole lots, at least one each, together exactly `lots`.
 *
 * @param lots - Whole, 1 or more.
 */
export function fillSlices(lots: number, random: Random): readonly number[] {
  const count = Math.min(lots, 1 + drawPoisson(random, 3))
  if (count === 1) return [lots]
  const upTo: number[] = []
  let total = 0
  for (let i = 0; i < count; i += 1) {
    total += drawBeta(random, 2, 5)
    upTo.push(total)
  }
  const spare = lots - count
  let before = 0
  return upTo.map((weight, i) => {
    const until = i === count - 1 ? spare : Math.floor((spare * weight) / total)
    const slice = 1 + until - before
    before = until
    return slice
  })
}
