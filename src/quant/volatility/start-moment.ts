import type { StartVariance } from './garch-model.ts'

/** The mean square that stands for what was before the first return, and how the mean moves it. */
export type StartMoment = {
  readonly value: number
  readonly slope: number
  readonly bend: number
}

const backcastLength = 75
const backcastDecay = 0.94

/**
 * The start of a path. @see `StartVariance` for the two conventions.
 *
 * @param backcast - What `backcastOf` gave: it does not move with the mean.
 */
export function startMoment(
  start: StartVariance,
  residuals: Float64Array,
  backcast: number,
): StartMoment {
  if (start === 'backcast') return { value: backcast, slope: 0, bend: 0 }
  let sum = 0
  let squares = 0
  for (let t = 0; t < residuals.length; t += 1) {
    const e = residuals[t] as number
    sum += e
    squares += e * e
  }
  const count = residuals.length
  return { value: squares / count, slope: (-2 * sum) / count, bend: 2 }
}

/** The start of arch: early squares about the plain mean, weighted down into the sample. */
export function backcastOf(returns: Float64Array, mean: number): number {
  const length = Math.min(backcastLength, returns.length)
  let weight = 1
  let weights = 0
  let sum = 0
  for (let t = 0; t < length; t += 1) {
    const gap = (returns[t] as number) - mean
    sum += weight * gap * gap
    weights += weight
    weight *= backcastDecay
  }
  return sum / weights
}
