import { dayUs } from '../../domain/index.ts'
import { fitGarch, type GarchFit } from '../../quant/index.ts'
import type { MarketRiskOptions } from './market-risk-options.ts'

/** Places of what is remembered of an instrument beside its returns. */
const meanAt = 0
const omegaAt = 1
const alphaAt = 2
const betaAt = 3
/** h of the next return; 0 where there is no model. */
const varianceAt = 4
/** Returns taken in, ever. */
const countAt = 5
/** Microseconds from which the model is to be fitted again. */
const dueAt = 6
const width = 7

/**
 * A GARCH(1,1) with Student t innovations for each instrument, on the returns of the grid: fitted
 * every so many days to the last returns, carried on by its recursion in between. One sample fits
 * one model at the most, so that no bar waits for all of them. A fit that did not converge leaves
 * no model.
 *
 * The fit starts from the same few points each time and takes no chance: the same returns give the
 * same bits.
 */
export class GarchForecasts {
  readonly #stepsPerDay: number
  readonly #refitUs: number
  readonly #max: number
  readonly #min: number
  /** The last returns of each instrument, a ring each. */
  readonly #rings: Float64Array
  readonly #states: Float64Array

  constructor(instruments: number, { gridUs, refitDays, fitReturns }: MarketRiskOptions) {
    this.#stepsPerDay = Math.max(1, Math.round(dayUs / gridUs))
    this.#refitUs = refitDays * dayUs
    this.#max = fitReturns[0]
    this.#min = fitReturns[1]
    this.#rings = new Float64Array(instruments * this.#max)
    this.#states = new Float64Array(instruments * width)
  }

  /** Takes in a sample at `ts`. @param steps - Each return is over as many; 0 is none. */
  update(ts: number, returns: Float64Array, steps: Float64Array): void {
    let isFitted = false
    for (let i = 0; i < returns.length; i += 1) {
      if (steps[i] === 0) continue
      this.take(i, returns, steps)
      if (isFitted || !this.#isDue(i, ts)) continue
      this.#fit(i, ts)
      isFitted = true
    }
  }

  /** Variance of the return over the next day; NaN where there is no model. */
  dayVariance(i: number): number {
    const at = i * width
    const h = this.#states[at + varianceAt] as number
    if (!(h > 0)) return Number.NaN
    const omega = this.#states[at + omegaAt] as number
    const persistence = this.#at(at + alphaAt) + this.#at(at + betaAt)
    let [sum, variance] = [0, h]
    for (let step = 0; step < this.#stepsPerDay; step += 1) {
      sum += variance
      variance = omega + persistence * variance
    }
    return sum
  }

  #at(place: number): number {
    return this.#states[place] as number
  }

  /** Takes in the return of one instrument. */
  take(i: number, returns: Float64Array, steps: Float64Array): void {
    const value = (returns[i] as number) / Math.sqrt(steps[i] as number)
    const at = i * width
    const count = this.#at(at + countAt)
    this.#rings[i * this.#max + (count % this.#max)] = value
    this.#states[at + countAt] = count + 1
    const h = this.#at(at + varianceAt)
    if (h === 0) return
    const residual = value - this.#at(at + meanAt)
    const news = this.#at(at + alphaAt) * residual * residual
    this.#states[at + varianceAt] = this.#at(at + omegaAt) + news + this.#at(at + betaAt) * h
  }

  #isDue(i: number, ts: number): boolean {
    const at = i * width
    return this.#at(at + countAt) >= this.#min && ts >= this.#at(at + dueAt)
  }

  #fit(i: number, ts: number): void {
    const at = i * width
    this.#states[at + dueAt] = ts + this.#refitUs
    const fit = fitGarch(this.#lastReturns(i), { innovation: 'student-t' })
    this.#states.fill(0, at, at + countAt)
    if (fit !== undefined && isSound(fit)) {
      const { mean, omega, alpha, beta } = fit.parameters
      this.#states.set([mean, omega, alpha, beta, fit.nextVariance], at)
    }
  }

  /** In the order of their times. */
  #lastReturns(i: number): Float64Array {
    const count = this.#at(i * width + countAt)
    const size = Math.min(count, this.#max)
    const ring = this.#rings.subarray(i * this.#max, (i + 1) * this.#max)
    return Float64Array.from({ length: size }, (_, k) => ring[(count - size + k) % this.#max] ?? 0)
  }

  /** All that is remembered. */
  get memory(): readonly Float64Array[] {
    return [this.#rings, this.#states]
  }
}

function isSound({ hasConverged, nextVariance, persistence }: GarchFit): boolean {
  return hasConverged && nextVariance > 0 && Number.isFinite(nextVariance) && persistence < 1
}
