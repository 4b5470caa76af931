import { requireBetween, requireFinite, requireInside, requireRecord } from '../argument.ts'
import { powerOfTwoFrom } from '../power-of-two.ts'
import { power } from '../special/index.ts'
import { Fourier } from '../fourier/index.ts'
import type { PathLaw } from './paths.ts'

/** A level with long memory: `start` + `volatility` B(t), where B has Hurst exponent `hurst`. */
export type FractionalBrownianMotion = {
  readonly start: number
  /** Above 0 and below 1; 0.5 is the Brownian motion. */
  readonly hurst: number
  /** The deviation of B after one year. */
  readonly volatility: number
}

/**
 * Fractional Brownian motion, exact at every step: Cov(B(s), B(t)) is half of
 * s^2H + t^2H - |t - s|^2H. By the circulant embedding of its increments, which has no negative
 * eigenvalue for any Hurst exponent; one transform of 2n real numbers a path.
 *
 * @throws ArgumentError when the exponent is not inside 0 to 1, the volatility below 0, or the
 *   start not finite.
 * @see Davies and Harte, "Tests for Hurst effect", 1987; Dieker, "Simulation of fractional Brownian
 *   motion", 2004.
 */
export function fractionalBrownianMotion(parameters: FractionalBrownianMotion): PathLaw {
  requireRecord('parameters', parameters)
  const { start, hurst, volatility } = parameters
  requireFinite('start', start)
  requireInside('hurst', hurst, 0, 1)
  requireBetween('volatility', volatility, 0, Number.MAX_VALUE)
  return {
    drawsPerPath: circleSize,
    over: ({ steps, horizonYears }) => {
      const size = circleSize(steps)
      const fourier = new Fourier(size)
      const weights = circleWeights(fourier, size, hurst)
      const unit = volatility * power(horizonYears / steps, hurst)
      const real = new Float64Array(size)
      const imaginary = new Float64Array(size)
      return ({ paths, values }, draws) => {
        for (let path = 0; path < paths; path += 1) {
          for (let k = 0; k < size; k += 1)
            real[k] = (weights[k] as number) * (draws[path * size + k] as number)
          imaginary.fill(0)
          fourier.transform(real, imaginary)
          const at = path * (steps + 1)
          let level = start
          values[at] = start
          for (let step = 0; step < steps; step += 1) {
            // Hartley's transform: real normals in, real normals out.
            level += unit * ((real[step] as number) - (imaginary[step] as number))
            values[at + step + 1] = level
          }
        }
      }
    },
  }
}

/** Twice the power of two that holds the steps. */
function circleSize(steps: number): number {
  return powerOfTwoFrom(2 * steps)
}

/** The roots of the circulant's eigenvalues over its size. */
function circleWeights(fourier: Fourier, size: number, hurst: number): Float64Array {
  const real = new Float64Array(size)
  for (let lag = 0; lag <= size / 2; lag += 1) {
    real[lag] = noiseCovariance(lag, hurst)
    if (lag > 0) real[size - lag] = noiseCovariance(lag, hurst)
  }
  fourier.transform(real, new Float64Array(size))
  // An eigenvalue that is 0 may come out as -1e-17.
  return real.map((eigenvalue) => Math.sqrt(Math.max(eigenvalue, 0) / size))
}

/** Of two increments of one step each, `lag` steps apart. */
function noiseCovariance(lag: number, hurst: number): number {
  const raised = (distance: number): number =>
    distance === 0 ? 0 : power(Math.abs(distance), 2 * hurst)
  return (raised(lag + 1) - 2 * raised(lag) + raised(lag - 1)) / 2
}
