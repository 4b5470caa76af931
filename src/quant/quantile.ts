import { requireBetween, requireList } from './argument.ts'

/**
 * The value below which a share of the sample lies, interpolated linearly between neighbours
 * (Hyndman and Fan's type 7, the default of numpy and R).
 *
 * @param share - 0 to 1; 0.5 is the median.
 * @returns In the unit of `values`; `undefined` of nothing, when a value is NaN, or where
 *   it would lie between infinities.
 * @throws ArgumentError when `share` is out of range, or `values` are no list.
 */
export function quantile(values: Float64Array, share: number): number | undefined {
  requireBetween('share', share, 0, 1)
  requireList('values', values)
  return sortedQuantile(Float64Array.from(values).sort(), share)
}

/** `quantile` of values in ascending order, for those who ask for several. */
export function sortedQuantile(sorted: Float64Array, share: number): number | undefined {
  if (sorted.length === 0) return undefined
  // A typed array sorts NaN to the end.
  if (Number.isNaN(sorted[sorted.length - 1])) return undefined
  const position = share * (sorted.length - 1)
  const below = Math.floor(position)
  const low = sorted[below] as number
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number
  if (low === high || position === below) return low
  const found = low + (position - below) * (high - low)
  return Number.isNaN(found) ? undefined : found
}
