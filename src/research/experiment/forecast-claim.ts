import { Random } from '../../base/index.ts'
import {
  type ControlForecasts,
  forecastControl,
  type ForecastRules,
  forecastTreatment,
} from './forecast-losses.ts'
import { type Pairs, pairedEffect } from './paired-effect.ts'
import { shifted, weekShifts } from './week-shifts.ts'
import { shiftTest } from './shift-test.ts'
import type { TestedClaim } from './tested-claim.ts'
import type { VolatilityCells } from './volatility-cells.ts'

export type ForecastQuestion = {
  readonly market: VolatilityCells
  /** Of a lag, microseconds: a value per cell of what was known so long before it begins. */
  readonly columnsAt: (lagUs: number) => readonly Float64Array[]
  readonly lagUs: number
  readonly rules: ForecastRules
  readonly permutations: number
  readonly confidence: number
  readonly seed: number
  readonly onShift?: (() => void) | undefined
}

/** A point of the curve over lags. Looked at beside the claim, and no test of it. */
export type LagPoint = {
  readonly lagUs: number
  readonly effect: number
  readonly low: number
  readonly high: number
}

/** Fewer forecasts than this say nothing. */
const forecastsMin = 64

/**
 * Whether columns from outside make forecasts of volatility better: the losses of a control that
 * knows past volatility and the hour of the week, against those of the same with the columns.
 *
 * @returns A sentence when the data are too few to ask.
 */
export function testForecast(question: ForecastQuestion): TestedClaim | string {
  const { market, rules, seed, permutations } = question
  const control = forecastControl(market, rules)
  const found = control?.cells.length ?? 0
  if (control === undefined || found < forecastsMin)
    return `only ${found} cells could be forecast, ${forecastsMin} at least are asked`
  const columns = question.columnsAt(question.lagUs)
  const absent = shareAbsent(control, columns)
  if (absent > 0.5) return `the source had nothing to say of ${percentOf(absent)} of the forecasts`
  const pairs = pairsOf(control, columns)
  const weeks = market.count / market.perWeek
  const shifts = weekShifts(weeks, permutations, Random.stream(seed, 'experiment/shifts'))
  const test = shiftTest('loss', pairs, shifts, (shift) => {
    const moved = columns.map((column) => shifted(column, shift * market.perWeek))
    question.onShift?.()
    return forecastTreatment(control, moved).losses
  })
  return {
    ...effectOver(question, pairs),
    ...{ test, absent, pairs, samples: found },
    ts: Float64Array.from(control.cells, (cell) => (market.from[cell] as number) + market.cellUs),
  }
}

/** The effect at other lags, for people to look at. */
export function lagCurve(
  question: ForecastQuestion,
  lagsUs: readonly number[],
): readonly LagPoint[] {
  const control = forecastControl(question.market, question.rules)
  if (control === undefined) return []
  return lagsUs.map((lagUs) => {
    const pairs = pairsOf(control, question.columnsAt(lagUs))
    const { effect, low, high } = effectOver(question, pairs)
    return { lagUs, effect, low, high }
  })
}

function pairsOf(control: ControlForecasts, columns: readonly Float64Array[]): Pairs {
  return { control: control.losses, treatment: forecastTreatment(control, columns).losses }
}

function effectOver(
  { market, seed, confidence }: ForecastQuestion,
  pairs: Pairs,
): ReturnType<typeof pairedEffect> {
  const random = Random.stream(seed, 'experiment/bootstrap')
  return pairedEffect('loss', pairs, { confidence, lags: market.perWeek / 7, random })
}

function shareAbsent({ cells }: ControlForecasts, columns: readonly Float64Array[]): number {
  let absent = 0
  for (const cell of cells) if (columns.some((column) => Number.isNaN(column[cell]))) absent += 1
  return absent / cells.length
}

function percentOf(share: number): string {
  return `${Math.round(100 * share)} %`
}
