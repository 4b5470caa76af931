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
 * @param of.draws - How many times `fillIndices` is called for the rows of a redrawn series.
 */
export function compareMaxima(of: {
  readonly excess: readonly Float64Array[]
  readonly scales: Float64Array
  readonly clearlyWorse: Float64Array
  readonly draws: number
  readonly fillIndices: (out: Int32Array) => void
}): MaximaComparison {
  const { excess, scales, draws } = of
  const periods = excess[0]?.length ?? 0
  const means = Float64Array.from(excess, (series) => sumOf(series) / periods)
  const isWorse = means.map((mean, i) => (mean < (of.clearlyWorse[i] as number) ? 1 : 0))
  const { statistic, best } = largest(means, scales)
  const indices = new Int32Array(periods)
  const weights = new Float64Array(periods)
  let [lower, consistent, upper] = [0, 0, 0]
  for (let draw = 0; draw < draws; draw += 1) {
    of.fillIndices(indices)
    countRows(indices, weights)
    let [lowerMax, consistentMax, upperMax] = [-Infinity, -Infinity, -Infinity]
    for (let i = 0; i < excess.length; i += 1) {
      const scale = scales[i] as number
      const mean = means[i] as number
      const redrawn = weightedSum(excess[i] as Float64Array, weights) / periods
      const moved = (redrawn - mean) / scale
      upperMax = Math.max(upperMax, moved)
      consistentMax = Math.max(consistentMax, isWorse[i] === 1 ? redrawn / scale : moved)
      lowerMax = Math.max(lowerMax, mean < 0 ? redrawn / scale : moved)
    }
    if (lowerMax >= statistic) lower += 1
    if (consistentMax >= statistic) consistent += 1
    if (upperMax >= statistic) upper += 1
  }
  const probabilities = {
    lower: lower / draws,
    consistent: consistent / draws,
    upper: upper / draws,
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

/** How often each row was drawn: sums over rows then run through memory in order. */
function countRows(indices: Int32Array, counts: Float64Array): void {
  counts.fill(0)
  for (let i = 0; i < indices.length; i += 1) {
    const row = indices[i] as number
    counts[row] = (counts[row] as number) + 1
  }
}

function weightedSum(values: Float64Array, weights: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i += 1) sum += (values[i] as number) * (weights[i] as number)
  return sum
}

function sumOf(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i += 1) sum += values[i] as number
  return sum
}
