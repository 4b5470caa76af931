import {
  ArgumentError,
  requireBetween,
  requirePositive,
  requireRecord,
  requireSeries,
  requireWhole,
} from '../argument.ts'
import { type Emission, requireEmissionKind } from './emission.ts'

/** A chain of states nobody sees, and what each lets us see. */
export type HiddenMarkov = {
  readonly states: number
  /** Chance of each state at the first observation. */
  readonly start: Float64Array
  /** Row-major: the chance of going from `i` to `j` is at `i * states + j`. */
  readonly transition: Float64Array
  readonly emission: Emission
}

/** Paths are bytes. */
export const statesMax = 255

/** Shares that are to sum to one may miss it by as much as their own rounding. */
const sumTolerance = 1e-8

/** Declines a model whose chances do not sum to one or whose arrays are of the wrong length. */
export function requireHiddenMarkov(model: HiddenMarkov): void {
  requireRecord('model', model)
  const { states, start, transition, emission } = model
  requireWhole('states', states, 1, statesMax)
  requireEmissionKind('emission.kind', emission.kind)
  requireWhole('dimensions', emission.dimensions, 1)
  requireShares('start', start, 1, states)
  requireShares('transition', transition, states, states)
  requireEmission(emission, states)
}

/**
 * Declines observations the model could not have made.
 *
 * @returns How many there are: values over dimensions.
 */
export function requireObservations(emission: Emission, observations: Float64Array): number {
  const rows = requireRows(observations, emission.dimensions, 1)
  if (emission.kind === 'poisson') requireWholes(observations, Number.MAX_SAFE_INTEGER)
  if (emission.kind === 'discrete') requireWholes(observations, emission.symbols - 1)
  return rows
}

/** Declines observations that are not whole rows, or fewer than `rowsMin`. @returns How many. */
export function requireRows(
  observations: Float64Array,
  dimensions: number,
  rowsMin: number,
): number {
  requireSeries('observations', observations, rowsMin * dimensions)
  if (observations.length % dimensions !== 0)
    throw new ArgumentError(
      `observations must be rows of ${dimensions} values, had ${observations.length} values`,
    )
  return observations.length / dimensions
}

function requireWholes(observations: Float64Array, max: number): void {
  for (let t = 0; t < observations.length; t += 1)
    requireWhole(`observations[${t}]`, observations[t] as number, 0, max)
}

function requireEmission(emission: Emission, states: number): void {
  const { dimensions } = emission
  const square = dimensions * dimensions
  switch (emission.kind) {
    case 'diagonal-gaussian':
      requireLength('means', emission.means, states * dimensions)
      requireLength('variances', emission.variances, states * dimensions)
      for (const variance of emission.variances) requirePositive('variances', variance)
      return
    case 'full-gaussian':
      requireLength('means', emission.means, states * dimensions)
      requireLength('covariances', emission.covariances, states * square)
      return
    case 'student-t':
      requireLength('locations', emission.locations, states * dimensions)
      requireLength('scatters', emission.scatters, states * square)
      requireLength('degrees', emission.degrees, states)
      for (const degrees of emission.degrees) requireBetween('degrees', degrees, 2, 1e6)
      return
    case 'poisson':
      requireLength('rates', emission.rates, states)
      for (const rate of emission.rates) requireBetween('rates', rate, 0, Number.MAX_VALUE)
      return
    case 'discrete':
      requireWhole('symbols', emission.symbols, 1)
      requireShares('probabilities', emission.probabilities, states, emission.symbols)
  }
}

function requireLength(name: string, values: Float64Array, length: number): void {
  requireSeries(name, values, length)
  if (values.length !== length)
    throw new ArgumentError(`${name} must have ${length} values, had ${values.length}`)
}

function requireShares(name: string, shares: Float64Array, rows: number, columns: number): void {
  requireLength(name, shares, rows * columns)
  for (let row = 0; row < rows; row += 1) {
    let sum = 0
    for (let column = 0; column < columns; column += 1) {
      const share = shares[row * columns + column] as number
      requireBetween(name, share, 0, 1 + sumTolerance)
      sum += share
    }
    requireBetween(`the sum of ${name}`, sum, 1 - sumTolerance, 1 + sumTolerance)
  }
}
