import {
  backFew,
  backMany,
  type BackStep,
  type ForwardStep,
  predictFew,
  predictMany,
  weigh,
} from './smoother-steps.ts'
import { fewStates } from './viterbi-steps.ts'

/** Likelihoods of a row below this are scaled anew, and products below it are put into logs. */
const tiny = 1e-280

/** Chances below this count as none: their inverse is no number. */
const chanceMin = 1e-300

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
  /** The chain by the state gone to, and by the state come from, `#width` apart. */
  readonly #columns: Float64Array
  readonly #transition: Float64Array
  readonly #steps: Float64Array
  readonly #width: number
  readonly #now: Float64Array
  readonly #ahead: Float64Array
  readonly #behind: Float64Array

  constructor(states: number, rowsMax: number) {
    const width = Math.max(states, fewStates)
    this.#states = states
    this.#width = width
    this.posterior = new Float64Array(rowsMax * states)
    this.moves = new Float64Array(states * states)
    this.filtered = new Float64Array(rowsMax * states)
    this.#density = new Float64Array(rowsMax * states)
    this.#scale = new Float64Array(rowsMax)
    this.#columns = new Float64Array(states * width)
    this.#transition = new Float64Array(states * width)
    this.#steps = new Float64Array(states * width)
    this.#now = new Float64Array(width)
    this.#ahead = new Float64Array(width)
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
    const logLikelihood = this.#filter(start, transition, logDensity, rows)
    if (logLikelihood > Number.NEGATIVE_INFINITY) this.#smooth(transition, rows)
    return logLikelihood
  }

  #filter(
    start: Float64Array,
    transition: Float64Array,
    logDensity: Float64Array,
    rows: number,
  ): number {
    this.#setChain(transition)
    this.#ahead.set(start)
    const step: ForwardStep = {
      states: this.#states,
      columns: this.#columns,
      density: this.#density,
      filtered: this.filtered,
      now: this.#now,
      ahead: this.#ahead,
    }
    const predict = this.#width === fewStates ? predictFew : predictMany
    let logLikelihood = this.#scaleDensities(logDensity, rows)
    // Logs are slow: those of many rows are taken at once, before their product gets too small.
    let product = 1
    for (let t = 0; t < rows; t += 1) {
      if (t > 0) predict(step)
      let sum = weigh(step, t)
      if (!(sum > tiny)) {
        logLikelihood += this.#rescale(logDensity, t)
        sum = weigh(step, t)
        if (!(sum > tiny)) return Number.NEGATIVE_INFINITY
      }
      this.#scale[t] = sum
      if (product * sum < tiny) {
        logLikelihood += Math.log(product)
        product = 1
      }
      product *= sum
    }
    return logLikelihood + Math.log(product)
  }

  #setChain(transition: Float64Array): void {
    const n = this.#states
    const width = this.#width
    for (let i = 0; i < n; i += 1)
      for (let j = 0; j < n; j += 1) {
        const share = transition[i * n + j] as number
        this.#columns[j * width + i] = share
        this.#transition[i * width + j] = share
      }
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

  /**
   * Where every state that can be now lies far below one that cannot: the row is scaled so that the
   * largest of chance times density is one. @returns What that takes out more, in logs.
   */
  #rescale(logDensity: Float64Array, t: number): number {
    const n = this.#states
    let largest = Number.NEGATIVE_INFINITY
    let before = Number.NEGATIVE_INFINITY
    for (let k = 0; k < n; k += 1) {
      const value = logDensity[t * n + k] as number
      const chance = this.#ahead[k] as number
      before = Math.max(before, value)
      if (chance > chanceMin) largest = Math.max(largest, Math.log(chance) + value)
    }
    for (let k = 0; k < n; k += 1) {
      const isReached = (this.#ahead[k] as number) > chanceMin && largest > Number.NEGATIVE_INFINITY
      const gap = (logDensity[t * n + k] as number) - largest
      this.#density[t * n + k] = isReached ? Math.exp(gap) : 0
    }
    return largest - before
  }

  #smooth(transition: Float64Array, rows: number): void {
    const n = this.#states
    const width = this.#width
    const last = (rows - 1) * n
    this.#steps.fill(0)
    this.#ahead.fill(0)
    this.#behind.fill(1)
    for (let at = last; at < last + n; at += 1) this.posterior[at] = this.filtered[at] as number
    const step: BackStep = {
      filtered: this.filtered,
      posterior: this.posterior,
      density: this.#density,
      transition: this.#transition,
      steps: this.#steps,
      ahead: this.#ahead,
      behind: this.#behind,
    }
    const back = width === fewStates ? backFew : backMany
    for (let t = rows - 2; t >= 0; t -= 1) back(step, t, this.#scale[t + 1] as number)
    // Each move was counted without its own chance, which is the same at every step.
    for (let i = 0; i < n; i += 1)
      for (let j = 0; j < n; j += 1)
        this.moves[i * n + j] =
          (this.#steps[i * width + j] as number) * (transition[i * n + j] as number)
  }
}
