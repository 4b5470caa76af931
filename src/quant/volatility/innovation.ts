import { digamma, logGammaStep, trigamma } from '../special/index.ts'
import type { GarchColumns } from './garch-columns.ts'

/** Sums over the returns that no slope of the path enters. */
export type InnovationSums = {
  residualTwice: number
  degrees: number
  degreesTwice: number
  residualDegrees: number
}

const productMin = 1e-140
const productMax = 1e140

/** The log-likelihood of residuals with these precisions, z being normal. */
export function normalLogLikelihood({ residuals, precisions, count }: GarchColumns): number {
  let squares = 0
  let logs = 0
  // One logarithm of a product for many of its factors: faster, and rounded less often.
  let product = 1
  for (let t = 0; t < count; t += 1) {
    const e = residuals[t] as number
    const precision = precisions[t] as number
    squares += e * e * precision
    product *= precision
    if (!(product > productMin && product < productMax)) {
      logs += Math.log(product)
      product = 1
    }
  }
  return -0.5 * (count * Math.log(2 * Math.PI) - logs - Math.log(product) + squares)
}

/** The same for a Student-t scaled to variance 1. @param degrees - Above 2. */
export function studentLogLikelihood(columns: GarchColumns, degrees: number): number {
  const { residuals, precisions, count } = columns
  const m = degrees - 2
  let logs = 0
  let product = 1
  let tailLogs = 0
  let tailProduct = 1
  for (let t = 0; t < count; t += 1) {
    const e = residuals[t] as number
    const precision = precisions[t] as number
    product *= precision
    tailProduct *= 1 + (e * e * precision) / m
    if (!(product > productMin && product < productMax && tailProduct < productMax)) {
      logs += Math.log(product)
      tailLogs += Math.log(tailProduct)
      product = 1
      tailProduct = 1
    }
  }
  logs += Math.log(product)
  tailLogs += Math.log(tailProduct)
  const constant = logGammaStep(degrees / 2) - 0.5 * Math.log(Math.PI * m)
  return count * constant + 0.5 * logs - 0.5 * (degrees + 1) * tailLogs
}

/** Derivatives of each return's log-likelihood by ln h and by e, z being normal. */
export function deriveNormal(columns: GarchColumns, sums: InnovationSums): void {
  const { residuals, precisions, count, byState, byStateTwice, byResidual } = columns
  const crossMean = columns.crosses[0] as Float64Array
  let total = 0
  for (let t = 0; t < count; t += 1) {
    const e = residuals[t] as number
    const precision = precisions[t] as number
    const pull = e * precision
    const square = e * pull
    byState[t] = 0.5 * square - 0.5
    byStateTwice[t] = -0.5 * square
    byResidual[t] = -pull
    crossMean[t] = -pull
    total += precision
  }
  sums.residualTwice = -total
}

/** The same for a Student-t scaled to variance 1, with derivatives by its degrees of freedom. */
export function deriveStudent(columns: GarchColumns, degrees: number, sums: InnovationSums): void {
  const { residuals, precisions, count, byState, byStateTwice, byResidual, byDegrees } = columns
  const crossMean = columns.crosses[0] as Float64Array
  const crossDegrees = columns.crosses.at(-1) as Float64Array
  const m = degrees - 2
  const slope = 0.5 * (digamma((degrees + 1) / 2) - digamma(degrees / 2)) - 0.5 / m
  sums.residualTwice = 0
  sums.degreesTwice = 0
  sums.residualDegrees = 0
  for (let t = 0; t < count; t += 1) {
    const e = residuals[t] as number
    const precision = precisions[t] as number
    const square = e * e * precision
    const inverse = 1 / (m + square)
    const weight = (degrees + 1) * inverse
    const pull = weight * e * precision
    const lean = (square - 3) * inverse * inverse
    byState[t] = 0.5 * weight * square - 0.5
    byStateTwice[t] = -0.5 * square * weight * m * inverse
    byResidual[t] = -pull
    crossMean[t] = -pull * m * inverse
    crossDegrees[t] = 0.5 * square * lean
    byDegrees[t] = 0.5 * weight * (square / m) + slope
    sums.residualTwice -= weight * precision * (m - square) * inverse
    sums.residualDegrees -= e * precision * lean
    sums.degreesTwice +=
      (square * inverse) / m - (0.5 * weight * square * (2 * m + square) * inverse) / (m * m)
  }
  addTailLogs(columns, m, sums)
  const bend = 0.25 * (trigamma((degrees + 1) / 2) - trigamma(degrees / 2)) + 0.5 / (m * m)
  sums.degreesTwice += count * bend
}

/** The one derivative that needs a logarithm of each return. */
function addTailLogs(columns: GarchColumns, m: number, sums: InnovationSums): void {
  const { residuals, precisions, count, byDegrees } = columns
  sums.degrees = 0
  for (let t = 0; t < count; t += 1) {
    const e = residuals[t] as number
    const slope =
      (byDegrees[t] as number) - 0.5 * Math.log1p((e * e * (precisions[t] as number)) / m)
    byDegrees[t] = slope
    sums.degrees += slope
  }
}
