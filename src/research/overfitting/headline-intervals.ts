import { Random } from '../../base/index.ts'
import {
  optimalBlockLength,
  quantile,
  sharpeRatio,
  stationaryBootstrap,
} from '../../quant/index.ts'
import type { CurveFigures } from '../metrics/curve-figures.ts'

/** From where to where, 95 %. */
export type Interval = readonly [low: number, high: number]

/** How far the headline figures would move had the same kind of returns come in another order. */
export type HeadlineIntervals = {
  /** Annual. */
  readonly sharpe: Interval
  /** Per cent; `undefined` below 30 days, like the figure. */
  readonly cagrPct: Interval | undefined
  /** 0 to 1, of equity at the sampled times: between them it may have been deeper. */
  readonly drawdownMax: Interval
  /** Mean length of the blocks drawn, in samples. */
  readonly blockMean: number
}

const draws = 1_000

/**
 * Intervals of a stationary bootstrap of the sampled returns, in blocks as long as their memory
 * asks for. A draw without any change has a ratio of 0.
 *
 * @param curve - With 8 returns or more, all finite.
 * @returns `undefined` when the returns are all equal, or no block length is defined.
 */
export function headlineIntervals(
  curve: CurveFigures,
  seed: number,
): HeadlineIntervals | undefined {
  const { returns, perYear } = curve.sampled
  const asked = optimalBlockLength(returns)?.stationary
  if (asked === undefined) return undefined
  const blockMean = Math.max(1, asked)
  const between = (statistic: (drawn: Float64Array) => number): Interval | undefined => {
    // The same stream each time: every figure is read from the same draws.
    const random = Random.stream(seed, 'headline-intervals')
    const found = stationaryBootstrap({ values: returns, blockMean, draws, statistic, random })
    return found === undefined ? undefined : interval(found)
  }
  const yearly = Math.sqrt(perYear)
  const sharpe = between((drawn) => (sharpeRatio(drawn) ?? 0) * yearly)
  const drawdownMax = between(deepest)
  if (sharpe === undefined || drawdownMax === undefined) return undefined
  const years = returns.length / perYear
  const cagrPct = curve.cagrPct === undefined ? undefined : between((of) => 100 * growth(of, years))
  return { sharpe, cagrPct, drawdownMax, blockMean }
}

function interval(found: Float64Array): Interval | undefined {
  const [low, high] = [quantile(found, 0.025), quantile(found, 0.975)]
  if (low === undefined || high === undefined) return undefined
  return Number.isFinite(low) && Number.isFinite(high) ? [low, high] : undefined
}

/** Compounded growth a year; -1 when nothing is left. */
function growth(returns: Float64Array, years: number): number {
  let equity = 1
  for (let i = 0; i < returns.length; i += 1) equity *= 1 + (returns[i] as number)
  return equity > 0 ? Math.exp(Math.log(equity) / years) - 1 : -1
}

/** 1 − equity / running peak at its worst. */
function deepest(returns: Float64Array): number {
  let [equity, peak, worst] = [1, 1, 0]
  for (let i = 0; i < returns.length; i += 1) {
    equity = Math.max(0, equity * (1 + (returns[i] as number)))
    if (equity > peak) peak = equity
    worst = Math.max(worst, 1 - equity / peak)
  }
  return worst
}
