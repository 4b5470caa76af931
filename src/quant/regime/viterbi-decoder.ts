/**
 * Finds the most likely path through the states, in logs, with room for `rowsMax` observations.
 * Of paths that are equally likely, the one that ends in, and comes from, the lower state.
 *
 * @see Viterbi 1967; Rabiner 1989, section III.B.
 */
export class ViterbiDecoder {
  readonly #states: number
  /** Log chances of coming from each state, by the state gone to. */
  readonly #arrivals: Float64Array
  readonly #logStart: Float64Array
  readonly #from: Uint8Array
  #scores: Float64Array
  #next: Float64Array

  constructor(start: Float64Array, transition: Float64Array, rowsMax: number) {
    const states = start.length
    this.#states = states
    this.#logStart = start.map(Math.log)
    this.#arrivals = new Float64Array(states * states)
    for (let i = 0; i < states; i += 1)
      for (let j = 0; j < states; j += 1)
        this.#arrivals[j * states + i] = Math.log(transition[i * states + j] as number)
    this.#from = new Uint8Array(rowsMax * states)
    this.#scores = new Float64Array(states)
    this.#next = new Float64Array(states)
  }

  /**
   * Writes the path of `rows` observations into `path`.
   *
   * @param logDensity - Rows x states.
   * @returns The log of the joint likelihood of path and observations; -Infinity when no path can
   *   have made them, and then the path means nothing.
   */
  decode(logDensity: Float64Array, rows: number, path: Uint8Array): number {
    const n = this.#states
    for (let j = 0; j < n; j += 1)
      this.#scores[j] = (this.#logStart[j] as number) + (logDensity[j] as number)
    for (let t = 1; t < rows; t += 1) this.#advance(logDensity, t * n)
    let best = 0
    for (let j = 1; j < n; j += 1)
      if ((this.#scores[j] as number) > (this.#scores[best] as number)) best = j
    path[rows - 1] = best
    for (let t = rows - 1; t > 0; t -= 1)
      path[t - 1] = this.#from[t * n + (path[t] as number)] as number
    return this.#scores[best] as number
  }

  #advance(logDensity: Float64Array, row: number): void {
    const n = this.#states
    const scores = this.#scores
    const next = this.#next
    const arrivals = this.#arrivals
    for (let j = 0, at = 0; j < n; j += 1) {
      let best = (scores[0] as number) + (arrivals[at] as number)
      let from = 0
      at += 1
      for (let i = 1; i < n; i += 1, at += 1) {
        const score = (scores[i] as number) + (arrivals[at] as number)
        if (score > best) {
          best = score
          from = i
        }
      }
      next[j] = best + (logDensity[row + j] as number)
      this.#from[row + j] = from
    }
    this.#scores = next
    this.#next = scores
  }
}
