import {
  ArgumentError,
  requireInside,
  requirePositive,
  requireRecord,
  requireWhole,
} from '../argument.ts'
import { isModerate } from '../moderate.ts'
import { type Resumable, savedAt, savedNumbers } from '../resumable.ts'
import { logGamma } from '../special/index.ts'

/** What is believed of a normal process before a stretch of it is seen. */
export type RunLengthOptions = {
  /** Values from one change to the next, on average. Above 1. */
  readonly runLengthMean: number
  /** Of a stretch. */
  readonly mean: number
  readonly deviation: number
  /** Values that belief in the mean is worth. 0.1 when left out: hardly any. */
  readonly meanWeight?: number
  /** Values that belief in the deviation is worth, above 0. 2 when left out. */
  readonly deviationWeight?: number
  /** Longest run that is told apart, 1000 when left out; older values fade. */
  readonly runLengthMax?: number
}

/**
 * Bayesian online change points: after each value, how likely every length of the run since the
 * last change is, for normal values whose mean and variance both change. Work grows with
 * `runLengthMax`; no allocation in an update.
 *
 * @see Adams and MacKay, "Bayesian online changepoint detection", 2007. Golden numbers: the same
 *   written out in numpy 2.4.6 and scipy 1.17.1, without a longest run.
 */
export class RunLengthFilter implements Resumable {
  readonly #hazard: number
  readonly #max: number
  readonly #mean: number
  readonly #meanWeight: number
  readonly #squares: number
  readonly #shape: number
  /** By run length: its probability; mean and half sum of squares believed after it. */
  readonly #probabilities: Float64Array
  readonly #means: Float64Array
  readonly #halves: Float64Array
  /** By run length: the log of what makes a t-density integrate to 1, but for its scale. */
  readonly #constants: Float64Array
  readonly #logs: Float64Array
  #longest = 0

