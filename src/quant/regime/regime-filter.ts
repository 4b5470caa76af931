import { requireBetween, requireSameLength, requireWhole } from '../argument.ts'
import { type Resumable, savedAt, savedNumbers } from '../resumable.ts'
import { sumOf } from '../sum-of.ts'
import { type HiddenMarkov, requireHiddenMarkov } from './hidden-markov.ts'
import { logDensityOf, type LogDensity } from './log-density.ts'
import { stepAhead } from './predict-states.ts'

/**
 * The chance of each state as observations arrive, one at a time: what `expectStates` calls
 * filtered, without the future. An update makes no objects.
 */
export class RegimeFilter implements Resumable {
  readonly states: number
  readonly #model: HiddenMarkov
  readonly #density: LogDensity
  readonly #logDensity: Float64Array
  readonly #now: Float64Array
  readonly #ahead: Float64Array
  readonly #single: Float64Array = new Float64Array(1)
  #logLikelihood = 0
  #count = 0

  /** @throws ArgumentError when the model is not one. */
  constructor(model: HiddenMarkov) {
    requireHiddenMarkov(model)
    this.states = model.states
    this.#model = model
    this.#density = logDensityOf(model.emission, model.states)
    this.#logDensity = new Float64Array(model.states)
    this.#now = Float64Array.from(model.start)
    this.#ahead = new Float64Array(model.states)
  }

  /** Observations seen. */
  get count(): number {
    return this.#count
  }

  /** Log-likelihood of all observations seen. */
  get logLikelihood(): number {
    return this.#logLikelihood
  }

  /**
   * Takes one observation.
   *
   * @returns The log density it had before it was seen. -Infinity when the model cannot make it:
   *   then the states stay where the chain alone would have taken them.
   * @throws ArgumentError when it has not the model's dimensions, is not finite or, for counts and
   *   symbols, not whole.
   */
  update(observation: Float64Array): number {
    this.#require(observation)
    this.#density(observation, 1, this.#logDensity)
    if (this.#count > 0) this.#step(this.#now)
    const log = this.#weigh()
    this.#count += 1
    this.#logLikelihood += log
    return log
  }

  /** The same where an observation is one number. */
  updateValue(value: number): number {
    this.#single[0] = value
    return this.update(this.#single)
  }

  /** The chance of `state` now: before the first observation, the model's start. */
  probability(state: number): number {
    requireWhole('state', state, 0, this.states - 1)
    return this.#now[state] as number
  }

  /** The most likely state now; of equals the lowest. */
  mostLikely(): number {
    let best = 0
    for (let k = 1; k < this.states; k += 1)
      if ((this.#now[k] as number) > (this.#now[best] as number)) best = k
    return best
  }

  /** Writes the chance of each state `steps` steps from now into `out`. 0 is now. */
  predict(steps: number, out: Float64Array): void {
    requireWhole('steps', steps, 0)
    requireSameLength('states', this.#now, 'out', out)
    out.set(this.#now)
    for (let step = 0; step < steps; step += 1) this.#step(out)
  }

  /** The count, the log-likelihood (the least number there is for -Infinity), the chances. */
  save(): readonly number[] {
    return [this.#count, Math.max(-Number.MAX_VALUE, this.#logLikelihood), ...this.#now]
  }

  load(saved: unknown): void {
    const numbers = savedNumbers(saved, 2 + this.states)
    const chances = Float64Array.from(numbers.slice(2))
    requireWhole('saved count', savedAt(numbers, 0), 0)
    for (const chance of chances) requireBetween('saved chances', chance, 0, 1)
    requireBetween('sum of saved chances', sumOf(chances), 1 - 1e-6, 1 + 1e-6)
    const logLikelihood = savedAt(numbers, 1)
    this.#count = savedAt(numbers, 0)
    this.#logLikelihood =
      logLikelihood === -Number.MAX_VALUE ? Number.NEGATIVE_INFINITY : logLikelihood
    this.#now.set(chances)
  }

  /** Back to before the first observation. */
  reset(): void {
    this.#now.set(this.#model.start)
    this.#logLikelihood = 0
    this.#count = 0
  }

  #require(observation: Float64Array): void {
    const { emission } = this.#model
    const { dimensions, kind } = emission
    requireSameLength('dimensions', { length: dimensions }, 'observation', observation)
    for (let d = 0; d < dimensions; d += 1) {
      const value = observation[d] as number
      requireBetween('observation', value, -Number.MAX_VALUE, Number.MAX_VALUE)
      if (kind === 'poisson') requireWhole('observation', value, 0)
      if (kind === 'discrete') requireWhole('observation', value, 0, emission.symbols - 1)
    }
  }

  /** Moves chances one step on. */
  #step(chances: Float64Array): void {
    stepAhead(chances, this.#model.transition, this.#ahead)
    chances.set(this.#ahead)
  }

  /** Bayes' rule. States that cannot be now must not set the scale: theirs may be the largest. */
  #weigh(): number {
    let largest = Number.NEGATIVE_INFINITY
    for (let k = 0; k < this.states; k += 1) {
      const value = this.#logDensity[k] as number
      if ((this.#now[k] as number) > 0 && value > largest) largest = value
    }
    if (largest === Number.NEGATIVE_INFINITY) return largest
    let sum = 0
    for (let k = 0; k < this.states; k += 1) {
      const share = this.#now[k] as number
      const weight = share > 0 ? share * Math.exp((this.#logDensity[k] as number) - largest) : 0
      this.#ahead[k] = weight
      sum += weight
    }
    for (let k = 0; k < this.states; k += 1) this.#now[k] = (this.#ahead[k] as number) / sum
    return largest + Math.log(sum)
  }
}
