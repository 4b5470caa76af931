import { requireBetween, requireRecord } from '../argument.ts'
import { matrixOf } from '../matrix/index.ts'
import type { StateSpace } from './state-space.ts'

/** Variances of a level that wanders, seen with noise. */
export type LocalLevelVariances = {
  readonly observationVariance: number
  readonly levelVariance: number
}

/** The same with a slope that wanders too. */
export type LocalTrendVariances = LocalLevelVariances & { readonly slopeVariance: number }

/**
 * A random walk seen with noise, diffuse at first. @throws ArgumentError for a variance below 0.
 */
export function localLevel(of: LocalLevelVariances): StateSpace {
  requireRecord('of', of)
  requireVariance('observationVariance', of.observationVariance)
  requireVariance('levelVariance', of.levelVariance)
  return {
    transition: matrixOf([[1]]),
    observation: matrixOf([[1]]),
    stateNoise: matrixOf([[of.levelVariance]]),
    observationNoise: matrixOf([[of.observationVariance]]),
    initialMean: new Float64Array(1),
    initialCovariance: matrixOf([[0]]),
    diffuse: [true],
  }
}

/**
 * A level and its slope, both random walks, the level seen with noise, diffuse at first.
 *
 * @throws ArgumentError for a variance below 0.
 */
export function localLinearTrend(of: LocalTrendVariances): StateSpace {
  requireRecord('of', of)
  requireVariance('observationVariance', of.observationVariance)
  requireVariance('levelVariance', of.levelVariance)
  requireVariance('slopeVariance', of.slopeVariance)
  return {
    transition: matrixOf([
      [1, 1],
      [0, 1],
    ]),
    observation: matrixOf([[1, 0]]),
    stateNoise: matrixOf([
      [of.levelVariance, 0],
      [0, of.slopeVariance],
    ]),
    observationNoise: matrixOf([[of.observationVariance]]),
    initialMean: new Float64Array(2),
    initialCovariance: matrixOf([
      [0, 0],
      [0, 0],
    ]),
    diffuse: [true, true],
  }
}

function requireVariance(name: string, value: number): void {
  requireBetween(name, value, 0, Number.MAX_VALUE)
}
