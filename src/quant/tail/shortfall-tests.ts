import type { Random } from '../../base/index.ts'
import {
  ArgumentError,
  requireInside,
  requirePositive,
  requireRandom,
  requireRecord,
  requireSameLength,
  requireSeries,
  requireWhole,
} from '../argument.ts'
import { drawStudentT } from '../law/index.ts'
import type { TestResult } from '../hypothesis/index.ts'
import { standardNormalRisk, standardStudentRisk } from './standard-risk.ts'

/** What happened, and what had been forecast the day before. */
export type ShortfallForecasts = {
  /** A loss is negative. */
  readonly returns: Float64Array
  /** Positive losses, one for each return. */
  readonly valueAtRisk: Float64Array
  /** Positive losses, one for each return, above 0. */
  readonly expectedShortfall: Float64Array
  /** Of both, as 0.975. */
  readonly level: number
}

/** A statistic, and the chance of one as bad were the forecasts right. */
export type ShortfallTest = TestResult & { readonly exceedances: number }

/**
 * The second statistic of Acerbi and Szekely: one less the sum of the losses beyond the value at
 * risk, each over its expected shortfall, over how many there should be. 0 on average when the
 * forecasts are right, below 0 when the risk was larger. -0.7 or less rejects at 5 % for almost any
 * law at level 0.975, say its authors.
 *
 * @throws ArgumentError when lengths differ, a value is not finite, a shortfall is not above 0, or
 *   `level` is not inside 0 to 1.
 * @see Acerbi and Szekely, "Backtesting expected shortfall", 2014. Golden numbers: numpy 2.4.6.
 */
export function acerbiSzekelyStatistic(forecasts: ShortfallForecasts): number {
  requireForecasts(forecasts)
  const { returns, valueAtRisk, expectedShortfall, level } = forecasts
  let sum = 0
  for (let t = 0; t < returns.length; t += 1)
    if (-(returns[t] as number) > (valueAtRisk[t] as number))
      sum += (returns[t] as number) / (expectedShortfall[t] as number)
  return 1 + sum / (returns.length * (1 - level))
}

/**
 * `acerbiSzekelyStatistic` with its chance, from simulated samples of the law the forecasts were
 * made with: a normal, or a Student t of given degrees. Its place and size do not matter.
 *
 * @param options - `degrees` above 1 for a Student t; `draws` samples, default 1000.
 * @returns The chance is (worse samples + 1) / (draws + 1), never 0.
 * @throws ArgumentError as `acerbiSzekelyStatistic`, and when an option is out of range.
 */
export function acerbiSzekelyTest(
  forecasts: ShortfallForecasts,
  options: { readonly random: Random; readonly degrees?: number; readonly draws?: number },
): ShortfallTest {
  requireRecord('options', options)
  const { random, degrees, draws = 1000 } = options
  requireRandom(random)
  requireWhole('draws', draws, 1)
  if (degrees !== undefined) requireInside('degrees', degrees, 1, Number.POSITIVE_INFINITY)
  const statistic = acerbiSzekelyStatistic(forecasts)
  const { level, returns } = forecasts
  const { valueAtRisk, expectedShortfall } =
    degrees === undefined ? standardNormalRisk(level) : standardStudentRisk(level, degrees)
  let worse = 0
  for (let draw = 0; draw < draws; draw += 1) {
    let sum = 0
    for (let t = 0; t < returns.length; t += 1) {
      const draw = degrees === undefined ? random.normal() : drawStudentT(random, degrees)
      if (-draw > valueAtRisk) sum += draw
    }
    const made = 1 + sum / (expectedShortfall * returns.length * (1 - level))
    if (made <= statistic) worse += 1
  }
  const exceedances = exceedancesOf(forecasts).length
  return { statistic, probability: (worse + 1) / (draws + 1), exceedances }
}

