import { assert } from '../../base/index.ts'
import { type SeasonalFit, seasonalFit } from './seasonal-fit.ts'
import type { VolatilityCells } from './volatility-cells.ts'

/** How forecasts are made: fitted on what lies before, again and again. */
export type ForecastRules = {
  /** Cells that each fit looks back on. */
  readonly trainCells: number
  /** Cells that are forecast before the next fit. */
  readonly refitCells: number
  readonly loss: ForecastLoss
}

/** `qlike`: v/f - ln(v/f) - 1 of variances. `squared-log`: (ln v - ln f)². Both 0 at best. */
export const forecastLosses = ['qlike', 'squared-log'] as const
export type ForecastLoss = (typeof forecastLosses)[number]

/** A forecast of every cell that can be forecast, and what it lost. */
export type Forecasts = {
  /** Which cells were forecast, rising. */
  readonly cells: Int32Array
  readonly losses: Float64Array
}

/** The control: what past variance and the hour of the week say. Others build on it. */
export type ControlForecasts = Forecasts & {
  /** ln of the variance, less what the fit of the time says; NaN where there is none. By block. */
  readonly blocks: readonly ForecastBlock[]
  readonly terms: readonly Float64Array[]
  readonly rules: ForecastRules
  readonly market: VolatilityCells
}

type ForecastBlock = {
  /** Cells [trainFrom, from) were fitted on, [from, to) are forecast. */
  readonly trainFrom: number
  readonly from: number
  readonly to: number
  readonly fit: SeasonalFit
  /** Of the cells [trainFrom, to): ln of the variance less the control's forecast of it. */
  readonly left: Float64Array
}

/**
 * Forecasts ln of the variance of every cell out of sample, from that of the cell, the day and the
 * week before, and the hour of the week (HAR in logarithms). Fitted anew every `refitCells` on the
 * `trainCells` before; cells without a value, or without a past, are passed over.
 *
 * @returns `undefined` when nothing can be forecast.
 * @see Corsi, "A simple approximate long-memory model of realized volatility", 2009; Patton,
 *   "Volatility forecast comparison using imperfect volatility proxies", 2011, for the losses.
 */
export function forecastControl(
  market: VolatilityCells,
  rules: ForecastRules,
): ControlForecasts | undefined {
  const { count, variance, perWeek } = market
  const y = variance.map((value) => Math.log(value))
  const terms = [1, perWeek / 7, perWeek].map((cells) => pastMean(variance, cells))
  const blocks: ForecastBlock[] = []
  for (let from = rules.trainCells; from < count; from += rules.refitCells) {
    const [trainFrom, to] = [from - rules.trainCells, Math.min(count, from + rules.refitCells)]
    const fit = seasonalFit({ y, columns: terms, seasons: perWeek }, trainFrom, from)
    if (fit === undefined) continue
    const left = Float64Array.from(
      { length: to - trainFrom },
      (_, i) => (y[trainFrom + i] as number) - fit.at(trainFrom + i),
    )
    blocks.push({ trainFrom, from, to, fit, left })
  }
  const found = lossesOf(blocks, rules.loss, () => undefined)
  return found.cells.length === 0 ? undefined : { ...found, blocks, terms, rules, market }
}

/**
 * The treatment: what is left by the control, fitted on the same terms and `extra` over the same
 * cells. That is the regression on all of them. Where `extra` has no value, or is constant, the
 * treatment abstains: it says what the control says.
 *
 * @param extra - A value per cell, known when the cell begins; NaN where there is none.
 * @returns Forecasts of the cells of the control.
 */
export function forecastTreatment(
  control: ControlForecasts,
  extra: readonly Float64Array[],
): Forecasts {
  const { terms, rules, market } = control
  for (const column of extra) assert(column.length === market.count, 'a value for every cell')
  const y = new Float64Array(market.count)
  const columns = [...terms, ...extra]
  return lossesOf(control.blocks, rules.loss, ({ trainFrom, from, left }) => {
    y.set(left, trainFrom)
    return seasonalFit({ y, columns, seasons: market.perWeek }, trainFrom, from)
  })
}

function lossesOf(
  blocks: readonly ForecastBlock[],
  loss: ForecastLoss,
  refine: (block: ForecastBlock) => SeasonalFit | undefined,
): Forecasts {
  const cells: number[] = []
  const losses: number[] = []
  for (const block of blocks) {
    const finer = refine(block)
    for (let cell = block.from; cell < block.to; cell += 1) {
      const left = block.left[cell - block.trainFrom] as number
      if (Number.isNaN(left)) continue
      const more = finer?.at(cell) ?? Number.NaN
      const hasMore = finer !== undefined && !Number.isNaN(more)
      const missed = hasMore ? left - more : left
      const residual = hasMore ? finer.residual : block.fit.residual
      cells.push(cell)
      losses.push(loss === 'qlike' ? qlike(missed, residual) : missed * missed)
    }
  }
  return { cells: Int32Array.from(cells), losses: Float64Array.from(losses) }
}

/** @param missed - ln v - ln f; the mean of a log-normal variance lies half its variance higher. */
function qlike(missed: number, residual: number): number {
  const log = missed - residual / 2
  return Math.exp(log) - log - 1
}

/** ln of the mean variance of the `cells` before each; NaN where fewer than half have one. */
function pastMean(variance: Float64Array, cells: number): Float64Array {
  return variance.map((_, cell) => {
    if (cell < cells) return Number.NaN
    let [sum, count] = [0, 0]
    for (let k = cell - cells; k < cell; k += 1) {
      const value = variance[k] as number
      if (Number.isNaN(value)) continue
      sum += value
      count += 1
    }
    return 2 * count >= cells ? Math.log(sum / count) : Number.NaN
  })
}
