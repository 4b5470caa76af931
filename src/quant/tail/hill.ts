import { ArgumentError, requireSeries, requireWhole } from '../argument.ts'

/**
 * Hill's index of the tail: one over the mean log of the `largest` losses over the one that comes
 * next. The smaller, the heavier; moments above it do not exist.
 *
 * @param largest - How many of the largest losses count, 1 or more; they and the next are above 0.
 * @returns Above 0; `undefined` when all of those are equal.
 * @throws ArgumentError when a loss is not finite, one that counts not above 0, or none comes next.
 * @see Hill, "A simple general approach to inference about the tail of a distribution", 1975.
 *   Golden numbers: danish fire losses.
 */
export function hillIndex(losses: Float64Array, largest: number): number | undefined {
  requireWhole('largest', largest, 1)
  const sorted = descending(losses, largest + 1)
  const level = sorted[largest] as number
  if (!(level > 0)) throw new ArgumentError(`losses that count must be above 0, was ${level}`)
  let sum = 0
  for (let i = 0; i < largest; i += 1) sum += Math.log((sorted[i] as number) / level)
  return sum > 0 ? largest / sum : undefined
}

/**
 * Pickands' estimate of the shape of the tail, from three order statistics: needs no sign, and
 * wavers more than Hill's.
 *
 * @param quarter - Uses the losses that rank `quarter`, twice and four times that.
 * @returns As the shape of a generalised Pareto law; `undefined` when two of the three are equal.
 * @throws ArgumentError when there are fewer than four times `quarter` losses.
 * @see Pickands, "Statistical inference using extreme order statistics", 1975.
 */
export function pickandsShape(losses: Float64Array, quarter: number): number | undefined {
  requireWhole('quarter', quarter, 1)
  const sorted = descending(losses, 4 * quarter)
  const at = (rank: number): number => sorted[rank - 1] as number
  const above = at(quarter) - at(2 * quarter)
  const below = at(2 * quarter) - at(4 * quarter)
  return above > 0 && below > 0 ? Math.log(above / below) / Math.LN2 : undefined
}

function descending(losses: Float64Array, min: number): Float64Array {
  requireSeries('losses', losses, min)
  return Float64Array.from(losses).sort().reverse()
}
