/**
 * The forward and backward passes, scaled so that nothing underflows, with room for `rowsMax`
 * observations. Answers stay in the fields until the next run.
 *
 * @see Rabiner, "A tutorial on hidden Markov models", 1989, section V.A.
 */
export class StateSmoother {
  readonly #states: number
  /** Chance of each state given all observations: rows x states. */
  readonly posterior: Float64Array
  /** Expected number of moves from each state to each: states x states. */
  readonly moves: Float64Array
  /** Chance of each state given the observations up to it: rows x states. */
  readonly filtered: Float64Array
  /** Likelihood of each observation in each state over what the row was scaled by. */
  readonly #density: Float64Array
  readonly #scale: Float64Array
  readonly #columns: Float64Array
  readonly #ahead: Float64Array
  readonly #behind: Float64Array

  constructor(states: number, rowsMax: number) {
    this.#states = states
    this.posterior = new Float64Array(rowsMax * states)
    this.moves = new Float64Array(states * states)
    this.filtered = new Float64Array(rowsMax * states)
    this.#density = new Float64Array(rowsMax * states)
    this.#scale = new Float64Array(rowsMax)
    this.#columns = new Float64Array(states * states)
    this.#ahead = new Float64Array(states)
    this.#behind = new Float64Array(states)
  }

  /**
   * Smooths `rows` observations.
   *
   * @param logDensity - Rows x states.
   * @returns The log-likelihood; -Infinity when the model cannot have made the observations, and
   *   then the fields mean nothing.
   */
  run(
    start: Float64Array,
    transition: Float64Array,
    logDensity: Float64Array,
    rows: number,
  ): number {
    const logLikelihood = this.filter(start, transition, logDensity, rows)
    if (logLikelihood > Number.NEGATIVE_INFINITY) this.#smooth(transition, rows)
    return logLikelihood
  }

  /** The forward pass alone: fills `filtered`. @returns As `run` does. */
  filter(
    start: Float64Array,
    transition: Float64Array,
    logDensity: Float64Array,
    rows: number,
  ): number {
    const n = this.#states
    for (let i = 0; i < n; i += 1)
      for (let j = 0; j < n; j += 1) this.#columns[j * n + i] = transition[i * n + j] as number
    this.#ahead.set(start)
    let logLikelihood = this.#scaleDensities(logDensity, rows)
    for (let t = 0; t < rows; t += 1) {
      if (t > 0) this.#predict(t)
      let sum = this.#weigh(t)
      if (sum === 0) {
        logLikelihood += this.#rescale(logDensity, t)
        sum = this.#weigh(t)
        if (!(sum > 0)) return Number.NEGATIVE_INFINITY
      }
      this.#scale[t] = sum
      logLikelihood += Math.log(sum)
      for (let at = t * n; at < (t + 1) * n; at += 1)
        this.filtered[at] = (this.filtered[at] as number) / sum
    }
    return logLikelihood
  }

  /** Densities of each row over the largest of the row. @returns The sum of the logs taken out. */
  #scaleDensities(logDensity: Float64Array, rows: number): number {
    const n = this.#states
    const density = this.#density
    let sum = 0
    for (let t = 0, at = 0; t < rows; t += 1) {
      let largest = Number.NEGATIVE_INFINITY
      for (let k = 0; k < n; k += 1) {
        const value = logDensity[at + k] as number
        if (value > largest) largest = value
      }
      if (largest === Number.NEGATIVE_INFINITY) return largest
      sum += largest
      for (let k = 0; k < n; k += 1, at += 1)
        density[at] = Math.exp((logDensity[at] as number) - largest)
    }
    return sum
  }

  /** The chances before observation `t`. */
  #predict(t: number): void {
    const n = this.#states
    const from = (t - 1) * n
    for (let j = 0, at = 0; j < n; j += 1) {
      let sum = 0
      for (let i = 0; i < n; i += 1, at += 1)
        sum += (this.filtered[from + i] as number) * (this.#columns[at] as number)
      this.#ahead[j] = sum
    }
  }

  #weigh(t: number): number {
    const n = this.#states
    let sum = 0
    for (let j = 0, at = t * n; j < n; j += 1, at += 1) {
      const weight = (this.#ahead[j] as number) * (this.#density[at] as number)
      this.filtered[at] = weight
      sum += weight
    }
    return sum
  }

  /**
   * Where every state that can be reached lies e^-745 below one that cannot: the row is scaled by
   * the largest of those that can. @returns What that takes out more, in logs.
   */
  #rescale(logDensity: Float64Array, t: number): number {
    const n = this.#states
    let largest = Number.NEGATIVE_INFINITY
    let before = Number.NEGATIVE_INFINITY
    for (let k = 0; k < n; k += 1) {
      const value = logDensity[t * n + k] as number
      if (value > before) before = value
      if ((this.#ahead[k] as number) > 0 && value > largest) largest = value
    }
    for (let k = 0; k < n; k += 1) {
      const isReached = (this.#ahead[k] as number) > 0 && largest > Number.NEGATIVE_INFINITY
      const gap = (logDensity[t * n + k] as number) - largest
      this.#density[t * n + k] = isReached ? Math.exp(gap) : 0
    }
    return largest - before
  }

  #smooth(transition: Float64Array, rows: number): void {
    const n = this.#states
    const last = (rows - 1) * n
    this.moves.fill(0)
    this.#behind.fill(1)
    for (let at = last; at < last + n; at += 1) this.posterior[at] = this.filtered[at] as number
    for (let t = rows - 2; t >= 0; t -= 1) this.#stepBack(transition, t)
    // Each move was counted without its own chance, which is the same at every step.
    for (let at = 0; at < n * n; at += 1)
      this.moves[at] = (this.moves[at] as number) * (transition[at] as number)
  }

  #stepBack(transition: Float64Array, t: number): void {
    const n = this.#states
    const { moves, filtered } = this
    const ahead = this.#ahead
    const behind = this.#behind
    const scale = this.#scale[t + 1] as number
    for (let j = 0, at = (t + 1) * n; j < n; j += 1, at += 1)
      ahead[j] = ((this.#density[at] as number) * (behind[j] as number)) / scale
    for (let i = 0, at = 0, row = t * n; i < n; i += 1, row += 1) {
      const share = filtered[row] as number
      let sum = 0
      for (let j = 0; j < n; j += 1, at += 1) {
        const weight = ahead[j] as number
        sum += (transition[at] as number) * weight
        moves[at] = (moves[at] as number) + share * weight
      }
      behind[i] = sum
      this.posterior[row] = share * sum
    }
  }
}
