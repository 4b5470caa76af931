import type { LinearLimit } from './feasible-step.ts'

/**
 * How today's variance h comes from yesterday's residual e and variance, z being e / √h:
 * - `'garch'`: h = omega + alpha e² + beta h;
 * - `'gjr'`: h = omega + (alpha + gamma [e < 0]) e² + beta h;
 * - `'egarch'`: ln h = omega + alpha (|z| - √(2/π)) + gamma z + beta ln h.
 */
export type GarchKind = 'garch' | 'gjr' | 'egarch'

/** The law of z, scaled to variance 1. */
export type Innovation = 'normal' | 'student-t'

/**
 * What stands for e² and h before the first return.
 * - `'mean-square'`: the mean of e², moving with the mean (Bollerslev and Ghysels; fGarch).
 * - `'backcast'`: the mean of the first 75 squared deviations, weighted 0.94, 0.94², ... (arch).
 *
 * An EGARCH starts from the logarithm of it, without a shock.
 */
export type StartVariance = 'mean-square' | 'backcast'

/** A model to be fitted. */
export type GarchModel = {
  readonly kind: GarchKind
  readonly innovation: Innovation
  readonly start: StartVariance
}

/** What a fit estimates. In the units of the returns; omega of an EGARCH is a log variance. */
export type GarchParameters = {
  readonly mean: number
  readonly omega: number
  readonly alpha: number
  /** 0 for `'garch'`. */
  readonly gamma: number
  readonly beta: number
  /** Of freedom, above 2. Infinity for `'normal'`. */
  readonly degrees: number
}

/** A limit that a fit may stand at; `'degrees'` at either end. */
export type GarchLimit = 'omega' | 'alpha' | 'alpha + gamma' | 'beta' | 'persistence' | 'degrees'

/** A limit and what it is called. */
export type NamedLimit = LinearLimit & { readonly name: GarchLimit }

/** Where each parameter stands in the vector that is searched; -1 where the model has it not. */
export type Places = {
  readonly gamma: number
  readonly beta: number
  readonly degrees: number
  readonly size: number
  /** Of those that move the variance: all but the degrees of freedom. */
  readonly pathSize: number
}

export const meanPlace = 0
export const omegaPlace = 1
export const alphaPlace = 2

/** The bounds of arch; beyond 500 a Student-t is a normal. */
const degreesMin = 2.05
const degreesMax = 500
/** How near to 1 the persistence may come. */
const persistenceMax = 1 - 1e-8

/** E|z| of a normal z. Kept for a Student-t too, as arch does: it only moves omega. */
export const normalAbsoluteMean: number = Math.sqrt(2 / Math.PI)

export function placesOf({ kind, innovation }: GarchModel): Places {
  const gamma = kind === 'garch' ? -1 : 3
  const beta = kind === 'garch' ? 3 : 4
  const pathSize = beta + 1
  const degrees = innovation === 'normal' ? -1 : pathSize
  return { gamma, beta, degrees, pathSize, size: innovation === 'normal' ? pathSize : pathSize + 1 }
}

export function toParameters(x: Float64Array, places: Places): GarchParameters {
  const at = (place: number, absent: number): number => x[place] ?? absent
  return {
    mean: at(meanPlace, 0),
    omega: at(omegaPlace, 0),
    alpha: at(alphaPlace, 0),
    gamma: at(places.gamma, 0),
    beta: at(places.beta, 0),
    degrees: at(places.degrees, Number.POSITIVE_INFINITY),
  }
}

export function toVector(parameters: GarchParameters, places: Places): Float64Array {
  const x = new Float64Array(places.size)
  x[meanPlace] = parameters.mean
  x[omegaPlace] = parameters.omega
  x[alphaPlace] = parameters.alpha
  if (places.gamma >= 0) x[places.gamma] = parameters.gamma
  x[places.beta] = parameters.beta
  if (places.degrees >= 0) x[places.degrees] = parameters.degrees
  return x
}

/**
 * The share of today's variance that stays in tomorrow's: alpha + gamma / 2 + beta, the law of z
 * being symmetric; of the log variance, beta, for an EGARCH. Under 1 the model is stationary.
 */
export function persistenceOf(kind: GarchKind, parameters: GarchParameters): number {
  if (kind === 'egarch') return parameters.beta
  return parameters.alpha + parameters.gamma / 2 + parameters.beta
}

/** Keeps the variance positive and the model stationary. For returns with a variance of 1. */
export function limitsOf(model: GarchModel): readonly NamedLimit[] {
  const places = placesOf(model)
  const limit = (
    name: GarchLimit,
    min: number,
    weights: readonly (readonly [number, number])[],
  ): NamedLimit => {
    const row: number[] = Array.from({ length: places.size }, () => 0)
    for (const [place, weight] of weights) row[place] = weight
    return { name, weights: row, min }
  }
  const { gamma, beta, degrees } = places
  const degreesLimits =
    degrees < 0
      ? []
      : [
          limit('degrees', degreesMin, [[degrees, 1]]),
          limit('degrees', -degreesMax, [[degrees, -1]]),
        ]
  if (model.kind === 'egarch')
    // With alpha under 0 the likelihood has no top: the mean can meet a return, whose variance then
    // sinks without end.
    return [
      limit('alpha', 0, [[alphaPlace, 1]]),
      limit('persistence', -persistenceMax, [[beta, -1]]),
      limit('beta', 0, [[beta, 1]]),
      ...degreesLimits,
    ]
  const sum: (readonly [number, number])[] = [
    [alphaPlace, -1],
    [beta, -1],
  ]
  const leverage: NamedLimit[] = []
  if (gamma >= 0) {
    sum.push([gamma, -0.5])
    const fallen = limit('alpha + gamma', 0, [
      [alphaPlace, 1],
      [gamma, 1],
    ])
    leverage.push(fallen)
  }
  return [
    limit('omega', 1e-12, [[omegaPlace, 1]]),
    limit('alpha', 0, [[alphaPlace, 1]]),
    limit('beta', 0, [[beta, 1]]),
    limit('persistence', -persistenceMax, sum),
    ...leverage,
    ...degreesLimits,
  ]
}
