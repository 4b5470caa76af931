import { normalQuantile } from '../src/quant/index.ts'

/**
 * Where a rate lies in 95 of 100 cases, after `hits` of `count`.
 *
 * @see Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
 */
export function wilsonInterval(hits: number, count: number): readonly [low: number, high: number] {
  const z = normalQuantile(0.975)
  const middle = (hits + (z * z) / 2) / (count + z * z)
  const reach = (z / (count + z * z)) * Math.sqrt((hits * (count - hits)) / count + (z * z) / 4)
  return [Math.max(0, middle - reach), Math.min(1, middle + reach)]
}
