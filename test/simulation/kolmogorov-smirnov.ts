/**
 * The chance of a sample at least this far from a continuous law, were it drawn from it.
 *
 * @param cdf - The law.
 * @see Stephens 1970: the asymptotic law with a correction that is good from a few dozen values on.
 *   Golden numbers: the exact law by
 *   Marsaglia, Tsang and Wang 2003, "Evaluating Kolmogorov's distribution".
 */
export function ksProbability(sample: readonly number[], cdf: (x: number) => number): number {
  return tail(distance(sample, cdf), sample.length)
}

/** Largest distance between what share of a sample lies below a value and what should. */
function distance(sample: readonly number[], cdf: (x: number) => number): number {
  const sorted = Float64Array.from(sample).sort()
  let largest = 0
  for (const [i, value] of sorted.entries()) {
    const share = cdf(value)
    largest = Math.max(largest, share - i / sorted.length, (i + 1) / sorted.length - share)
  }
  return largest
}

/** The chance of a distance of at least `d` in a sample of `n`. */
export function tail(d: number, n: number): number {
  const root = Math.sqrt(n)
  const x = (root + 0.12 + 0.11 / root) * d
  let sum = 0
  for (let k = 1; k <= 100; k += 1) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x)
  return Math.max(0, Math.min(1, sum))
}
