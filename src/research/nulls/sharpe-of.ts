import { dayUs } from '../../domain/index.ts'
import type { RunResult } from '../../engine/index.ts'
import { sharpeRatio } from '../../quant/index.ts'
import { sampleReturns } from '../metrics/sample-returns.ts'

const yearUs = 365 * dayUs

/**
 * The annual Sharpe ratio of a run, as `measure` has it.
 *
 * @returns `undefined` with too few returns, or equal ones.
 */
export function sharpeOf({ equity, startEquity, intervalUs }: RunResult): number | undefined {
  const { returns, perYear } = sampleReturns(equity, startEquity, intervalUs)
  return annual(returns, perYear)
}

/** Of returns of one bar. @param intervalUs - Length of a bar. */
export function sharpeOfBars(returns: Float64Array, intervalUs: number): number | undefined {
  return annual(returns, yearUs / intervalUs)
}

function annual(returns: Float64Array, perYear: number): number | undefined {
  const ratio = sharpeRatio(returns)
  return ratio === undefined ? undefined : ratio * Math.sqrt(perYear)
}
