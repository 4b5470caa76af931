import { dayUs } from '../../domain/index.ts'
import type { EquityCurve } from '../../engine/index.ts'
import {
  annualisation,
  mean,
  moments,
  probabilisticSharpe,
  sharpeInterval,
} from '../../quant/index.ts'
import { type Drawdowns, drawdowns } from './drawdowns.ts'
import { type SampledReturns, sampleReturns } from './sample-returns.ts'

/** An annual Sharpe ratio with what it is worth. */
export type SharpeEstimate = {
  readonly value: number
  /** 95 % interval. Assumes independent returns, of any shape. */
  readonly low: number
  readonly high: number
  /** Probability that the true ratio is above 0. */
  readonly isPositive: number | undefined
  /** The same ratio when ten autocorrelations are taken into account (Lo 2002). */
  readonly autocorrelated: number | undefined
  /** How many returns it rests on. */
  readonly count: number
}

/** What can be said of an equity curve alone, whoever made it. Percentages: 1 is one per cent. */
export type CurveFigures = {
  readonly startEquity: number
  readonly endEquity: number
  readonly netPnl: number
  readonly returnPct: number
  /** Compounded yearly growth; `undefined` below 30 days, where a year would be a guess. */
  readonly cagrPct: number | undefined
  readonly volatilityPct: number | undefined
  readonly sharpe: SharpeEstimate | undefined
  /** Mean over downside deviation from 0, annual; `undefined` when no return was below 0. */
  readonly sortino: number | undefined
  /** CAGR over deepest drawdown; `undefined` without either. */
  readonly calmar: number | undefined
  readonly drawdowns: Drawdowns
  readonly sampled: SampledReturns
}

const yearUs = 365 * dayUs
const autocorrelationLags = 10

/**
 * Measures an equity curve, over a risk-free return of 0.
 *
 * @param start - Equity before the first bar, in quote units. Above 0.
 * @param intervalUs - Length of one bar.
 * @see Golden numbers: empyrical-reloaded 0.7.1 (`test/golden/metrics.json`).
 */
export function curveFigures(curve: EquityCurve, start: number, intervalUs: number): CurveFigures {
  const endEquity = curve.length === 0 ? start : (curve.equity[curve.length - 1] as number)
  // The first bar began one interval before it closed.
  const spanUs =
    curve.length === 0
      ? 0
      : (curve.ts[curve.length - 1] as number) - (curve.ts[0] as number) + intervalUs
  return figuresOfParts({
    ...{ startEquity: start, endEquity, spanUs },
    sampled: sampleReturns(curve, start, intervalUs),
    drawdowns: drawdowns(curve, start),
  })
}

/** What is measured of a curve before any figure of it. */
export type CurveParts = Pick<
  CurveFigures,
  'startEquity' | 'endEquity' | 'sampled' | 'drawdowns'
> & { readonly spanUs: number }

/** The figures of a curve whose parts are known. */
export function figuresOfParts(parts: CurveParts): CurveFigures {
  const { startEquity, endEquity, sampled, drawdowns: fallen, spanUs } = parts
  const growth = endEquity / startEquity
  const cagr = spanUs < 30 * dayUs ? undefined : compounded(growth, yearUs / spanUs)
  const shape = moments(sampled.returns)
  return {
    startEquity,
    endEquity,
    netPnl: endEquity - startEquity,
    returnPct: (growth - 1) * 100,
    cagrPct: cagr === undefined ? undefined : cagr * 100,
    volatilityPct:
      shape === undefined ? undefined : Math.sqrt(shape.variance * sampled.perYear) * 100,
    sharpe: estimateSharpe(sampled),
    sortino: sortino(sampled),
    calmar: cagr === undefined || fallen.max === 0 ? undefined : cagr / fallen.max,
    drawdowns: fallen,
    sampled,
  }
}

function compounded(growth: number, exponent: number): number {
  return growth > 0 ? Math.exp(Math.log(growth) * exponent) - 1 : -1
}

function estimateSharpe(sampled: SampledReturns): SharpeEstimate | undefined {
  const { returns, perYear } = sampled
  const shape = moments(returns)
  if (shape === undefined) return undefined
  const of = {
    sharpe: shape.mean / Math.sqrt(shape.variance),
    count: shape.count,
    skewness: shape.skewness,
    kurtosis: shape.kurtosis,
  }
  const interval = sharpeInterval(of)
  if (interval === undefined) return undefined
  const yearly = Math.sqrt(perYear)
  const corrected = annualisation(returns, perYear, autocorrelationLags)
  return {
    value: of.sharpe * yearly,
    low: interval[0] * yearly,
    high: interval[1] * yearly,
    isPositive: probabilisticSharpe(of),
    autocorrelated: corrected === undefined ? undefined : of.sharpe * corrected,
    count: shape.count,
  }
}

function sortino(sampled: SampledReturns): number | undefined {
  const middle = mean(sampled.returns)
  let squares = 0
  for (const value of sampled.returns) if (value < 0) squares += value * value
  if (middle === undefined || squares === 0) return undefined
  return (middle / Math.sqrt(squares / sampled.returns.length)) * Math.sqrt(sampled.perYear)
}
