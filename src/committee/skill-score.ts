import type { Json } from '../base/index.ts'

/** Evidence is half forgotten after so much of it, counted in independent outcomes. */
const halfLife = 500
/** Two-sided 90 %. */
const z = 1.6449
/** Independent outcomes before anything is said of an agent. */
const evidenceMin = 20
const coin = Math.LN2
const nearlySure = 1e-6

/**
 * How well the calibrated probabilities of one agent foretold: Brier and logarithmic score, and by
 * how much the latter beats a coin. Forgets slowly.
 *
 * @see Brier 1950; Good 1952 for the logarithmic score.
 */
export class SkillScore {
  #weight = 0
  #brier = 0
  #gain = 0
  #gainSquares = 0

  /** @param p - What it was believed to be, before: out of sample. @param weight - 1 or less. */
  take(p: number, isRight: boolean, weight: number): void {
    const keep = Math.exp((-Math.LN2 * weight) / halfLife)
    const miss = (isRight ? 1 : 0) - p
    const of = Math.max(isRight ? p : 1 - p, nearlySure)
    const gain = coin + Math.log(of)
    this.#weight = keep * this.#weight + weight
    this.#brier = keep * this.#brier + weight * miss * miss
    this.#gain = keep * this.#gain + weight * gain
    this.#gainSquares = keep * this.#gainSquares + weight * gain * gain
  }

  /** In independent outcomes. */
  get evidence(): number {
    return this.#weight
  }

  /** Mean squared error of its probabilities: 0 is perfect, 0.25 a coin. NaN before the first. */
  get brier(): number {
    return this.#brier / this.#weight
  }

  /** Mean logarithmic loss: 0 is perfect, 0.693 a coin. NaN before the first. */
  get logLoss(): number {
    return coin - this.gain
  }

  /** By how much that is less than a coin's. NaN before the first. */
  get gain(): number {
    return this.#gain / this.#weight
  }

  /** Between what `gain` lies with 90 %; all there is before enough has been seen. */
  get interval(): readonly [number, number] {
    if (this.#weight < evidenceMin) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
    const mean = this.gain
    const variance = Math.max(0, this.#gainSquares / this.#weight - mean * mean)
    const half = z * Math.sqrt(variance / this.#weight)
    return [mean - half, mean + half]
  }

  save(): Json {
    return [this.#weight, this.#brier, this.#gain, this.#gainSquares]
  }

  load(state: Json): void {
    const [weight = 0, brier = 0, gain = 0, gainSquares = 0] = state as readonly number[]
    this.#weight = weight
    this.#brier = brier
    this.#gain = gain
    this.#gainSquares = gainSquares
  }
}
