import type { FilterTape } from './filter-tape.ts'
import { addOuter, productWithTransposed, squareProduct } from './square-algebra.ts'
import type { StateSpace } from './state-space.ts'
import { type FreedRow, freedRow, freeRow } from './uncorrelate.ts'

/** Below this share of its size a diffuse variance is rounding. */
const diffuseShare = 1e-9
const logTwoPi = Math.log(2 * Math.PI)

/** What a filter knows, and scratch. */
type Known = {
  readonly states: number
  mean: Float64Array
  next: Float64Array
  readonly covariance: Float64Array
  readonly diffuse: Float64Array
  isDiffuse: boolean
  readonly loading: Float64Array
  readonly gain: Float64Array
  readonly diffuseGain: Float64Array
  readonly scratch: Float64Array
  logLikelihood: number
}

/**
 * Filters one observation at a time, so that no matrix is inverted, missing values are left out
 * one by one, and a diffuse start is exact.
 *
 * @param observations - Rows by observed; NaN is missing.
 * @param tape - Written when given.
 * @returns The log-likelihood; of a diffuse observation -(log 2 pi + log of its variance) / 2.
 * @see Koopman and Durbin, "Fast filtering and smoothing for multivariate state space models",
 *   2000.
 */
export function runFilter(
  model: StateSpace,
  observations: Float64Array,
  tape?: FilterTape,
): number {
  const known = start(model)
  const observed = model.observation.rows
  const rows = observations.length / observed
  const row = freedRow(model)
  const factor = new Float64Array(observed * observed)
  for (let at = 0; at < rows; at += 1) {
    if (tape !== undefined) writePredicted(tape, known, at)
    freeRow(row, model, observations, at, factor)
    for (let i = 0; i < row.count; i += 1) takeOne(known, row, i, tape, at * observed + i)
    if (tape !== undefined) writeFiltered(tape, known, at)
    predict(known, model)
  }
  return known.logLikelihood
}

function start(model: StateSpace): Known {
  const states = model.transition.rows
  const diffuse = new Float64Array(states * states)
  for (let i = 0; i < states; i += 1) if (model.diffuse?.[i] === true) diffuse[i * states + i] = 1
  return {
    states,
    mean: Float64Array.from(model.initialMean),
    next: new Float64Array(states),
    covariance: Float64Array.from(model.initialCovariance.values),
    diffuse,
    isDiffuse: diffuse.includes(1),
    loading: new Float64Array(states),
    gain: new Float64Array(states),
    diffuseGain: new Float64Array(states),
    scratch: new Float64Array(states * states),
    logLikelihood: 0,
  }
}

function takeOne(
  known: Known,
  row: FreedRow,
  i: number,
  tape: FilterTape | undefined,
  slot: number,
): void {
  const { states, mean, covariance, diffuse, loading, gain, diffuseGain } = known
  let error = row.values[i] as number
  let size = 0
  for (let k = 0; k < states; k += 1) {
    const weight = row.loadings[i * states + k] as number
    loading[k] = weight
    error -= weight * (mean[k] as number)
    size += weight * weight
  }
  let variance = (row.noises[i] as number) + quadratic(gain, covariance, loading)
  let diffuseVariance = 0
  if (known.isDiffuse) {
    diffuseVariance = quadratic(diffuseGain, diffuse, loading)
    if (diffuseVariance <= diffuseShare * size * largestDiagonal(diffuse, states))
      diffuseVariance = 0
  }
  if (diffuseVariance > 0) {
    takeDiffuse(known, error, variance, diffuseVariance)
  } else if (variance > 0) {
    for (let k = 0; k < states; k += 1)
      mean[k] = (mean[k] as number) + ((gain[k] as number) * error) / variance
    addOuter(covariance, gain, gain, -1 / variance)
    known.logLikelihood -= (logTwoPi + Math.log(variance) + (error * error) / variance) / 2
  } else variance = 0
  if (tape !== undefined) writeOne(tape, known, slot, { error, variance, diffuseVariance })
}

function takeDiffuse(known: Known, error: number, variance: number, diffuseVariance: number): void {
  const { states, mean, covariance, diffuse, gain, diffuseGain } = known
  for (let k = 0; k < states; k += 1)
    mean[k] = (mean[k] as number) + ((diffuseGain[k] as number) * error) / diffuseVariance
  const ratio = variance / (diffuseVariance * diffuseVariance)
  addOuter(covariance, diffuseGain, diffuseGain, ratio)
  addOuter(covariance, gain, diffuseGain, -1 / diffuseVariance)
  addOuter(covariance, diffuseGain, gain, -1 / diffuseVariance)
  addOuter(diffuse, diffuseGain, diffuseGain, -1 / diffuseVariance)
  known.logLikelihood -= (logTwoPi + Math.log(diffuseVariance)) / 2
  if (largestDiagonal(diffuse, states) < diffuseShare) {
    diffuse.fill(0)
    known.isDiffuse = false
  }
}

/** The mean a step on; of the covariances T P T', and the noise on one. */
function predict(known: Known, model: StateSpace): void {
  const { states, mean, next, covariance, diffuse, scratch } = known
  const transition = model.transition.values
  for (let i = 0; i < states; i += 1) {
    let sum = 0
    for (let k = 0; k < states; k += 1)
      sum += (transition[i * states + k] as number) * (mean[k] as number)
    next[i] = sum
  }
  known.mean = next
  known.next = mean
  squareProduct(scratch, transition, covariance, states)
  productWithTransposed(covariance, scratch, transition, states)
  const noise = model.stateNoise.values
  for (let i = 0; i < covariance.length; i += 1)
    covariance[i] = (covariance[i] as number) + (noise[i] as number)
  if (!known.isDiffuse) return
  squareProduct(scratch, transition, diffuse, states)
  productWithTransposed(diffuse, scratch, transition, states)
}

/** out = a x; the answer is x' a x. */
function quadratic(out: Float64Array, a: Float64Array, x: Float64Array): number {
  const n = x.length
  let whole = 0
  for (let i = 0; i < n; i += 1) {
    let sum = 0
    for (let k = 0; k < n; k += 1) sum += (a[i * n + k] as number) * (x[k] as number)
    out[i] = sum
    whole += sum * (x[i] as number)
  }
  return whole
}

function largestDiagonal(a: Float64Array, n: number): number {
  let largest = 0
  for (let i = 0; i < n; i += 1) largest = Math.max(largest, a[i * n + i] as number)
  return largest
}

function writePredicted(tape: FilterTape, known: Known, at: number): void {
  const { states } = known
  tape.predictedMeans.set(known.mean, at * states)
  tape.predictedCovariances.set(known.covariance, at * states * states)
  if (known.isDiffuse) tape.predictedDiffuse.set(known.diffuse, at * states * states)
}

function writeFiltered(tape: FilterTape, known: Known, at: number): void {
  const { states } = known
  tape.filteredMeans.set(known.mean, at * states)
  tape.filteredCovariances.set(known.covariance, at * states * states)
}

function writeOne(
  tape: FilterTape,
  known: Known,
  slot: number,
  of: { readonly error: number; readonly variance: number; readonly diffuseVariance: number },
): void {
  tape.errors[slot] = of.error
  tape.variances[slot] = of.variance
  tape.diffuseVariances[slot] = of.diffuseVariance
  tape.loadings.set(known.loading, slot * known.states)
  tape.gains.set(known.gain, slot * known.states)
  if (of.diffuseVariance > 0) tape.diffuseGains.set(known.diffuseGain, slot * known.states)
}
