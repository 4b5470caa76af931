import { requireRecord, requireSeries, requireWhole } from '../argument.ts'
import { entropyOf } from './entropy-of.ts'

/** What is counted in a permutation entropy. */
export type PermutationEntropyOptions = {
  /** Values of a pattern, 2 to 8. 3 when left out. */
  readonly order?: number
  /** Steps between them. 1 when left out. */
  readonly delay?: number
}

/**
 * How evenly the orders in which neighbouring values rise and fall occur: 1 for noise, 0 for a
 * series that only rises or falls. Of equal values the earlier counts as the smaller.
 *
 * @returns 0 to 1, in units of log(order!); 0 for a constant series.
 * @throws ArgumentError when there are fewer values than one pattern spans, one is not finite, or
 *   an option is out of range.
 * @see Bandt and Pompe 2002. Golden numbers: antropy 0.2.3 `perm_entropy(normalize=True)`.
 */
export function permutationEntropy(
  series: Float64Array,
  options: PermutationEntropyOptions = {},
): number {
  requireRecord('options', options)
  const { order = 3, delay = 1 } = options
  requireWhole('order', order, 2, 8)
  requireWhole('delay', delay, 1)
  const reach = (order - 1) * delay
  requireSeries('series', series, reach + 1)
  let patterns = 1
  for (let i = 2; i <= order; i += 1) patterns *= i
  const counts = new Int32Array(patterns)
  const count = series.length - reach
  for (let i = 0; i < count; i += 1) {
    const pattern = patternAt(series, i, order, delay)
    counts[pattern] = (counts[pattern] as number) + 1
  }
  return Math.min(1, Math.max(0, entropyOf(counts, count) / Math.log(patterns)))
}

/** A number for the order of values: for each, how many later ones are smaller. */
function patternAt(series: Float64Array, from: number, order: number, delay: number): number {
  let pattern = 0
  for (let i = 0; i < order; i += 1) {
    const value = series[from + i * delay] as number
    let smaller = 0
    for (let j = i + 1; j < order; j += 1)
      if ((series[from + j * delay] as number) < value) smaller += 1
    pattern = pattern * (order - i) + smaller
  }
  return pattern
}
