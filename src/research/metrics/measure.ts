import { dayUs } from '../../domain/index.ts'
import type { RunResult } from '../../engine/index.ts'
import { awakeShare } from './awake-share.ts'
import { type CostFigures, costFigures } from './cost-figures.ts'
import { type CurveFigures, curveFigures } from './curve-figures.ts'
import { type ExposureFigures, exposureFigures } from './exposure-figures.ts'
import { monthlyReturns, type YearOfReturns } from './monthly-returns.ts'
import { type TradeFigures, tradeFigures } from './trade-figures.ts'

/** Everything measured of one run. Each figure comes from its equity, fills or trades alone. */
export type Metrics = {
  readonly curve: CurveFigures
  readonly trades: TradeFigures
  readonly costs: CostFigures
  readonly exposure: ExposureFigures
  /** Share of the time in which new positions were allowed, 0…1. */
  readonly awakeShare: number
  readonly months: readonly YearOfReturns[]
  /** Notional traded, both sides, over mean equity. */
  readonly turnover: number
  /** The same per 365 days; `undefined` below a day. */
  readonly turnoverPerYear: number | undefined
}

/** Measures a run. Two passes of a few nanoseconds per bar and one over fills and trades. */
export function measure(run: RunResult): Metrics {
  const costs = costFigures(run)
  const exposure = exposureFigures(run.equity, run.startEquity, run.intervalUs)
  const turnover = exposure.meanEquity > 0 ? costs.notional / exposure.meanEquity : 0
  const spanUs = run.to - run.from
  return {
    curve: curveFigures(run.equity, run.startEquity, run.intervalUs),
    trades: tradeFigures(run.trades),
    costs,
    exposure,
    awakeShare: awakeShare(run),
    months: monthlyReturns(run.equity, run.startEquity),
    turnover,
    turnoverPerYear: spanUs < dayUs ? undefined : (turnover * 365 * dayUs) / spanUs,
  }
}
