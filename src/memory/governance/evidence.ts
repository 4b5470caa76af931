import { dayUs } from '../../domain/index.ts'
import { deviation as deviationOf, mean as meanOf } from '../../quant/index.ts'
import { deepestFall } from '../deepest-fall.ts'

const yearUs = 365.25 * dayUs
/** A year's figure from results that span less is none. Unit: us. */
export const spanMinUs: number = 7 * dayUs

/** What results come to. */
export type Evidence = {
  readonly n: number
  readonly mean: number
  /** Of the sample (n - 1); 0 for fewer than two results. */
  readonly deviation: number
  /**
   * A year's: mean / deviation times the root of results in a year. 0 where there is no deviation.
   */
  readonly sharpe: number
  /** Largest fall of one unit that every result multiplies by 1 + itself. 0 to 1. */
  readonly drawdown: number
  /** Mean over its standard error. 0 where there is no deviation. */
  readonly t: number
}

/** The figures that a proposal is judged by. @param spanUs - Above 0. */
export function evidenceOf(returns: readonly number[], spanUs: number): Evidence {
  const n = returns.length
  const values = Float64Array.from(returns)
  const mean = meanOf(values) ?? 0
  const deviation = deviationOf(values) ?? 0
  const perResult = deviation > 0 ? mean / deviation : 0
  const sharpe = spanUs > 0 ? perResult * Math.sqrt((n * yearUs) / spanUs) : 0
  return { n, mean, deviation, sharpe, drawdown: deepestFall(returns), t: perResult * Math.sqrt(n) }
}
