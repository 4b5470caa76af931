import { ArgumentError, requireRecord, requireSeries } from '../argument.ts'
import { type Matrix } from '../matrix/index.ts'
import { requireMatrix } from '../matrix/matrix.ts'

/**
 * A linear Gaussian model of a hidden state: state' = `transition` state + noise of covariance
 * `stateNoise`; observed = `observation` state + noise of covariance `observationNoise`.
 */
export type StateSpace = {
  /** States by states. */
  readonly transition: Matrix
  /** Observed by states. */
  readonly observation: Matrix
  /** States by states, positive semidefinite. */
  readonly stateNoise: Matrix
  /** Observed by observed, positive semidefinite. */
  readonly observationNoise: Matrix
  /** Mean of the first state, before the first observation. */
  readonly initialMean: Float64Array
  /** Its covariance. Rows of diffuse states are best 0. */
  readonly initialCovariance: Matrix
  /**
   * For each state whether nothing is known of it at first. An exact limit, not a large number.
   * None when left out.
   */
  readonly diffuse?: readonly boolean[]
}

/** Declines a model whose shapes do not fit together, or that holds a value not finite. */
export function requireStateSpace(model: StateSpace): void {
  requireRecord('model', model)
  requireMatrix('transition', model.transition)
  requireMatrix('observation', model.observation)
  const states = model.transition.rows
  const observed = model.observation.rows
  requireShape('transition', model.transition, states, states)
  requireShape('observation', model.observation, observed, states)
  requireShape('stateNoise', model.stateNoise, states, states)
  requireShape('observationNoise', model.observationNoise, observed, observed)
  requireShape('initialCovariance', model.initialCovariance, states, states)
  requireLength('initialMean', model.initialMean, states)
  requireSeries('initialMean', model.initialMean, 1)
  if (model.diffuse !== undefined) requireLength('diffuse', model.diffuse, states)
}

function requireShape(name: string, of: Matrix, rows: number, columns: number): void {
  if (of.rows !== rows || of.columns !== columns)
    throw new ArgumentError(
      `${name} must be ${rows} by ${columns}, was ${of.rows} by ${of.columns}`,
    )
  requireSeries(`${name}.values`, of.values, 1)
}

function requireLength(name: string, of: ArrayLike<unknown>, length: number): void {
  if (of.length !== length)
    throw new ArgumentError(`${name} must have ${length} values, had ${of.length}`)
}
