import type { Matrix } from '../matrix/index.ts'
import { type FilterTape, filterTape } from './filter-tape.ts'
import { requireObservations } from './kalman-filter.ts'
import { runFilter } from './run-filter.ts'
import { addOuter, addSandwich, transposedTimes } from './square-algebra.ts'
import type { StateSpace } from './state-space.ts'

/** What is known of the states at each row from all rows. */
export type Smoothed = {
  /** Rows by states. */
  readonly means: Matrix
  /** Rows by states squared: each row a covariance, row after row. */
  readonly covariances: Matrix
  readonly logLikelihood: number
}

/** What later rows say, in powers of one over the diffuse variance. */
type Backward = {
  readonly states: number
  readonly score: Float64Array
  readonly scoreDiffuse: Float64Array
  /** Informations of order 0, 1 and 2. */
  readonly information: [Float64Array, Float64Array, Float64Array]
  readonly next: [Float64Array, Float64Array, Float64Array]
  readonly leave: Float64Array
  readonly leaveDiffuse: Float64Array
  readonly scratch: Float64Array
  readonly vector: Float64Array
  readonly spare: Float64Array
}

/**
 * Fixed-interval smoother: the states given all rows. The same as Rauch, Tung and Striebel's, but
 * run on scores and informations, so that no covariance is inverted and a diffuse start is exact.
 *
 * @param observations - Rows by observed; NaN is missing.
 * @throws ArgumentError as `kalmanFilter`.
 * @see Rauch, Tung and Striebel 1965; Koopman and Durbin 2003. Golden numbers: statsmodels 0.15.0
 *   `MLEModel.smooth`.
 */
export function kalmanSmooth(model: StateSpace, observations: Matrix): Smoothed {
  requireObservations(model, observations)
  const { rows } = observations
  const states = model.transition.rows
  const tape = filterTape(model, rows)
  const logLikelihood = runFilter(model, observations.values, tape)
  const means = new Float64Array(rows * states)
  const covariances = new Float64Array(rows * states * states)
  const backward = begin(states)
  const observed = model.observation.rows
  for (let at = rows - 1; at >= 0; at -= 1) {
    for (let i = observed - 1; i >= 0; i -= 1) giveBack(backward, tape, at * observed + i)
    combine(backward, tape, at, means, covariances)
    stepBack(backward, model.transition.values)
  }
  return {
    means: { rows, columns: states, values: means },
    covariances: { rows, columns: states * states, values: covariances },
    logLikelihood,
  }
}

function begin(states: number): Backward {
  const square = (): Float64Array => new Float64Array(states * states)
  return {
    states,
    score: new Float64Array(states),
    scoreDiffuse: new Float64Array(states),
    information: [square(), square(), square()],
    next: [square(), square(), square()],
    leave: square(),
    leaveDiffuse: square(),
    scratch: square(),
    vector: new Float64Array(states),
    spare: new Float64Array(states),
  }
}

/** Adds what one observation says to what those after it say. */
function giveBack(backward: Backward, tape: FilterTape, slot: number): void {
  const variance = tape.variances[slot] as number
  const diffuseVariance = tape.diffuseVariances[slot] as number
  if (variance === 0 && diffuseVariance === 0) return
  const { states } = backward
  const loading = tape.loadings.subarray(slot * states, (slot + 1) * states)
  const gain = tape.gains.subarray(slot * states, (slot + 1) * states)
  const error = tape.errors[slot] as number
  if (diffuseVariance === 0) {
    setLeave(backward.leave, gain, loading, variance)
    carryScores(backward, backward.leave)
    addScaled(backward.score, loading, error / variance)
    carry(backward, backward.leave)
    addOuter(backward.information[0], loading, loading, 1 / variance)
    return
  }
  const diffuseGain = tape.diffuseGains.subarray(slot * states, (slot + 1) * states)
  setLeave(backward.leave, diffuseGain, loading, diffuseVariance)
  // -(gain - diffuse gain × ratio) loading' / diffuse variance, of first order.
  const ratio = variance / diffuseVariance
  backward.leaveDiffuse.fill(0)
  addOuter(backward.leaveDiffuse, diffuseGain, loading, ratio / diffuseVariance)
  addOuter(backward.leaveDiffuse, gain, loading, -1 / diffuseVariance)
  transposedTimes(backward.vector, backward.leaveDiffuse, backward.score, states)
  carryScores(backward, backward.leave)
  addScaled(backward.scoreDiffuse, backward.vector, 1)
  addScaled(backward.scoreDiffuse, loading, error / diffuseVariance)
  carryDiffuse(backward)
  addOuter(backward.information[1], loading, loading, 1 / diffuseVariance)
  addOuter(backward.information[2], loading, loading, -ratio / diffuseVariance)
}