  /** @throws ArgumentError for an option out of range. */
  constructor(options: RunLengthOptions) {
    requireRecord('options', options)
    const { meanWeight = 0.1, deviationWeight = 2, runLengthMax = 1000 } = options
    requireInside('runLengthMean', options.runLengthMean, 1, Number.POSITIVE_INFINITY)
    requireInside('mean', options.mean, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
    requirePositive('deviation', options.deviation)
    requirePositive('meanWeight', meanWeight)
    requirePositive('deviationWeight', deviationWeight)
    requireWhole('runLengthMax', runLengthMax, 2, 1e6)
    this.#hazard = 1 / options.runLengthMean
    this.#max = runLengthMax
    this.#mean = options.mean
    this.#meanWeight = meanWeight
    this.#shape = deviationWeight / 2
    this.#squares = this.#shape * options.deviation * options.deviation
    const size = runLengthMax + 1
    this.#probabilities = new Float64Array(size)
    this.#means = new Float64Array(size)
    this.#halves = new Float64Array(size)
    this.#logs = new Float64Array(size)
    this.#constants = Float64Array.from({ length: size }, (_, run) => {
      const shape = this.#shape + run / 2
      return logGamma(shape + 0.5) - logGamma(shape) - Math.log(2 * Math.PI) / 2
    })
    this.reset()
  }

  /**
   * Takes the newest value.
   *
   * @param value - Left out when not finite, or 1e150 or more in size: its square would overflow.
   * @returns Whether it was taken.
   */
  update(value: number): boolean {
    if (!isModerate(value)) return false
    const highest = this.#weigh(value)
    const [probabilities, logs] = [this.#probabilities, this.#logs]
    let [total, changed] = [0, 0]
    for (let run = 0; run <= this.#longest; run += 1) {
      const weight = (probabilities[run] as number) * Math.exp((logs[run] as number) - highest)
      probabilities[run] = weight * (1 - this.#hazard)
      changed += weight * this.#hazard
      total += weight
    }
    this.#grow(value)
    probabilities[0] = changed
    for (let run = 0; run <= this.#longest; run += 1)
      probabilities[run] = (probabilities[run] as number) / total
    return true
  }

  /** How likely the run since the last change is `length` values long, the newest among them. */
  probabilityOf(length: number): number {
    return this.#probabilities[length] ?? 0
  }

  /** The likeliest length of the run, in values. */
  get runLength(): number {
    let best = 0
    for (let run = 1; run <= this.#longest; run += 1)
      if ((this.#probabilities[run] as number) > (this.#probabilities[best] as number)) best = run
    return best
  }

  /** The length of the run on average, in values. */
  get runLengthExpected(): number {
    let sum = 0
    for (let run = 1; run <= this.#longest; run += 1)
      sum += run * (this.#probabilities[run] as number)
    return sum
  }

  save(): readonly number[] {
    const runs = this.#longest + 1
    const lists = [this.#probabilities, this.#means, this.#halves]
    return lists.flatMap((list) => [...list.subarray(0, runs)])
  }

  load(saved: unknown): void {
    const runs = Array.isArray(saved) ? saved.length / 3 : 0
    requireWhole('runs of saved', runs, 1, this.#max + 1)
    const numbers = savedNumbers(saved, 3 * runs)
    for (let run = 0; run < runs; run += 1)
      if (savedAt(numbers, run) < 0 || !(savedAt(numbers, 2 * runs + run) > 0))
        throw new ArgumentError(`saved must hold what can be, and does not of run ${run}`)
    this.#longest = runs - 1
    this.#probabilities.fill(0)
    this.#probabilities.set(numbers.slice(0, runs))
    this.#means.set(numbers.slice(runs, 2 * runs))
    this.#halves.set(numbers.slice(2 * runs))
  }

  /** Forgets every value: a change is certain. */
  reset(): void {
    this.#longest = 0
    this.#probabilities.fill(0)
    this.#probabilities[0] = 1
    this.#means[0] = this.#mean
    this.#halves[0] = this.#squares
  }

  /** The log density of a value after each run length; the highest of those that are possible. */
  #weigh(value: number): number {
    let highest = Number.NEGATIVE_INFINITY
    for (let run = 0; run <= this.#longest; run += 1) {
      const shape = this.#shape + run / 2
      const weight = this.#meanWeight + run
      const spread = ((this.#halves[run] as number) * (weight + 1)) / weight
      const gap = value - (this.#means[run] as number)
      const log =
        (this.#constants[run] as number) -
        Math.log(spread) / 2 -
        (shape + 0.5) * Math.log1p((gap * gap) / (2 * spread))
      this.#logs[run] = log
      if (log > highest && (this.#probabilities[run] as number) > 0) highest = log
    }
    return highest
  }

  /** Every run is one longer; from the longest down, in place. The last holds all longer ones. */
  #grow(value: number): void {
    const [probabilities, means, halves] = [this.#probabilities, this.#means, this.#halves]
    const from = Math.min(this.#longest, this.#max - 1)
    const overflow = this.#longest === this.#max ? (probabilities[this.#max] as number) : 0
    // Of two runs that become the longest the likelier gives mean and squares.
    const keepsOld = overflow > (probabilities[from] as number)
    if (keepsOld) this.#learn(this.#max, this.#max, value)
    for (let run = from; run >= 0; run -= 1) {
      if (run === from && keepsOld)
        probabilities[run + 1] = overflow + (probabilities[run] as number)
      else {
        this.#learn(run, run + 1, value)
        probabilities[run + 1] = (probabilities[run] as number) + (run === from ? overflow : 0)
      }
    }
    means[0] = this.#mean
    halves[0] = this.#squares
    this.#longest = Math.min(this.#longest + 1, this.#max)
  }

  #learn(run: number, to: number, value: number): void {
    const weight = this.#meanWeight + run
    const mean = this.#means[run] as number
    const gap = value - mean
    this.#means[to] = mean + gap / (weight + 1)
    this.#halves[to] = (this.#halves[run] as number) + (weight * gap * gap) / (2 * (weight + 1))
  }
}
