import { quantile } from '../quantile.ts'

/** What changes at a change point: the mean, the variance around one mean, or both. */
export type Change = 'mean' | 'variance' | 'mean-and-variance'

/** The cost of a stretch, from sums that give it in one step. */
export type SegmentCost = {
  /** Minus twice the log-likelihood of the values from `from` to before `to`, less a constant. */
  readonly of: (from: number, to: number) => number
}

/** Added to every variance, as a share of the whole: a flat stretch has no endless worth. */
const floorShare = 1e-9
/** Of a standard normal: half of its values are nearer to 0. */
const quartile = 0.6744897501960817

/**
 * Costs of normal stretches.
 *
 * @param variance - Around a mean that changes; by the median step when left out.
 * @returns `undefined` for a constant series.
 */
export function segmentCost(
  series: Float64Array,
  change: Change,
  variance?: number,
): SegmentCost | undefined {
  const count = series.length
  let sum = 0
  for (let i = 0; i < count; i += 1) sum += series[i] as number
  const mean = sum / count
  const sums = new Float64Array(count + 1)
  const squares = new Float64Array(count + 1)
  for (let i = 0; i < count; i += 1) {
    const gap = (series[i] as number) - mean
    sums[i + 1] = (sums[i] as number) + gap
    squares[i + 1] = (squares[i] as number) + gap * gap
  }
  const whole = (squares[count] as number) / count
  if (!(whole > 0) || series.every((value) => value === series[0])) return undefined
  const floor = floorShare * whole
  const around = (from: number, to: number): number => {
    const total = (sums[to] as number) - (sums[from] as number)
    return (squares[to] as number) - (squares[from] as number) - (total * total) / (to - from)
  }
  if (change === 'mean') {
    const scale = variance ?? (stepVariance(series) || whole)
    return { of: (from, to) => Math.max(0, around(from, to)) / scale }
  }
  const spread =
    change === 'variance'
      ? (from: number, to: number): number => (squares[to] as number) - (squares[from] as number)
      : around
  return {
    of: (from, to) => (to - from) * Math.log(Math.max(0, spread(from, to)) / (to - from) + floor),
  }
}

/** Of independent values, from the median step: a few changes of the mean do not touch it. */
function stepVariance(series: Float64Array): number {
  const steps = series.slice(1).map((value, i) => Math.abs(value - (series[i] as number)))
  const size = (quantile(steps, 0.5) ?? 0) / quartile
  return (size * size) / 2
}
