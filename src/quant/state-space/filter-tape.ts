import type { StateSpace } from './state-space.ts'

/** What a filter leaves behind for a smoother: every step, observation by observation. */
export type FilterTape = {
  /** What is predicted before each row; then what is known after it. Rows by states. */
  readonly predictedMeans: Float64Array
  readonly filteredMeans: Float64Array
  /** Rows by states by states. */
  readonly predictedCovariances: Float64Array
  readonly filteredCovariances: Float64Array
  /** The diffuse part of what is predicted, rows by states by states. */
  readonly predictedDiffuse: Float64Array
  /** Of each single observation: its error; 0 in both variances when it was left out. */
  readonly errors: Float64Array
  readonly variances: Float64Array
  readonly diffuseVariances: Float64Array
  /** Of each single observation and state: loading, and covariance with what is observed. */
  readonly loadings: Float64Array
  readonly gains: Float64Array
  readonly diffuseGains: Float64Array
}

/** Room for a filter over `rows` rows. */
export function filterTape(model: StateSpace, rows: number): FilterTape {
  const states = model.transition.rows
  const single = rows * model.observation.rows
  const means = (): Float64Array => new Float64Array(rows * states)
  const covariances = (): Float64Array => new Float64Array(rows * states * states)
  return {
    predictedMeans: means(),
    filteredMeans: means(),
    predictedCovariances: covariances(),
    filteredCovariances: covariances(),
    predictedDiffuse: covariances(),
    errors: new Float64Array(single),
    variances: new Float64Array(single),
    diffuseVariances: new Float64Array(single),
    loadings: new Float64Array(single * states),
    gains: new Float64Array(single * states),
    diffuseGains: new Float64Array(single * states),
  }
}
