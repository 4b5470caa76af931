import { requireSeries } from '../argument.ts'
import { advanceFew, advanceMany, fewStates } from './viterbi-steps.ts'

/**
 * Finds the most likely path through the states, in logs, with room for `rowsMax` observations.
 * Of paths that are equally likely, the one that ends in, and comes from, the lower state.
 *
 * @see Viterbi 1967; Rabiner 1989, section III.B.
 */
export class ViterbiDecoder {
  readonly #states: number
  /** Log chances of coming from each state, by the state gone to, `#width` apart. */
  readonly #arrivals: Float64Array
  /** The largest log chance of coming from another state. */
  readonly #easiest: Float64Array
  readonly #width: number
  readonly #logStart: Float64Array
  readonly #from: Uint8Array
  readonly #scores: Float64Array
  readonly #next: Float64Array

  /**
   * @param start - Chance of each state at the first observation.
   * @param transition - Row-major, states x states.
   */
  constructor(start: Float64Array, transition: Float64Array, rowsMax: number) {
    requireSeries('start', start, 1)
    requireSeries('transition', transition, start.length * start.length)
    const states = start.length
    const width = Math.max(states, fewStates)
    this.#states = states
    this.#width = width
    this.#logStart = start.map(Math.log)
    this.#arrivals = new Float64Array(states * width).fill(Number.NEGATIVE_INFINITY)
    this.#easiest = new Float64Array(states).fill(Number.NEGATIVE_INFINITY)
    for (let i = 0; i < states; i += 1)
      for (let j = 0; j < states; j += 1) {
        const log = Math.log(transition[i * states + j] as number)
        this.#arrivals[j * width + i] = log
        if (i !== j && log > (this.#easiest[j] as number)) this.#easiest[j] = log
      }
    this.#from = new Uint8Array(rowsMax * states)
    this.#scores = new Float64Array(width).fill(Number.NEGATIVE_INFINITY)
    this.#next = new Float64Array(width)
  }

  /**
   * Writes the path of `rows` observations into `path`.
   *
   * @param logDensity - Rows x states.
   * @returns The log of the joint likelihood of path and observations; -Infinity when no path can
   *   have made them, and then the path means nothing.
   */
  decode(logDensity: Float64Array, rows: number, path: Uint8Array): number {
    const states = this.#states
    const scores = this.#scores
    const from = this.#from
    for (let j = 0; j < states; j += 1)
      scores[j] = (this.#logStart[j] as number) + (logDensity[j] as number)
    const lattice = { states, rows, logDensity, arrivals: this.#arrivals, scores, from }
    if (this.#width === fewStates) advanceFew(lattice)
    else advanceMany({ ...lattice, easiest: this.#easiest, next: this.#next })
    let best = 0
    for (let j = 1; j < states; j += 1)
      if ((scores[j] as number) > (scores[best] as number)) best = j
    path[rows - 1] = best
    for (let t = rows - 1, state = best; t > 0; t -= 1) {
      state = from[t * states + state] as number
      path[t - 1] = state
    }
    return scores[best] as number
  }
}
