import { requireOneOf } from '../argument.ts'

/** Normal, with no correlation between dimensions. Row-major: states x dimensions. */
export type DiagonalGaussian = {
  readonly kind: 'diagonal-gaussian'
  readonly dimensions: number
  readonly means: Float64Array
  readonly variances: Float64Array
}

/** Normal. `covariances` are states x dimensions x dimensions. */
export type FullGaussian = {
  readonly kind: 'full-gaussian'
  readonly dimensions: number
  readonly means: Float64Array
  readonly covariances: Float64Array
}

/** Student t around `locations`; `scatters` are not covariances: times degrees/(degrees - 2). */
export type StudentT = {
  readonly kind: 'student-t'
  readonly dimensions: number
  readonly locations: Float64Array
  readonly scatters: Float64Array
  /** Of each state, above 2. */
  readonly degrees: Float64Array
}

/** Counts. One dimension. */
export type PoissonCounts = {
  readonly kind: 'poisson'
  readonly dimensions: 1
  readonly rates: Float64Array
}

/** Whole numbers from 0 to `symbols` - 1. `probabilities` are states x symbols. */
export type DiscreteSymbols = {
  readonly kind: 'discrete'
  readonly dimensions: 1
  readonly symbols: number
  readonly probabilities: Float64Array
}

/** What each state of a hidden Markov model lets us see. */
export type Emission = DiagonalGaussian | FullGaussian | StudentT | PoissonCounts | DiscreteSymbols

/** Declines a kind of emission that is none. */
export function requireEmissionKind(name: string, kind: Emission['kind']): void {
  requireOneOf(name, kind, [
    'diagonal-gaussian',
    'full-gaussian',
    'student-t',
    'poisson',
    'discrete',
  ])
}

/** How many free numbers the emission of `states` states has, for AIC and BIC. */
export function emissionParameters(emission: Emission, states: number): number {
  const { dimensions } = emission
  const symmetric = (dimensions * (dimensions + 1)) / 2
  if (emission.kind === 'diagonal-gaussian') return states * 2 * dimensions
  if (emission.kind === 'full-gaussian') return states * (dimensions + symmetric)
  if (emission.kind === 'student-t') return states * (dimensions + symmetric + 1)
  if (emission.kind === 'poisson') return states
  return states * (emission.symbols - 1)
}
