import { dayUs, minorPerUnit } from '../../domain/index.ts'
import { type CurveFigures, figuresOfParts } from '../metrics/curve-figures.ts'
import { returnsOf } from '../metrics/sample-returns.ts'
import { figuresOfTrades, type TradeFigures } from '../metrics/trade-figures.ts'
import type { CostFigures } from '../metrics/cost-figures.ts'
import type { Metrics } from '../metrics/measure.ts'
import type { ScreenMarket } from './screen-market.ts'
import type { ScreenRun } from './screen-run.ts'

/**
 * What is measured of a screened variant: all that `measure` says of a run but for the months, the
 * mean and largest exposure (NaN), and the worst drawdowns by name.
 */
export function screenMetrics(run: ScreenRun, market: ScreenMarket, cash: number): Metrics {
  const { bars, intervalUs } = market
  const { ts, length } = bars
  const first = ts[0] as number
  const spanUs = (ts[length - 1] as number) - first + intervalUs
  const meanEquity = run.equityTime / spanUs / minorPerUnit
  const costs = costsOf(run)
  const turnover = meanEquity > 0 ? costs.notional / meanEquity : 0
  return {
    curve: curveOf(run, market, { cash, spanUs }),
    trades: tradesOf(run),
    costs,
    exposure: {
      mean: Number.NaN,
      max: Number.NaN,
      timeInMarket: run.heldUs / spanUs,
      meanEquity,
    },
    // A screen knows no risk that could put it to sleep.
    awakeShare: 1,
    months: [],
    turnover,
    turnoverPerYear: spanUs < dayUs ? undefined : (turnover * 365 * dayUs) / spanUs,
  }
}

function curveOf(
  run: ScreenRun,
  { sampling, bars }: ScreenMarket,
  { cash, spanUs }: { readonly cash: number; readonly spanUs: number },
): CurveFigures {
  const startEquity = cash / minorPerUnit
  return figuresOfParts({
    ...{ startEquity, endEquity: run.equity(bars.length - 1) / minorPerUnit, spanUs },
    sampled: { ...sampling, returns: returnsOf(run.closes, startEquity) },
    drawdowns: {
      max: run.drawdownMax,
      longestUs: run.drawdownLongestUs,
      count: run.drawdowns,
      worst: [],
    },
  })
}

function tradesOf({ book }: ScreenRun): TradeFigures {
  const results = Float64Array.from(book.results)
  const isOpen = book.held > 0
  return figuresOfTrades(results, Float64Array.from(book.holding), {
    open: isOpen ? 1 : 0,
    openPnl: isOpen ? (results.at(-1) ?? 0) : 0,
    shorts: 0,
  })
}

function costsOf({ book }: ScreenRun): CostFigures {
  const moved = book.notional / minorPerUnit
  const fees = book.fees / minorPerUnit
  const slippage = book.slippage / minorPerUnit
  return {
    ...{ fills: book.fills, notional: moved, fees, slippage },
    slippageBps: moved === 0 ? undefined : (slippage / moved) * 10_000,
    feesBps: moved === 0 ? undefined : (fees / moved) * 10_000,
  }
}
