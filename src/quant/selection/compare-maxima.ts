import { meansOf } from './redraw-means.ts'

/** Three answers to how the strategies that do worse than the benchmark are taken. */
export type AbilityProbabilities = {
  /** As if each were no worse than the benchmark: the least probability. */
  readonly lower: number
  /** As if those clearly worse were not there. */
  readonly consistent: number
  /** As if none of them were worse: the reality check, the greatest probability. */
  readonly upper: number
}

/** A comparison of the best of several means with those of redrawn series. */
export type MaximaComparison = {
  /** Of the largest mean, over its deviation when `scales` says so. */
  readonly statistic: number
  /** The strategy that has it. */
  readonly best: number
  readonly probabilities: AbilityProbabilities
}

/**
 * How often the best of redrawn means, moved to the null, is at least the best mean.
 *
 * @param of.excess - What each strategy earned above the benchmark.
 * @param of.scales - What each mean is divided by before means are compared.
 * @param of.clearlyWorse - Means below this, one for each strategy, are clearly worse.
 * @param of.redrawn - Means of each redrawn record, as `redrawMeans` gives them.
 */
export function compareMaxima(of: {
  readonly excess: readonly Float64Array[]
  readonly scales: Float64Array
  readonly clearlyWorse: Float64Array
  readonly redrawn: readonly Float64Array[]
}): MaximaComparison {
  const { scales, redrawn } = of
  const means = meansOf(of.excess)
  const isWorse = means.map((mean, i) => (mean < (of.clearlyWorse[i] as number) ? 1 : 0))
  const { statistic, best } = largest(means, scales)
  let [lower, consistent, upper] = [0, 0, 0]
  for (const drawn of redrawn) {
    let [lowerMax, consistentMax, upperMax] = [-Infinity, -Infinity, -Infinity]
    for (let i = 0; i < means.length; i += 1) {
      const scale = scales[i] as number
      const mean = means[i] as number
      const own = drawn[i] as number
      const moved = (own - mean) / scale
      upperMax = Math.max(upperMax, moved)
      consistentMax = Math.max(consistentMax, isWorse[i] === 1 ? own / scale : moved)
      lowerMax = Math.max(lowerMax, mean < 0 ? own / scale : moved)
    }
    if (lowerMax >= statistic) lower += 1
    if (consistentMax >= statistic) consistent += 1
    if (upperMax >= statistic) upper += 1
  }
  const share = (count: number): number => count / redrawn.length
  const probabilities = {
    lower: share(lower),
    consistent: share(consistent),
    upper: share(upper),
  }
  return { statistic, best, probabilities }
}

function largest(means: Float64Array, scales: Float64Array): { statistic: number; best: number } {
  let [statistic, best] = [-Infinity, 0]
  for (let i = 0; i < means.length; i += 1) {
    const value = (means[i] as number) / (scales[i] as number)
    if (value > statistic) [statistic, best] = [value, i]
  }
  return { statistic, best }
}
