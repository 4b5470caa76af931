import { Random } from '../../src/base/index.ts'
import { stationaryBootstrap } from '../../src/quant/index.ts'

/** A sum of days with the interval in which it lies in 95 of 100 draws of such days. */
export type Interval = { readonly sum: number; readonly low: number; readonly high: number }

const draws = 4_000
/** Mean length of what is drawn together, days: what happens on one day goes on on the next. */
const blockDays = 3

/** The sum of `days`, by the stationary bootstrap; what never moves has an interval of no width. */
export function intervalOf(days: readonly number[], seed: number): Interval {
  const sum = sumOf(days)
  const sums = stationaryBootstrap({
    ...{ values: Float64Array.from(days), blockMean: blockDays, draws },
    statistic: sumOf,
    random: Random.stream(seed, 'month/interval'),
  })
  const sorted = [...(sums ?? [sum])].toSorted((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? sum
  return { sum, low: at(0.025), high: at(0.975) }
}

function sumOf(values: Iterable<number>): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}
