import { ArgumentError, requireWhole } from '../argument.ts'
import { type HiddenMarkov, requireHiddenMarkov } from './hidden-markov.ts'
import { stationaryLaw } from './stationary-law.ts'

/** What each state's observations are like, in one dimension. */
export type StateMoments = {
  /** Mean return of each state. */
  readonly means: Float64Array
  /** Standard deviation of the return of each state. */
  readonly volatilities: Float64Array
}

/** What a regime is known by. */
export type RegimeLaw = StateMoments & {
  /** Share of time in each state in the long run. */
  readonly shares: Float64Array
  readonly transition: Float64Array
}

/**
 * Mean, volatility and long-run share of each state, of one dimension of the observations. Where
 * the long run depends on the start, each state counts alike.
 *
 * @param dimension - Which one is the return.
 * @throws ArgumentError when the model's states have no mean and volatility: counts and symbols.
 */
export function regimeLaw(model: HiddenMarkov, dimension: number): RegimeLaw {
  requireHiddenMarkov(model)
  const { states, transition } = model
  const own = stateMoments(model, dimension)
  const shares = stationaryLaw(transition) ?? new Float64Array(states).fill(1 / states)
  return { ...own, shares, transition }
}

/** The mean and volatility of each state of a model that is one. @throws As `regimeLaw`. */
export function stateMoments(model: HiddenMarkov, dimension: number): StateMoments {
  const { emission, states } = model
  const { dimensions, kind } = emission
  requireWhole('dimension', dimension, 0, dimensions - 1)
  if (kind === 'poisson' || kind === 'discrete')
    throw new ArgumentError(`regimes are told apart by mean and volatility, which ${kind} has not`)
  const means = new Float64Array(states)
  const volatilities = new Float64Array(states)
  for (let k = 0; k < states; k += 1) {
    const at = k * dimensions + dimension
    const diagonal = at * dimensions + dimension
    const centres = kind === 'student-t' ? emission.locations : emission.means
    means[k] = centres[at] as number
    if (kind === 'diagonal-gaussian') volatilities[k] = Math.sqrt(emission.variances[at] as number)
    if (kind === 'full-gaussian')
      volatilities[k] = Math.sqrt(emission.covariances[diagonal] as number)
    if (kind === 'student-t') {
      const degrees = emission.degrees[k] as number
      const scatter = emission.scatters[diagonal] as number
      volatilities[k] = Math.sqrt((scatter * degrees) / (degrees - 2))
    }
  }
  return { means, volatilities }
}