/** I - gain loading' / variance. */
function setLeave(
  leave: Float64Array,
  gain: Float64Array,
  loading: Float64Array,
  variance: number,
): void {
  leave.fill(0)
  for (let i = 0; i < gain.length; i += 1) leave[i * gain.length + i] = 1
  addOuter(leave, gain, loading, -1 / variance)
}

function carryScores(backward: Backward, by: Float64Array): void {
  const { spare } = backward
  transposedTimes(spare, by, backward.score, backward.states)
  backward.score.set(spare)
  transposedTimes(spare, by, backward.scoreDiffuse, backward.states)
  backward.scoreDiffuse.set(spare)
}

/** Each information N becomes `by`' N `by`. */
function carry(backward: Backward, by: Float64Array): void {
  const { information, next, scratch } = backward
  for (const order of [0, 1, 2] as const) {
    next[order].fill(0)
    addSandwich(next[order], by, information[order], by, scratch)
    information[order].set(next[order])
  }
}

/** The same by `leave` + `leaveDiffuse` / k, sorted by powers of k. */
function carryDiffuse(backward: Backward): void {
  const { information, next, scratch, leave, leaveDiffuse } = backward
  for (const order of [0, 1, 2] as const) {
    next[order].fill(0)
    addSandwich(next[order], leave, information[order], leave, scratch)
  }
  addSandwich(next[1], leave, information[0], leaveDiffuse, scratch)
  addSandwich(next[1], leaveDiffuse, information[0], leave, scratch)
  addSandwich(next[2], leave, information[1], leaveDiffuse, scratch)
  addSandwich(next[2], leaveDiffuse, information[1], leave, scratch)
  addSandwich(next[2], leaveDiffuse, information[0], leaveDiffuse, scratch)
  for (const order of [0, 1, 2] as const) information[order].set(next[order])
}

function stepBack(backward: Backward, transition: Float64Array): void {
  carryScores(backward, transition)
  carry(backward, transition)
}

/** What is predicted from before, and what is said from behind, at one row. */
function combine(
  backward: Backward,
  tape: FilterTape,
  at: number,
  means: Float64Array,
  covariances: Float64Array,
): void {
  const { states, information, scratch, vector } = backward
  const size = states * states
  const own = tape.predictedCovariances.subarray(at * size, (at + 1) * size)
  const diffuse = tape.predictedDiffuse.subarray(at * size, (at + 1) * size)
  const mean = means.subarray(at * states, (at + 1) * states)
  mean.set(tape.predictedMeans.subarray(at * states, (at + 1) * states))
  transposedTimes(vector, own, backward.score, states)
  addScaled(mean, vector, 1)
  transposedTimes(vector, diffuse, backward.scoreDiffuse, states)
  addScaled(mean, vector, 1)
  const taken = backward.next[0].fill(0)
  addSandwich(taken, own, information[0], own, scratch)
  addSandwich(taken, diffuse, information[1], own, scratch)
  addSandwich(taken, own, information[1], diffuse, scratch)
  addSandwich(taken, diffuse, information[2], diffuse, scratch)
  for (let i = 0; i < size; i += 1)
    covariances[at * size + i] = (own[i] as number) - (taken[i] as number)
}

function addScaled(to: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i += 1) to[i] = (to[i] as number) + times * (what[i] as number)
}
