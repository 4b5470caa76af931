import { requireBetween, requireFinite, requirePositive, requireRecord } from '../argument.ts'
import { expScaled } from './exp-scaled.ts'
import type { PathLaw, Paths } from './paths.ts'

/** A price that grows at `drift` in the mean: E S(t) = S(0) e^(drift t). */
export type GeometricBrownianMotion = {
  readonly start: number
  /** Per year, continuously compounded. */
  readonly drift: number
  /** Per square root of a year. 0 is allowed. */
  readonly volatility: number
}

/**
 * Geometric Brownian motion, exact at every step: dS / S = drift dt + volatility dW.
 *
 * @throws ArgumentError when the start is not positive, the drift not finite or the volatility
 *   below 0.
 * @see Glasserman, "Monte Carlo Methods in Financial Engineering", 2003, 3.2.1.
 */
export function geometricBrownianMotion(parameters: GeometricBrownianMotion): PathLaw {
  requirePrice(parameters)
  const { start, drift, volatility } = parameters
  return {
    drawsPerPath: (steps) => steps,
    over: ({ steps, horizonYears }) => {
      const stepYears = horizonYears / steps
      const growth = (drift - (volatility * volatility) / 2) * stepYears
      const deviation = volatility * Math.sqrt(stepYears)
      return (block, draws) => {
        sumLogs(block, draws, growth, deviation)
        expScaled(block.values, 0, block.values.length, start)
      }
    },
  }
}

/** Declines a start, drift or volatility that no price has. */
export function requirePrice(parameters: GeometricBrownianMotion): void {
  requireRecord('parameters', parameters)
  const { start, drift, volatility } = parameters
  requirePositive('start', start)
  requireFinite('drift', drift)
  requireBetween('volatility', volatility, 0, Number.MAX_VALUE)
}

function sumLogs(block: Paths, draws: Float64Array, growth: number, deviation: number): void {
  const { paths, steps, values } = block
  for (let path = 0, at = 0, draw = 0; path < paths; path += 1) {
    let log = 0
    values[at] = 0
    at += 1
    for (const end = at + steps; at < end; at += 1, draw += 1) {
      log += growth + deviation * (draws[draw] as number)
      values[at] = log
    }
  }
}
