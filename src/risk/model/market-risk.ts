import type { Json } from '../../base/index.ts'
import { dayUs } from '../../domain/index.ts'
import { standardStudentRisk } from '../../quant/index.ts'
import { Correlations } from './correlations.ts'
import { CrisisGauge } from './crisis-gauge.ts'
import { GarchForecasts } from './garch-forecasts.ts'
import { ExposureRisk } from './exposure-risk.ts'
import {
  defaultMarketRisk,
  type MarketRiskOptions,
  requireMarketRiskOptions,
} from './market-risk-options.ts'
import { PriceGrid } from './price-grid.ts'
import { restoreArrays, savedArrays } from './saved-arrays.ts'
import { VarianceBlend } from './variance-blend.ts'

/** What is taken off a room, so that rounding cannot make it a hair too large. */
const roomSlack = 1e-12

/**
 * What one day may cost: volatilities and correlations from closes on a common grid, and from them
 * value at risk and expected shortfall of exposures over one day, as shares of equity.
 *
 * A day's loss is taken as a Student t with the forecast variance; `docs/market-risk.md` shows how
 * often that was right. What is not known yet is NaN, so that no comparison with a limit passes. A
 * close costs two stores and a comparison; work is done once a boundary of the grid, without
 * allocating.
 */
export class MarketRisk {
  readonly options: MarketRiskOptions
  readonly #grid: PriceGrid
  readonly #variances: VarianceBlend
  readonly #correlations: Correlations
  readonly #exposures: ExposureRisk
  readonly #crisis: CrisisGauge
  /** Only where there is a target. */
  readonly #garch: GarchForecasts | undefined
  readonly #stepsPerDay: number
  /** Value at risk and expected shortfall of a portfolio with a volatility of 1 a day. */
  readonly #valueAtRisk: number
  readonly #shortfall: number
  /** By instrument, remade at every sample: deviation a day over the root of its own product. */
  readonly #units: Float64Array
  readonly #known: Uint8Array
  readonly #z: Float64Array

  /** @param options - Those of `defaultMarketRisk` where left out. */
  constructor(instruments: number, options: Partial<MarketRiskOptions> = {}) {
    this.options = { ...defaultMarketRisk, ...options }
    requireMarketRiskOptions(this.options)
    const { gridUs, level, degrees, hedgeTrust } = this.options
    this.#grid = new PriceGrid(instruments, gridUs)
    this.#variances = new VarianceBlend(instruments, this.options)
    this.#correlations = new Correlations(instruments, this.options)
    this.#units = new Float64Array(instruments).fill(Number.NaN)
    this.#exposures = new ExposureRisk(this.#correlations.products, this.#units, hedgeTrust)
    this.#crisis = new CrisisGauge(this.options)
    const isTargeting = this.options.volatilityTarget !== undefined
    this.#garch = isTargeting ? new GarchForecasts(instruments, this.options) : undefined
    this.#known = new Uint8Array(instruments)
    this.#z = new Float64Array(instruments)
    this.#stepsPerDay = dayUs / gridUs
    const unit = Math.sqrt((degrees - 2) / degrees)
    const tail = standardStudentRisk(level, degrees)
    this.#valueAtRisk = tail.valueAtRisk * unit
    this.#shortfall = tail.expectedShortfall * unit
  }

  /**
   * Takes in a closed bar. Bars come in the order of their times.
   *
   * @param ts - Its close in microseconds. @param ticks - Its close in whole ticks.
   */
  onClose(i: number, ts: number, ticks: number): void {
    const grid = this.#grid
    if (ts < grid.next && ts > grid.last) {
      grid.closes[i] = ticks
      grid.fresh[i] = 1
    } else this.#cross(i, ts, ticks)
  }

