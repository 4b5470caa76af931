import { requireOneOf, requireSeries } from '../argument.ts'
import { mean, variance } from '../moments.ts'
import { freePlaces, type GarchErrors, garchErrors, limitsAt } from './garch-errors.ts'
import {
  type GarchKind,
  type GarchLimit,
  type GarchModel,
  type GarchParameters,
  limitsOf,
  persistenceOf,
  placesOf,
  toParameters,
  toVector,
} from './garch-model.ts'
import { searchGarch } from './garch-search.ts'
import { GarchSurface } from './garch-surface.ts'
import { nextVariance } from './next-variance.ts'

/** A model fitted to returns by maximum likelihood. */
export type GarchFit = {
  readonly model: GarchModel
  readonly parameters: GarchParameters
  /** What the estimates stand at. Empty when the likelihood has its top inside. */
  readonly limits: readonly GarchLimit[]
  /**
   * Standard errors by the inverse Hessian. `undefined` for each parameter that a limit holds, at
   * `'persistence'` alpha, gamma and beta, and for all where it has no inverse.
   */
  readonly errors: GarchErrors
  /** Standard errors that hold when z has another law: Bollerslev and Wooldridge's sandwich. */
  readonly robustErrors: GarchErrors
  readonly logLikelihood: number
  /** -2 `logLikelihood` + 2 × the number of parameters. */
  readonly aic: number
  /** -2 `logLikelihood` + ln(count) × the number of parameters. */
  readonly bic: number
  readonly persistence: number
  /** h of each return, from those before it. */
  readonly variances: Float64Array
  /** z of each return: its residual over √h. */
  readonly standardised: Float64Array
  /** h of the return that comes next. */
  readonly nextVariance: number
  readonly iterations: number
  readonly hasConverged: boolean
}

const returnsMin = 30
/** Variances beyond this leave no room for their squares in a double. */
const varianceMin = 1e-120
const varianceMax = 1e120

/**
 * Fits a GARCH(1,1), GJR-GARCH(1,1) or EGARCH(1,1) with a constant mean by maximum likelihood.
 *
 * Newton steps with exact second derivatives, kept within the limits: omega, alpha, alpha + gamma
 * and beta not negative and the persistence under 1. It starts from the likeliest of a few points
 * whose unconditional variance is the sample's, and from all of them with fewer than 1,000 returns
 * or where the end has no memory.
 *
 * @param returns - 30 or more, in any unit; estimates are those of the same unit.
 * @returns `undefined` when all returns are equal, or their variance is not within 1e-120 to 1e120.
 * @throws ArgumentError when `returns` is too short or not finite, or a choice is none of these.
 * @see Bollerslev 1986; Glosten, Jagannathan and Runkle 1993; Nelson 1991; Fiorentini, Calzolari
 *   and Panattoni 1996. Golden numbers: their benchmark, R fGarch 4022.89, arch 8.0.0.
 */
export function fitGarch(
  returns: Float64Array,
  { kind = 'garch', innovation = 'normal', start = 'mean-square' }: Partial<GarchModel> = {},
): GarchFit | undefined {
  requireSeries('returns', returns, returnsMin)
  requireOneOf('kind', kind, ['garch', 'gjr', 'egarch'])
  requireOneOf('innovation', innovation, ['normal', 'student-t'])
  requireOneOf('start', start, ['mean-square', 'backcast'])
  const model: GarchModel = { kind, innovation, start }
  const centre = mean(returns) ?? 0
  const spread = variance(returns, 0) ?? 0
  if (!(spread > varianceMin && spread < varianceMax)) return undefined
  const deviation = Math.sqrt(spread)
  const scaled = returns.map((value) => (value - centre) / deviation)
  const places = placesOf(model)
  const surface = new GarchSurface(scaled, model, 0)
  const found = searchGarch(surface, model, returns.length)
  const parameters = inUnits(kind, toParameters(found.x, places), centre, deviation)
  surface.load(returns, centre)
  const logLikelihood = -surface.value(toVector(parameters, places))
  if (!Number.isFinite(logLikelihood)) return undefined
  const held = limitsAt(found.x, limitsOf(model))
  return {
    model,
    parameters,
    limits: held.map(({ name }) => name),
    ...garchErrors(surface, places, freePlaces(found.x, held)),
    logLikelihood,
    aic: -2 * logLikelihood + 2 * places.size,
    bic: -2 * logLikelihood + Math.log(returns.length) * places.size,
    persistence: persistenceOf(kind, parameters),
    ...pathOf(surface, kind, parameters),
    iterations: found.iterations,
    hasConverged: found.hasConverged,
  }
}

/** From standardised returns back to returns. */
function inUnits(
  kind: GarchKind,
  scaled: GarchParameters,
  centre: number,
  deviation: number,
): GarchParameters {
  const spread = deviation * deviation
  const omega =
    kind === 'egarch' ? scaled.omega + (1 - scaled.beta) * Math.log(spread) : scaled.omega * spread
  return { ...scaled, mean: centre + deviation * scaled.mean, omega }
}

function pathOf(
  surface: GarchSurface,
  kind: GarchKind,
  parameters: GarchParameters,
): Pick<GarchFit, 'variances' | 'standardised' | 'nextVariance'> {
  const { residuals, states, precisions } = surface.columns
  const variances = kind === 'egarch' ? states.map(Math.exp) : Float64Array.from(states)
  const standardised = residuals.map((e, t) => e * Math.sqrt(precisions[t] as number))
  const last = variances.length - 1
  const [variance, residual] = [variances[last] as number, residuals[last] as number]
  return {
    variances,
    standardised,
    nextVariance: nextVariance(kind, parameters, variance, residual),
  }
}
