import { requireRecord } from '../argument.ts'
import { centred } from '../centred.ts'
import { type AbilityProbabilities, compareMaxima } from './compare-maxima.ts'
import { type RedrawOptions, redrawMeans, requireRedraw } from './redraw-means.ts'
import { stationaryRows } from '../stationary-bootstrap.ts'
import { sumOfLagged } from '../sum-of.ts'

/** Strategies held against a benchmark, and how their record is redrawn. */
export type AbilityOptions = RedrawOptions & {
  /** What each strategy earned above the benchmark, period by period. At least 16 periods. */
  readonly excess: readonly Float64Array[]
}

/** What a test of superior predictive ability found. */
export type SuperiorAbility = AbilityProbabilities & {
  /** Of the best strategy: its mean, or the mean over its standard error. */
  readonly statistic: number
  /** Which strategy is the best. */
  readonly best: number
}

/**
 * Hansen's test that no strategy is better than the benchmark, all of them looked at together
 * (SPA). Judge by `consistent`; `lower` and `upper` bound it.
 *
 * Probabilities are shares of redrawn records, so multiples of 1 / draws, 0 among them.
 *
 * @param options.isStudentised - Whether means are compared over their standard errors, as Hansen
 *   advises and by default; otherwise as they are.
 * @returns `undefined` when the long-run variance of an excess is not above 0. A strategy that is
 *   the benchmark all along does not count.
 * @throws ArgumentError when series differ in length, are too short or none, have a value not
 *   finite, or an option is out of range.
 * @see Hansen, "A test for superior predictive ability", 2005; variance of Politis and Romano 1994.
 *   Golden numbers, from the same rows: arch 8.0.0 `SPA`, which does not divide by the error, and
 *   the paper's equations written out in numpy (`test/golden/quant/selection.json`).
 */
export function superiorAbility(
  options: AbilityOptions & { readonly isStudentised?: boolean },
): SuperiorAbility | undefined {
  requireRecord('options', options)
  const { excess, random } = options
  const { blockMean, draws } = requireRedraw('excess', excess, options)
  const errors = standardErrors(excess, blockMean)
  if (errors === undefined) return undefined
  const isStudentised = options.isStudentised ?? true
  const { statistic, best, probabilities } = compareMaxima({
    excess,
    scales: isStudentised ? errors : new Float64Array(excess.length).fill(1),
    clearlyWorse: worseBelow(errors, excess[0]?.length ?? 0),
    redrawn: redrawMeans(excess, draws, (out) => stationaryRows(out, blockMean, random)),
  })
  return { statistic, best, ...probabilities }
}

/** What the reality check found. */
export type RealityCheck = {
  /** The largest mean excess, per period. */
  readonly statistic: number
  readonly best: number
  /** Of a best at least as good were no strategy better than the benchmark. */
  readonly probability: number
}

/**
 * White's test that no strategy is better than the benchmark. Bad strategies make it blind: prefer
 * `superiorAbility`.
 *
 * @throws ArgumentError as `superiorAbility`.
 * @see White, "A reality check for data snooping", 2000. Golden numbers, from the same rows: arch
 *   8.0.0 `RealityCheck`, upper (`test/golden/quant/selection.json`).
 */
export function realityCheck(options: AbilityOptions): RealityCheck {
  requireRecord('options', options)
  const { excess, random } = options
  const { blockMean, draws } = requireRedraw('excess', excess, options)
  const { statistic, best, probabilities } = compareMaxima({
    excess,
    scales: new Float64Array(excess.length).fill(1),
    clearlyWorse: new Float64Array(excess.length).fill(-Infinity),
    redrawn: redrawMeans(excess, draws, (out) => stationaryRows(out, blockMean, random)),
  })
  return { statistic, best, probability: probabilities.upper }
}

/** Standard errors of mean excesses, 1 of nought; `undefined` when one is not above 0. */
export function standardErrors(
  excess: readonly Float64Array[],
  blockMean: number,
): Float64Array | undefined {
  const count = excess[0]?.length ?? 0
  const weights = lagWeights(count, 1 / blockMean)
  const errors = Float64Array.from(excess, (series) => {
    if (series.every((value) => value === 0)) return 1
    const gaps = centred(series)
    let variance = 0
    for (let lag = 0; lag < count; lag += 1) {
      const weight = weights[lag] as number
      if (weight > 1e-18) variance += weight * sumOfLagged(gaps, lag)
    }
    return Math.sqrt(Math.max(0, variance)) / count
  })
  return errors.every((error) => error > 0) ? errors : undefined
}

/** Mean excesses below which a strategy is clearly worse than the benchmark. */
export function worseBelow(errors: Float64Array, count: number): Float64Array {
  return errors.map((error) => -error * Math.sqrt(2 * Math.log(Math.log(count))))
}

/** What each lag adds to the variance of a mean under the stationary bootstrap. */
function lagWeights(count: number, restart: number): Float64Array {
  const powers = new Float64Array(count + 1).fill(1)
  for (let k = 1; k <= count; k += 1) powers[k] = (powers[k - 1] as number) * (1 - restart)
  return Float64Array.from({ length: count }, (_, lag) => {
    if (lag === 0) return 1
    const share = lag / count
    const kept = (1 - share) * (powers[lag] as number)
    return 2 * (kept + share * (powers[count - lag] as number))
  })
}
