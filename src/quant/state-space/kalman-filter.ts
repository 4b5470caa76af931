import { ArgumentError } from '../argument.ts'
import type { Matrix } from '../matrix/index.ts'
import { isModerate } from '../moderate.ts'
import { filterTape } from './filter-tape.ts'
import { runFilter } from './run-filter.ts'
import { requireStateSpace, type StateSpace } from './state-space.ts'

/** What is known of the states at each row from the rows up to it. */
export type Filtered = {
  /** From the rows before. Rows by states. */
  readonly predictedMeans: Matrix
  /** From the row as well. Rows by states. */
  readonly filteredMeans: Matrix
  /** Rows by states squared: each row a covariance, row after row. Without its diffuse part. */
  readonly predictedCovariances: Matrix
  readonly filteredCovariances: Matrix
  /** Of all that was observed, in nats. */
  readonly logLikelihood: number
}

/**
 * Kalman filter of a row of observations, with missing values and an exact diffuse start.
 *
 * An observation with no variance left, as of two sensors without noise, is left out.
 *
 * @param observations - Rows by observed; NaN is missing.
 * @throws ArgumentError when shapes do not fit, a value of the model is not finite, or one observed
 *   is 1e150 or more in size.
 * @see Kalman 1960; Durbin and Koopman, "Time series analysis by state space methods", 2012,
 *   chapters 4 to 6. Golden numbers: statsmodels 0.15.0 `MLEModel`, univariate and exact diffuse.
 */
export function kalmanFilter(model: StateSpace, observations: Matrix): Filtered {
  requireObservations(model, observations)
  const { rows } = observations
  const states = model.transition.rows
  const tape = filterTape(model, rows)
  const logLikelihood = runFilter(model, observations.values, tape)
  const means = (values: Float64Array): Matrix => ({ rows, columns: states, values })
  const squares = (values: Float64Array): Matrix => ({ rows, columns: states * states, values })
  return {
    predictedMeans: means(tape.predictedMeans),
    filteredMeans: means(tape.filteredMeans),
    predictedCovariances: squares(tape.predictedCovariances),
    filteredCovariances: squares(tape.filteredCovariances),
    logLikelihood,
  }
}

/** Declines a model or observations that do not fit together. */
export function requireObservations(model: StateSpace, observations: Matrix): void {
  requireStateSpace(model)
  const observed = model.observation.rows
  if (observations.columns !== observed)
    throw new ArgumentError(
      `observations must have ${observed} columns, had ${observations.columns}`,
    )
  observations.values.forEach((value, i) => {
    if (!Number.isNaN(value) && !isModerate(value))
      throw new ArgumentError(
        `observations must be NaN or below 1e150 in size, values[${i}] was ${value}`,
      )
  })
}
