import type { Json } from '../../base/index.ts'
import { fitGarch, type ForecastState, forecastVariance, GarchVariance } from '../../quant/index.ts'
import type { Mind } from '../mind.ts'
import type { Peer } from '../peer.ts'

/** How returns are cut, fitted and looked ahead of. */
export type VarianceWatchOptions = {
  /** Length of a step, over which a return is taken; that of the bars, where these are longer. */
  readonly stepUs: number
  /** Returns of a fit. */
  readonly window: number
  /** Steps from fit to fit. */
  readonly refit: number
  /** Steps a forecast looks ahead. */
  readonly ahead: number
}

/**
 * A GARCH(1,1) of one instrument, fitted anew every `refit` steps and carried on by each return in
 * between. Steps and fits stand on a grid of UTC, so what it says is a function of the closes
 * alone: it comes to the same whenever it is asked first, and asking twice changes nothing. What it
 * remembers spares work.
 */
export class VarianceWatch implements Mind {
  readonly #options: VarianceWatchOptions
  readonly #returns: Float64Array
  /** Length of a step. Unit: us. */
  #stepUs: number
  /** The step that is taken in already; -1 before the first. */
  #step = -1
  /** The step of the last fit, tried or done; -1 before the first. */
  #fitted = -1
  #state: ForecastState | undefined
  #path: GarchVariance | undefined
  #deviation = Number.NaN

  constructor(options: VarianceWatchOptions) {
    this.#options = options
    this.#stepUs = options.stepUs
    this.#returns = new Float64Array(options.window)
  }

  /** Deviation of a step, as forecast for the steps ahead; NaN where nothing could be fitted. */
  get deviation(): number {
    return this.#deviation
  }

  /**
   * Takes in what has closed since it looked last.
   *
   * @param own - Closes of the instrument it watches. @param barUs - Length of its bars.
   */
  look(own: Peer, barUs: number): void {
    const { refit } = this.#options
    this.#stepUs = Math.max(this.#options.stepUs, Math.round(barUs))
    const step = Math.floor(own.asOf / this.#stepUs)
    if (step === this.#step) return
    const fitAt = step - (step % refit)
    if (fitAt !== this.#fitted) {
      this.#fitted = fitAt
      this.#fit(own, fitAt)
      this.#step = fitAt
    }
    for (let at = this.#step + 1; at <= step; at += 1) this.#take(own, at)
    this.#step = step
    this.#deviation = this.#forecast()
  }

  #fit(own: Peer, fitAt: number): void {
    const { window } = this.#options
    const returns = this.#returns
    for (let i = 0; i < window; i += 1) returns[i] = this.#returnAt(own, fitAt - window + 1 + i)
    // NaN reaches back to where the bars begin.
    const fit = Number.isFinite(returns[0]) ? fitGarch(returns) : undefined
    this.#state = fit?.hasConverged === true ? fit : undefined
    this.#path = this.#state && new GarchVariance(this.#state)
  }

  #take(own: Peer, at: number): void {
    const change = this.#returnAt(own, at)
    if (Number.isFinite(change)) this.#path?.update(change)
  }

  /** Log return of step `at`; NaN before the first bar. */
  #returnAt(own: Peer, at: number): number {
    const stepUs = this.#stepUs
    return Math.log(closeAt(own, at * stepUs) / closeAt(own, (at - 1) * stepUs))
  }

  #forecast(): number {
    if (this.#state === undefined || this.#path === undefined) return Number.NaN
    const { ahead } = this.#options
    const state = { ...this.#state, nextVariance: this.#path.variance }
    const total = forecastVariance(state, ahead).aggregated[ahead - 1] as number
    return Math.sqrt(total / ahead)
  }

  save(): Json {
    const { deviation } = this
    return { step: this.#step, deviation: Number.isNaN(deviation) ? null : deviation }
  }

  /** The fit is done again with the next step, from the same closes. */
  load(state: Json): void {
    const { step, deviation } = state as { readonly [key: string]: Json }
    this.#step = typeof step === 'number' ? step : -1
    this.#fitted = -1
    this.#state = undefined
    this.#path = undefined
    this.#deviation = typeof deviation === 'number' ? deviation : Number.NaN
  }
}

function closeAt(own: Peer, ts: number): number {
  return own.closeAt(ts as Peer['asOf'])
}
