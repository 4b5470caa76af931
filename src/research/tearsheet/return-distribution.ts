import { historicalRisk, moments, normalCdf, type TailRisk } from '../../quant/index.ts'
import type { SampledReturns } from '../metrics/sample-returns.ts'

/** Returns from `from` up to `to`, in per cent. */
export type ReturnBin = {
  readonly from: number
  readonly to: number
  readonly count: number
  /** How many a normal law of the same mean and deviation would put here. */
  readonly expected: number
}

/** How the sampled returns are spread. Per cent: 1 is one per cent. */
export type ReturnDistribution = {
  readonly count: number
  readonly mean: number
  readonly deviation: number
  /** 0 for a normal law. */
  readonly skewness: number
  /** Above that of a normal law, which has 3. */
  readonly excessKurtosis: number
  readonly best: number
  readonly worst: number
  /** Share of returns above 0, and at exactly 0. */
  readonly positiveShare: number
  readonly zeroShare: number
  /** Of the sample as it is, at 95 % and 99 %, as positive losses. */
  readonly risk95: TailRisk
  readonly risk99: TailRisk
  readonly bins: readonly ReturnBin[]
}

const binsWanted = 41
const returnsMin = 8
/** What lies beyond so many deviations stands in the outermost bins. */
const reach = 5

/** @returns `undefined` below 8 returns, or when all are equal. */
export function returnDistribution({ returns }: SampledReturns): ReturnDistribution | undefined {
  const percent = returns.map((value) => 100 * value)
  const shape = percent.length < returnsMin ? undefined : moments(percent)
  if (shape === undefined) return undefined
  const deviation = Math.sqrt(shape.variance)
  const share = (is: (value: number) => boolean): number => percent.filter(is).length / shape.count
  return {
    count: shape.count,
    mean: shape.mean,
    deviation,
    skewness: shape.skewness,
    excessKurtosis: shape.kurtosis - 3,
    best: percent.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY),
    worst: percent.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY),
    positiveShare: share((value) => value > 0),
    zeroShare: share((value) => value === 0),
    risk95: historicalRisk(percent, 0.95),
    risk99: historicalRisk(percent, 0.99),
    bins: binsOf(percent, shape.mean, deviation),
  }
}

/** Bins of equal width with a border at 0, so that none mixes gains with losses. */
function binsOf(percent: Float64Array, mean: number, deviation: number): readonly ReturnBin[] {
  const held = percent.map((value) =>
    Math.min(mean + reach * deviation, Math.max(mean - reach * deviation, value)),
  )
  const low = held.reduce((least, value) => Math.min(least, value))
  const high = held.reduce((most, value) => Math.max(most, value))
  const width = (high - low) / binsWanted
  const first = Math.floor(low / width)
  const counts = new Array<number>(Math.floor(high / width) - first + 1).fill(0)
  for (const value of held) {
    const bin = Math.floor(value / width) - first
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const below = (value: number): number => normalCdf((value - mean) / deviation)
  return counts.map((count, k) => {
    const [from, to] = [(first + k) * width, (first + k + 1) * width]
    return { from, to, count, expected: percent.length * (below(to) - below(from)) }
  })
}
