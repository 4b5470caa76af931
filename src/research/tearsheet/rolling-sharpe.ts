import type { EquityCurve } from '../../engine/index.ts'
import { moments, sharpeInterval } from '../../quant/index.ts'
import type { SampledReturns } from '../metrics/sample-returns.ts'
import { sampleTimes } from './sample-times.ts'

/** The annual Sharpe ratio of the window that ends at `ts`, with its 95 % interval. */
export type RollingPoint = {
  readonly ts: number
  readonly value: number
  readonly low: number
  readonly high: number
}

export type RollingSharpe = {
  /** Length of the window, in sampled returns. */
  readonly window: number
  /** Windows without any change have no ratio and are left out. */
  readonly points: readonly RollingPoint[]
  /** Share of windows with a ratio above 0, 0 to 1. */
  readonly positiveShare: number
}

const windowMin = 20
const windowMax = 90

/**
 * The Sharpe ratio over a window of a quarter of the run, 20 to 90 returns long. Windows overlap:
 * neighbours are nearly the same ratio, seen twice.
 *
 * @returns `undefined` when there are not two whole windows, or no window has a ratio.
 * @see Mertens 2002 for the interval.
 */
export function rollingSharpe(
  curve: EquityCurve,
  sampled: SampledReturns,
): RollingSharpe | undefined {
  const { returns, perYear } = sampled
  const window = Math.min(windowMax, Math.max(windowMin, Math.floor(returns.length / 4)))
  if (returns.length < 2 * window) return undefined
  const times = sampleTimes(curve, sampled)
  const points: RollingPoint[] = []
  for (let end = window; end <= returns.length; end += 1) {
    const found = ratioOf(returns.subarray(end - window, end), Math.sqrt(perYear))
    if (found !== undefined) points.push({ ts: times[end - 1] as number, ...found })
  }
  if (points.length < 2) return undefined
  const above = points.filter(({ value }) => value > 0).length
  return { window, points, positiveShare: above / points.length }
}

function ratioOf(returns: Float64Array, yearly: number): Omit<RollingPoint, 'ts'> | undefined {
  const shape = moments(returns)
  if (shape === undefined) return undefined
  const sharpe = shape.mean / Math.sqrt(shape.variance)
  const interval = sharpeInterval({ ...shape, sharpe })
  if (interval === undefined) return undefined
  return { value: sharpe * yearly, low: interval[0] * yearly, high: interval[1] * yearly }
}
