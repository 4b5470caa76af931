import type { GarchColumns } from './garch-columns.ts'
import {
  alphaPlace,
  type GarchParameters,
  meanPlace,
  omegaPlace,
  type Places,
} from './garch-model.ts'
import type { StartMoment } from './start-moment.ts'

/** Fills states with the variances of a GARCH or GJR, and precisions. */
export function traceGarch(
  columns: GarchColumns,
  parameters: GarchParameters,
  start: StartMoment,
): void {
  const { residuals, states, precisions, count } = columns
  const { omega, alpha, gamma, beta } = parameters
  let h = omega + (alpha + gamma / 2 + beta) * start.value
  for (let t = 0; t < count; t += 1) {
    states[t] = h
    const e = residuals[t] as number
    // The fall alone, without a branch that half of all returns would take.
    const fall = 0.5 * (e - Math.abs(e))
    h = omega + alpha * (e * e) + gamma * (fall * fall) + beta * h
  }
  for (let t = 0; t < count; t += 1) precisions[t] = 1 / (states[t] as number)
}

/**
 * From derivatives by ln h to derivatives by h, then the slopes of h, its reach, and the crosses.
 * The second derivatives of h are never formed: h is linear in its past, so their weighted sum is
 * a sum of first derivatives, weighted with the reach.
 *
 * @param constants - Takes the second derivatives that no slope enters, upper triangle.
 */
export function deriveGarch(
  columns: GarchColumns,
  parameters: GarchParameters,
  start: StartMoment,
  places: Places,
  constants: Float64Array,
): void {
  stateFromLog(columns)
  if (places.degrees >= 0)
    timesPrecision(columns.crosses[places.degrees] as Float64Array, columns.precisions)
  fillSlopes(columns, parameters, start, places)
  if (places.gamma >= 0) fillGammaSlope(columns, parameters.beta, start.value, places.gamma)
  fillReach(columns, parameters.beta, places.beta)
  addMeanCrosses(columns, parameters, start, places, constants)
}

function stateFromLog(columns: GarchColumns): void {
  const { byState, byStateTwice, precisions, count } = columns
  timesPrecision(columns.crosses[meanPlace] as Float64Array, precisions)
  for (let t = 0; t < count; t += 1) {
    const precision = precisions[t] as number
    const once = byState[t] as number
    byState[t] = once * precision
    byStateTwice[t] = ((byStateTwice[t] as number) - once) * precision * precision
  }
}

function timesPrecision(column: Float64Array, precisions: Float64Array): void {
  for (let t = 0; t < column.length; t += 1)
    column[t] = (column[t] as number) * (precisions[t] as number)
}

function fillSlopes(
  columns: GarchColumns,
  { alpha, gamma, beta }: GarchParameters,
  start: StartMoment,
  places: Places,
): void {
  const { residuals, states, count, slopes } = columns
  const byMean = slopes[meanPlace] as Float64Array
  const byOmega = slopes[omegaPlace] as Float64Array
  const byAlpha = slopes[alphaPlace] as Float64Array
  const byBeta = slopes[places.beta] as Float64Array
  let mean = (alpha + gamma / 2 + beta) * start.slope
  let omega = 1
  let square = start.value
  let past = start.value
  for (let t = 0; t < count; t += 1) {
    byMean[t] = mean
    byOmega[t] = omega
    byAlpha[t] = square
    byBeta[t] = past
    const e = residuals[t] as number
    const fall = 0.5 * (e - Math.abs(e))
    mean = beta * mean - 2 * (alpha * e + gamma * fall)
    omega = 1 + beta * omega
    square = e * e + beta * square
    past = (states[t] as number) + beta * past
  }
}

function fillGammaSlope(
  { residuals, slopes, count }: GarchColumns,
  beta: number,
  startValue: number,
  place: number,
): void {
  const byGamma = slopes[place] as Float64Array
  let slope = startValue / 2
  for (let t = 0; t < count; t += 1) {
    byGamma[t] = slope
    const e = residuals[t] as number
    const fall = 0.5 * (e - Math.abs(e))
    slope = fall * fall + beta * slope
  }
}

/** Backwards: a state moves its own return, and through beta all that follow. */
function fillReach(columns: GarchColumns, beta: number, betaPlace: number): void {
  const { byState, reach, count } = columns
  const crossBeta = columns.crosses[betaPlace] as Float64Array
  let ahead = 0
  for (let t = count - 1; t >= 0; t -= 1) {
    crossBeta[t] = ahead
    ahead = (byState[t] as number) + beta * ahead
    reach[t] = ahead
  }
}

function addMeanCrosses(
  columns: GarchColumns,
  { alpha, gamma, beta }: GarchParameters,
  start: StartMoment,
  places: Places,
  constants: Float64Array,
): void {
  const { residuals, reach, count } = columns
  let total = 0
  let withResidual = 0
  let withFall = 0
  let fallen = 0
  for (let t = 1; t < count; t += 1) {
    const e = residuals[t - 1] as number
    const weight = reach[t] as number
    const fall = 0.5 * (e - Math.abs(e))
    total += weight
    withResidual += weight * e
    withFall += weight * fall
    fallen += fall < 0 ? weight : 0
  }
  const first = reach[0] as number
  const slope = first * start.slope
  const add = (place: number, value: number): void => {
    constants[place] = (constants[place] as number) + value
  }
  const bend = (alpha + gamma / 2 + beta) * start.bend * first
  add(meanPlace, bend + 2 * (alpha * total + gamma * fallen))
  add(alphaPlace, slope - 2 * withResidual)
  add(places.beta, slope)
  if (places.gamma >= 0) add(places.gamma, slope / 2 - 2 * withFall)
}
