import { requireSameLength, requireSeries, requireWhole } from '../argument.ts'

/**
 * The chance of each state `steps` steps from now.
 *
 * @param probabilities - Of each state now.
 * @param transition - Row-major, states x states, rows sum to one.
 * @param steps - Whole, 0 or more; 0 gives `probabilities` again.
 */
export function predictStates(
  probabilities: Float64Array,
  transition: Float64Array,
  steps: number,
): Float64Array {
  requireWhole('steps', steps, 0)
  requireSeries('probabilities', probabilities, 1)
  const states = probabilities.length
  requireSameLength('rows', { length: states * states }, 'transition', transition)
  const now = Float64Array.from(probabilities)
  const next = new Float64Array(states)
  for (let step = 0; step < steps; step += 1) {
    stepAhead(now, transition, next)
    now.set(next)
  }
  return now
}

/** Writes the chances one step after `now` into `next`. */
export function stepAhead(now: Float64Array, transition: Float64Array, next: Float64Array): void {
  const states = now.length
  next.fill(0)
  for (let i = 0, at = 0; i < states; i += 1) {
    const share = now[i] as number
    for (let j = 0; j < states; j += 1, at += 1)
      next[j] = (next[j] as number) + share * (transition[at] as number)
  }
}