  /** A bar on the boundary that was sampled last, or on or past the one that is next. */
  #cross(i: number, ts: number, ticks: number): void {
    const grid = this.#grid
    if (!(ts > 0 && ts < Number.POSITIVE_INFINITY)) return
    if (ts <= grid.last) {
      if (ts === grid.last && grid.late(i, ticks)) this.#sampleLate(i)
      return
    }
    if (ts > grid.next) {
      if (grid.next > 0) this.#sample()
      grid.moveTo(ts)
    }
    if (!grid.take(i, ts, ticks)) return
    this.#sample()
    grid.moveTo(ts + 1)
  }

  #sample(): void {
    const grid = this.#grid
    if (!grid.sample()) return
    this.#variances.update(grid.returns, grid.steps)
    this.#garch?.update(grid.next, grid.returns, grid.steps)
    for (let i = 0; i < this.#z.length; i += 1) {
      if ((grid.steps[i] as number) > 0) this.#correlations.start(i)
      this.#standardise(i)
    }
    this.#correlations.update(this.#z)
    this.#restate()
    this.#exposures.invalidate()
    this.#crisis.update(this.#known, this.#variances, this.#correlations)
  }

  /** Takes one instrument into the last sample, as if it had been there. */
  #sampleLate(i: number): void {
    const { returns, steps } = this.#grid
    this.#variances.take(i, returns, steps)
    this.#variances.restate()
    this.#garch?.take(i, returns, steps)
    this.#standardise(i)
    if (!this.#correlations.start(i)) this.#correlations.late(i, this.#z)
    this.#restate()
    this.#exposures.invalidate()
  }

  #standardise(i: number): void {
    const { returns, steps } = this.#grid
    const variance = (this.#variances.forecasts[i] as number) * (steps[i] as number)
    this.#z[i] = variance > 0 ? (returns[i] as number) / Math.sqrt(variance) : 0
  }

  /** Makes anew what follows from the estimates. */
  #restate(): void {
    const { counts, forecasts } = this.#variances
    const { roots } = this.#correlations
    for (let i = 0; i < counts.length; i += 1) {
      const variance = (forecasts[i] as number) * this.#stepsPerDay
      const isKnown = (counts[i] as number) >= this.options.returnsMin && variance > 0
      this.#known[i] = isKnown ? 1 : 0
      this.#units[i] = isKnown ? Math.sqrt(variance) / (roots[i] as number) : Number.NaN
    }
  }

  /**
   * Deviation of the return over the next day. NaN until `returnsMin` returns of the grid are in,
   * and while the price has never moved.
   */
  volatility(i: number): number {
    if (this.#known[i] !== 1) return Number.NaN
    return Math.sqrt((this.#variances.forecasts[i] as number) * this.#stepsPerDay)
  }

  /**
   * The volatility a day that a target goes by: the mean of a GARCH and of the square of
   * `volatility`, which alone serves until there are returns enough for a fit, where a fit fails,
   * and where nobody aimed at anything when the model was made.
   *
   * @returns NaN until `volatility` is known.
   */
  targetedVolatility(i: number): number {
    const own = this.volatility(i)
    const garch = this.#garch?.dayVariance(i) ?? 0
    return garch > 0 ? Math.sqrt((garch + own * own) / 2) : own
  }

  /**
   * What a wish is multiplied with so that its volatility comes to the target: target over
   * forecast, at most `volatilityScaleMax`; 1 where there is no target, NaN until it is known.
   */
  volatilityScale(i: number): number {
    const { volatilityTarget, volatilityScaleMax } = this.options
    if (volatilityTarget === undefined || this.#garch === undefined) return 1
    // A comparison instead of Math.min, so that NaN stays.
    const scale = volatilityTarget / this.targetedVolatility(i)
    return scale > volatilityScaleMax ? volatilityScaleMax : scale
  }

  /** Of two instruments, -1 to 1; NaN until both volatilities are known. */
  correlation(i: number, j: number): number {
    if (this.#known[i] !== 1 || this.#known[j] !== 1) return Number.NaN
    return this.#correlations.correlation(i, j)
  }

  /**
   * `correlation` of one with every other, into `row`: no number has to go on the heap.
   *
   * @param among - Only with those where it is not 0, as most of many instruments are not held.
   */
  correlationsOf(i: number, row: Float64Array, among?: Int8Array): void {
    for (let j = 0; j < row.length; j += 1)
      if (among === undefined || among[j] !== 0) row[j] = this.correlation(i, j)
  }

  /**
   * `varWith` and `esWith` at once, for those who ask before every order: in and out by `asked`, so
   * that no number has to go on the heap.
   *
   * @param asked - What is added in the first place; both answers in the next two.
   */
  judge(i: number, asked: Float64Array): void {
    const deviation = Math.sqrt(this.#exposures.varianceWith(i, asked[0] as number))
    asked[1] = this.#valueAtRisk * deviation
    asked[2] = this.#shortfall * deviation
  }

  /** Whether volatility is far above its usual, or everything moves as one. */
  get isCrisis(): boolean {
    return this.#crisis.isVolatile || this.#crisis.isHerding
  }

  /** Says what is held. @param share - Signed, of equity; what is not finite is unknown. */
  setExposure(i: number, share: number): void {
    this.#exposures.set(i, share)
  }

  /**
   * Says all that is held at once. What it comes to depends on nothing else, to the last bit: not
   * on what was held before, nor on who asked in between.
   */
  hold(shares: Float64Array): void {
    this.#exposures.hold(shares)
  }

  /** What `setExposure` or `hold` said last. */
  exposure(i: number): number {
    return this.#exposures.shares[i] as number
  }

  /** Loss over one day that is exceeded with chance 1 - level. A share of equity, or NaN. */
  get valueAtRisk(): number {
    return this.#valueAtRisk * Math.sqrt(this.#exposures.variance)
  }

  /** Mean loss of the days beyond `valueAtRisk`. A share of equity, or NaN. */
  get expectedShortfall(): number {
    return this.#shortfall * Math.sqrt(this.#exposures.variance)
  }

  /** `valueAtRisk` with `added` more of instrument `i`. @param added - Signed share of equity. */
  varWith(i: number, added: number): number {
    return this.#valueAtRisk * Math.sqrt(this.#exposures.varianceWith(i, added))
  }

  /** `expectedShortfall` with `added` more of instrument `i`. */
  esWith(i: number, added: number): number {
    return this.#shortfall * Math.sqrt(this.#exposures.varianceWith(i, added))
  }

  /**
   * How much of instrument `i` can be added in direction `sign` so that `varWith` and `esWith` of
   * it, and of anything less, stay within `max`. Never more than that in the last bit; 0 when
   * nothing fits, or something is not known.
   *
   * @param sign - 1 or -1. @param max - Shares of equity.
   * @returns A share of equity, 0 or more.
   */
  room(i: number, sign: number, varMax: number, esMax: number = Number.POSITIVE_INFINITY): number {
    const max = Math.min(varMax / this.#valueAtRisk, esMax / this.#shortfall)
    if (!(max >= 0 && max < Number.POSITIVE_INFINITY)) return 0
    const room = this.#exposures.room(i, sign, max * max) * (1 - roomSlack)
    const deviation = Math.sqrt(this.#exposures.varianceWith(i, sign * room))
    const isWithin = this.#valueAtRisk * deviation <= varMax && this.#shortfall * deviation <= esMax
    return isWithin ? room : 0
  }

  save(): Json {
    const { isVolatile, isHerding } = this.#crisis
    return { grid: this.#grid.save(), arrays: savedArrays(this.#memory), isVolatile, isHerding }
  }

  /**
   * Goes on from where one with the same arguments was saved. Made for a new one, which is told
   * what is held before it is asked.
   *
   * @returns Whether `state` is one of as many instruments. If not, nothing is known, and risk is
   *   refused until there are enough returns again.
   */
  load(state: Json): boolean {
    const saved = (state ?? {}) as { readonly [key: string]: Json }
    const grid = (saved['grid'] ?? {}) as { readonly [key: string]: Json }
    if (!this.#grid.load(grid) || !restoreArrays(saved['arrays'], this.#memory)) return false
    this.#crisis.isVolatile = saved['isVolatile'] === true
    this.#crisis.isHerding = saved['isHerding'] === true
    this.#variances.restate()
    this.#correlations.restate()
    this.#restate()
    // Nothing is known of what is held until somebody says so.
    this.#exposures.shares.fill(Number.NaN)
    this.#exposures.invalidate()
    return true
  }

  get #memory(): readonly Float64Array[] {
    const parts = [this.#variances, this.#correlations, this.#garch]
    return [this.#z, ...parts.flatMap((part) => part?.memory ?? [])]
  }
}
