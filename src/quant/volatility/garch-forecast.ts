import { requireFinite, requirePositive, requireRecord, requireWhole } from '../argument.ts'
import { mean } from '../moments.ts'
import { normalCdf } from '../normal.ts'
import type { GarchFit } from './fit-garch.ts'
import { type GarchParameters, normalAbsoluteMean, persistenceOf } from './garch-model.ts'
import { nextVariance } from './next-variance.ts'

/** A century of hours. */
const horizonMax = 1_000_000

/** What a forecast starts from: a fit, or its model with another day's variance. */
export type ForecastState = Pick<GarchFit, 'model' | 'parameters' | 'nextVariance'>

/** Variances to come, as seen from the last return of a fit. */
export type VarianceForecast = {
  /** Of the return 1, 2, ... steps ahead. */
  readonly variances: Float64Array
  /** Of the sum of the returns up to 1, 2, ... steps ahead: the running sum of `variances`. */
  readonly aggregated: Float64Array
  /**
   * `'arithmetic'`: expected variances. `'geometric'`: the exponential of expected log variances,
   * given where the expected variance is infinite.
   */
  readonly average: 'arithmetic' | 'geometric'
}

/**
 * The term structure of variance, in closed form.
 *
 * A GARCH or GJR goes back to its long-run variance by its persistence at each step. An EGARCH with
 * normal z has a product of expected exponentials; with Student-t z none of them is finite, and the
 * forecast is geometric.
 *
 * @param horizonSteps - 1 to 1,000,000.
 * @throws ArgumentError when `horizonSteps` is not whole or out of range.
 * @see Nelson 1991, theorem A1.2. Golden numbers: arch 8.0.0 `forecast`, analytic and simulated.
 */
export function forecastVariance(fit: ForecastState, horizonSteps: number): VarianceForecast {
  requireWhole('horizonSteps', horizonSteps, 1, horizonMax)
  requireRecord('fit', fit)
  const { model, parameters } = fit
  requireRecord('fit.model', model)
  requireRecord('fit.parameters', parameters)
  const variances = new Float64Array(horizonSteps)
  variances[0] = fit.nextVariance
  if (model.kind === 'egarch') fillEgarch(variances, parameters, model.innovation === 'normal')
  else {
    const persistence = persistenceOf(model.kind, parameters)
    for (let step = 1; step < horizonSteps; step += 1)
      variances[step] = parameters.omega + persistence * (variances[step - 1] as number)
  }
  const aggregated = new Float64Array(horizonSteps)
  let sum = 0
  for (let step = 0; step < horizonSteps; step += 1) {
    sum += variances[step] as number
    aggregated[step] = sum
  }
  const isGeometric = model.kind === 'egarch' && model.innovation === 'student-t'
  return { variances, aggregated, average: isGeometric ? 'geometric' : 'arithmetic' }
}

/**
 * The variance that forecasts go to.
 *
 * @returns Of an EGARCH exp(omega / (1 - beta)), the geometric mean. `undefined` when the
 *   persistence stands at its limit: forecasts then go nowhere that returns tell, and omega over
 *   what is left of 1 says only where the limit is.
 */
export function longRunVariance(fit: GarchFit): number | undefined {
  requireRecord('fit', fit)
  const { parameters, persistence, model } = fit
  if (!(persistence < 1) || fit.limits.includes('persistence')) return undefined
  const level = parameters.omega / (1 - persistence)
  return model.kind === 'egarch' ? Math.exp(level) : level
}

/** The variance of an ordinary day. */
export type UsualVariance = {
  readonly variance: number
  readonly of: 'long-run' | 'sample'
}

/**
 * The variance around which `newsImpact` is taken: the long-run one, and where there is none the
 * mean of the sample's path.
 */
export function usualVariance(fit: GarchFit): UsualVariance {
  const variance = longRunVariance(fit)
  if (variance !== undefined) return { variance, of: 'long-run' }
  return { variance: mean(fit.variances) ?? fit.nextVariance, of: 'sample' }
}

/**
 * The news impact curve: tomorrow's variance after a day with this residual.
 *
 * @param residual - Return less mean, in the unit of the returns.
 * @param today - Variance of that day, above 0. That of `usualVariance` when left out.
 * @throws ArgumentError when `residual` is not finite, or `today` not finite and above 0.
 * @see Engle and Ng, "Measuring and testing the impact of news on volatility", 1993.
 */
export function newsImpact(
  fit: GarchFit,
  residual: number,
  today: number = usualVariance(fit).variance,
): number {
  requireFinite('residual', residual)
  requirePositive('today', today)
  requireRecord('fit', fit)
  return nextVariance(fit.model.kind, fit.parameters, today, residual)
}

/**
 * k steps on, ln h = omega (1 + beta + ...) + beta^k ln h + the shocks g(z) weighted 1, beta, ...:
 * independent, so that the expectation of the exponential is a product.
 */
function fillEgarch(variances: Float64Array, parameters: GarchParameters, isNormal: boolean): void {
  const { omega, beta } = parameters
  let logLevel = Math.log(variances[0] as number)
  let logLift = 0
  let weight = 1
  for (let step = 1; step < variances.length; step += 1) {
    logLevel = omega + beta * logLevel
    if (isNormal) logLift += Math.log(expectedShock(parameters, weight))
    weight *= beta
    variances[step] = Math.exp(logLevel + logLift)
  }
}

/** E exp(weight × g(z)) for a normal z, g(z) being alpha (|z| - √(2/π)) + gamma z. */
function expectedShock({ alpha, gamma }: GarchParameters, weight: number): number {
  const up = weight * (alpha + gamma)
  const down = weight * (alpha - gamma)
  const sides =
    Math.exp(0.5 * up * up) * normalCdf(up) + Math.exp(0.5 * down * down) * normalCdf(down)
  return Math.exp(-weight * alpha * normalAbsoluteMean) * sides
}
