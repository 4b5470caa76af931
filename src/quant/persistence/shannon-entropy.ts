import { requireWhole } from '../argument.ts'
import { requireModerate } from '../moderate.ts'
import { entropyOf } from './entropy-of.ts'

/** How evenly values are spread over their range. */
export type ShannonEntropy = {
  readonly nats: number
  /** In units of the log of the bins: 1 when they are equally full. */
  readonly normalised: number
}

/**
 * Shannon entropy of a histogram of values, e.g. of returns: low when most fall in few bins. Bins
 * are equally wide from the smallest value to the largest, which is in the last.
 *
 * @param bins - 2 or more. Figures of different numbers of bins do not compare.
 * @returns `undefined` for equal values.
 * @throws ArgumentError with fewer than two values, one not finite, or fewer than two bins.
 * @see Shannon 1948. Golden numbers: scipy 1.17.1 `stats.entropy` of numpy 2.4.6 `histogram`.
 */
export function shannonEntropy(values: Float64Array, bins: number): ShannonEntropy | undefined {
  requireWhole('bins', bins, 2, 1e6)
  requireModerate('values', values, 2)
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < values.length; i += 1) {
    low = Math.min(low, values[i] as number)
    high = Math.max(high, values[i] as number)
  }
  const width = high - low
  if (!(width > 0 && width < Number.POSITIVE_INFINITY)) return undefined
  const counts = new Int32Array(bins)
  for (let i = 0; i < values.length; i += 1) {
    const bin = Math.min(bins - 1, Math.floor((((values[i] as number) - low) / width) * bins))
    counts[bin] = (counts[bin] as number) + 1
  }
  const nats = entropyOf(counts, values.length)
  return { nats, normalised: nats / Math.log(bins) }
}
