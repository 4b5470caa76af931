import { deflatedSharpe, moments } from '../../quant/index.ts'
import { type CheckRow, figuresOf, notRun } from '../check-row.ts'
import { formatPlain } from '../format-figure.ts'
import { ratioOf } from './choose-forward.ts'
import { gateThresholds } from './gate-rows.ts'

/** The best of what was tried, and what it is held to once more where one tries every night. */
export type RepeatedTries = {
  /** Its returns, and those of holding as much over the same samples. */
  readonly returns: Float64Array
  readonly hold: Float64Array
  /** Returns of what is in force, over the same samples. */
  readonly champion: Float64Array
  /** Configurations ever tried on these data. Whole, 1 or more. */
  readonly trials: number
}

/**
 * What is asked besides by who tries again every night. The gate counts trials that are alike as
 * one; here each counts for itself, since the best of many mutations is what is taken, however
 * alike they are. And it must be an improvement: on holding as much, so that a rising market alone
 * passes nothing, and on the champion.
 */
export function repeatedRows(of: RepeatedTries): readonly CheckRow[] {
  const { returns, hold, champion, trials } = of
  return [
    everyTrialRow('deflated at every trial', returns, trials),
    everyTrialRow('beside holding as much', less(returns, hold), trials),
    betterRow(returns, champion),
  ]
}

/** As if all trials were independent, each off by the error of a ratio of 0. */
function everyTrialRow(name: string, returns: Float64Array, trials: number): CheckRow {
  const shape = moments(returns)
  if (shape === undefined) return notRun(name, 'It never moved.')
  const { mean, variance, skewness, kurtosis, count } = shape
  const sharpe = mean / Math.sqrt(variance)
  const spread = { trials, sharpeVariance: 1 / count }
  const deflated = deflatedSharpe({ sharpe, count, skewness, kurtosis }, spread)
  if (deflated === undefined) return notRun(name, 'Its ratio has no probability.')
  const min = gateThresholds.deflatedMin
  return {
    name,
    status: deflated >= min ? 'pass' : 'fail',
    figures: figuresOf({ deflated, min, trials }),
    why:
      `That it beats the luckiest of all ${trials} trials, each for itself, has probability ` +
      `${formatPlain(deflated, 3)}; ${min} is asked.`,
  }
}

function betterRow(returns: Float64Array, champion: Float64Array): CheckRow {
  const [own, before] = [ratioOf(returns), ratioOf(champion)]
  return {
    name: 'better than the champion',
    status: own > before ? 'pass' : 'fail',
    figures: figuresOf({ own, champion: before }),
    why: `${formatPlain(own, 3)} of its deviation a sample, the champion ${formatPlain(before, 3)}.`,
  }
}

/** Sample by sample; what is missing at the end returned nothing. */
function less(returns: Float64Array, other: Float64Array): Float64Array {
  return returns.map((value, i) => value - (other[i] ?? 0))
}
