import type { GarchColumns } from './garch-columns.ts'
import {
  alphaPlace,
  type GarchParameters,
  meanPlace,
  normalAbsoluteMean,
  omegaPlace,
  type Places,
} from './garch-model.ts'
import type { StartMoment } from './start-moment.ts'

/** Fills states with the log variances of an EGARCH, and precisions. */
export function traceEgarch(
  columns: GarchColumns,
  parameters: GarchParameters,
  start: StartMoment,
): void {
  const { residuals, states, precisions, count } = columns
  const { omega, alpha, gamma, beta } = parameters
  let k = omega + beta * Math.log(start.value)
  for (let t = 0; t < count; t += 1) {
    states[t] = k
    const root = Math.exp(-0.5 * k)
    precisions[t] = root * root
    const z = (residuals[t] as number) * root
    k = omega + alpha * (Math.abs(z) - normalAbsoluteMean) + gamma * z + beta * k
  }
}

/**
 * The slopes of ln h, their reach, and the crosses: as `deriveGarch`, but yesterday's log variance
 * also moves z, so the weight of the past changes from day to day.
 */
export function deriveEgarch(
  columns: GarchColumns,
  parameters: GarchParameters,
  start: StartMoment,
  places: Places,
  constants: Float64Array,
): void {
  fillSlopes(columns, parameters, start, places)
  fillReach(columns)
  addCrosses(columns, parameters, places, constants)
  const first = columns.reach[0] as number
  const logSlope = start.slope / start.value
  const bend = start.bend / start.value - logSlope * logSlope
  constants[meanPlace] = (constants[meanPlace] as number) + first * parameters.beta * bend
  constants[places.beta] = (constants[places.beta] as number) + first * logSlope
}

function fillSlopes(
  columns: GarchColumns,
  { alpha, gamma, beta }: GarchParameters,
  start: StartMoment,
  places: Places,
): void {
  const { residuals, states, precisions, count, slopes, scratch } = columns
  const byMean = slopes[meanPlace] as Float64Array
  const byOmega = slopes[omegaPlace] as Float64Array
  const byAlpha = slopes[alphaPlace] as Float64Array
  const byGamma = slopes[places.gamma] as Float64Array
  const byBeta = slopes[places.beta] as Float64Array
  let mean = (beta * start.slope) / start.value
  let omega = 1
  let size = 0
  let sign = 0
  let past = Math.log(start.value)
  for (let t = 0; t < count; t += 1) {
    byMean[t] = mean
    byOmega[t] = omega
    byAlpha[t] = size
    byGamma[t] = sign
    byBeta[t] = past
    const root = Math.sqrt(precisions[t] as number)
    const z = (residuals[t] as number) * root
    const push = alpha * Math.sign(z) + gamma
    const keep = beta - 0.5 * push * z
    scratch[t] = keep
    mean = keep * mean - push * root
    omega = keep * omega + 1
    size = keep * size + Math.abs(z) - normalAbsoluteMean
    sign = keep * sign + z
    past = keep * past + (states[t] as number)
  }
}

/** Backwards. @see `fillSlopes`, which leaves what is kept from day to day in `scratch`. */
function fillReach({ byState, reach, scratch, count }: GarchColumns): void {
  let ahead = 0
  for (let t = count - 1; t >= 0; t -= 1) {
    ahead = (byState[t] as number) + (scratch[t] as number) * ahead
    reach[t] = ahead
  }
}

function addCrosses(
  columns: GarchColumns,
  { alpha, gamma }: GarchParameters,
  places: Places,
  constants: Float64Array,
): void {
  const { residuals, precisions, reach, byStateTwice, count } = columns
  const crossMean = columns.crosses[meanPlace] as Float64Array
  const crossAlpha = columns.crosses[alphaPlace] as Float64Array
  const crossGamma = columns.crosses[places.gamma] as Float64Array
  const crossBeta = columns.crosses[places.beta] as Float64Array
  let withSign = 0
  let withRoot = 0
  for (let t = 0; t < count; t += 1) {
    const ahead = t + 1 < count ? (reach[t + 1] as number) : 0
    const root = Math.sqrt(precisions[t] as number)
    const z = (residuals[t] as number) * root
    const push = alpha * Math.sign(z) + gamma
    byStateTwice[t] = (byStateTwice[t] as number) + 0.25 * ahead * push * z
    crossMean[t] = (crossMean[t] as number) + 0.5 * ahead * push * root
    crossAlpha[t] = -0.5 * ahead * Math.abs(z)
    crossGamma[t] = -0.5 * ahead * z
    crossBeta[t] = ahead
    withSign += ahead * Math.sign(z) * root
    withRoot += ahead * root
  }
  constants[alphaPlace] = (constants[alphaPlace] as number) - withSign
  constants[places.gamma] = (constants[places.gamma] as number) - withRoot
}