/**
 * McNeil and Frey's test that losses beyond the value at risk are on average as large as the
 * expected shortfall: the t-ratio of the mean of (loss - shortfall) / shortfall against larger
 * losses, with its chance from a bootstrap of those residuals moved to mean 0.
 *
 * @param options - `deviation` of each day, what the residuals are measured in instead of the
 *   shortfall; `draws` bootstrap samples, default 1000.
 * @returns The chance is (worse samples + 1) / (draws + 1), never 0; `undefined` with fewer than
 *   two exceedances, or when all residuals are equal.
 * @throws ArgumentError as `acerbiSzekelyStatistic`, and when an option is out of range.
 * @see McNeil and Frey, "Estimation of tail-related risk measures", 2000; Efron and Tibshirani
 *   1993, section 16.4. Golden numbers: numpy 2.4.6.
 */
export function mcNeilFreyTest(
  forecasts: ShortfallForecasts,
  options: { readonly random: Random; readonly deviation?: Float64Array; readonly draws?: number },
): ShortfallTest | undefined {
  requireForecasts(forecasts)
  requireRecord('options', options)
  const { random, draws = 1000 } = options
  requireRandom(random)
  requireWhole('draws', draws, 1)
  const unit = options.deviation ?? forecasts.expectedShortfall
  requireSameLength('returns', forecasts.returns, 'deviation', unit)
  for (const deviation of unit) requirePositive('deviation', deviation)
  const residuals = exceedancesOf(forecasts).map((t) => {
    const loss = -(forecasts.returns[t] as number)
    return (loss - (forecasts.expectedShortfall[t] as number)) / (unit[t] as number)
  })
  const sample = Float64Array.from(residuals)
  const statistic = meanRatio(sample)
  if (statistic === undefined) return undefined
  const mean = residuals.reduce((a, b) => a + b, 0) / residuals.length
  const drawn = new Float64Array(residuals.length)
  let worse = 0
  for (let draw = 0; draw < draws; draw += 1) {
    for (let i = 0; i < drawn.length; i += 1)
      drawn[i] = (sample[random.below(drawn.length)] as number) - mean
    // A sample of one residual over and over has no ratio: it says nothing either way.
    if ((meanRatio(drawn) ?? 0) >= statistic) worse += 1
  }
  return { statistic, probability: (worse + 1) / (draws + 1), exceedances: residuals.length }
}

/** The mean over its standard error. */
function meanRatio(values: Float64Array): number | undefined {
  const count = values.length
  if (count < 2) return undefined
  let sum = 0
  let isConstant = true
  for (let i = 0; i < count; i += 1) {
    sum += values[i] as number
    if (values[i] !== values[0]) isConstant = false
  }
  if (isConstant) return undefined
  const mean = sum / count
  let squares = 0
  for (let i = 0; i < count; i += 1) {
    const gap = (values[i] as number) - mean
    squares += gap * gap
  }
  return mean / Math.sqrt(squares / (count - 1) / count)
}

/** Days whose loss was beyond the value at risk. */
function exceedancesOf({ returns, valueAtRisk }: ShortfallForecasts): readonly number[] {
  const days: number[] = []
  for (let t = 0; t < returns.length; t += 1)
    if (-(returns[t] as number) > (valueAtRisk[t] as number)) days.push(t)
  return days
}

function requireForecasts(forecasts: ShortfallForecasts): void {
  requireRecord('forecasts', forecasts)
  const { returns, valueAtRisk, expectedShortfall, level } = forecasts
  requireSeries('returns', returns, 1)
  requireSeries('valueAtRisk', valueAtRisk, 1)
  requireSeries('expectedShortfall', expectedShortfall, 1)
  requireSameLength('returns', returns, 'valueAtRisk', valueAtRisk)
  requireSameLength('returns', returns, 'expectedShortfall', expectedShortfall)
  requireInside('level', level, 0, 1)
  if (!expectedShortfall.every((shortfall) => shortfall > 0))
    throw new ArgumentError('expectedShortfall must be above 0')
}
