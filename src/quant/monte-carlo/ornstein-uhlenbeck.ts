import { requireBetween, requireFinite, requirePositive, requireRecord } from '../argument.ts'
import type { PathLaw, Paths } from './paths.ts'

/** A level that is pulled back to `mean`: dx = reversion (mean - x) dt + volatility dW. */
export type OrnsteinUhlenbeck = {
  readonly start: number
  readonly mean: number
  /** Per year; log 2 / `reversion` is the half-life. */
  readonly reversion: number
  /** Of the level, per square root of a year. */
  readonly volatility: number
}

/**
 * The Ornstein-Uhlenbeck process, exact at every step.
 *
 * @throws ArgumentError when the reversion is not positive, the volatility below 0, or a level
 *   not finite.
 * @see Glasserman 2003, 3.3.1.
 */
export function ornsteinUhlenbeck(parameters: OrnsteinUhlenbeck): PathLaw {
  requireRecord('parameters', parameters)
  const { start, mean, reversion, volatility } = parameters
  requireFinite('start', start)
  requireFinite('mean', mean)
  requirePositive('reversion', reversion)
  requireBetween('volatility', volatility, 0, Number.MAX_VALUE)
  return {
    drawsPerPath: (steps) => steps,
    over: ({ steps, horizonYears }) => {
      const stepYears = horizonYears / steps
      const kept = Math.exp(-reversion * stepYears)
      const share = -Math.expm1(-2 * reversion * stepYears) / (2 * reversion)
      const deviation = volatility * Math.sqrt(share)
      return (block, draws) => walk(block, draws, { start, mean, kept, deviation })
    },
  }
}

type OrnsteinStep = Readonly<Record<'start' | 'mean' | 'kept' | 'deviation', number>>

function walk(block: Paths, draws: Float64Array, step: OrnsteinStep): void {
  const { paths, steps, values } = block
  const { start, mean, kept, deviation } = step
  for (let path = 0, at = 0, draw = 0; path < paths; path += 1) {
    let gap = start - mean
    values[at] = start
    at += 1
    for (const end = at + steps; at < end; at += 1, draw += 1) {
      gap = gap * kept + deviation * (draws[draw] as number)
      values[at] = mean + gap
    }
  }
}
