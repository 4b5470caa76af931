import { Random } from '../../base/index.ts'
import type { BarColumns } from '../../domain/index.ts'
import type { EquityCurve, RunResult } from '../../engine/index.ts'
import { mean, quantile, stationaryBootstrap } from '../../quant/index.ts'
import { type CurveFigures, curveFigures } from './curve-figures.ts'
import type { Metrics } from './measure.ts'

/** Buying once and doing nothing, on the same bars and at the same cost. */
export type HoldControl = {
  /** All of equity, in equal parts over the instruments. */
  readonly full: CurveFigures
  /** The strategy's mean exposure of it, the rest in cash. */
  readonly scaled: CurveFigures
  /** Share of equity bought in `scaled`. */
  readonly exposure: number
  /** Equity of `full` at every time of the run. */
  readonly equity: Float64Array
  readonly excess: Excess | undefined
}

/** By how much the strategy's mean return differed from `scaled`, per day (or hour, or bar). */
export type Excess = {
  readonly meanPct: number
  /** 95 % interval of a stationary bootstrap: pairs are drawn together, in blocks. */
  readonly lowPct: number
  readonly highPct: number
}

/** What taking liquidity costs a side; the simulator's costs are one of these. */
export type TakerCosts = {
  /** Parts per million of notional: 2,600 is 0.26 %. */
  readonly feeTakerPpm: number
  /** Share of price: 0.001 is 0.10 %. */
  readonly slippage: number
}

/**
 * The buy-and-hold benchmark. Buys at the open after the first bar, the earliest fill a desk that
 * saw that bar could have had; marks at closes; never rebalances, and like the strategy pays no
 * cost for what it still holds at the end. Parts of a lot are allowed.
 *
 * @param bars - One per instrument of the run.
 * @param metrics - Of the same run; `scaled` takes its mean exposure.
 */
export function holdControl(
  run: RunResult,
  metrics: Metrics,
  bars: readonly BarColumns[],
  costs: TakerCosts,
): HoldControl {
  const equity = heldEquity(run, bars, costs)
  const exposure = metrics.exposure.mean
  const cash = run.startEquity * (1 - exposure)
  const full = figuresOf(run, equity)
  const scaled = figuresOf(
    run,
    equity.map((value) => cash + exposure * value),
  )
  return { full, scaled, exposure, equity, excess: excessOver(metrics.curve, scaled, run.seed) }
}

function figuresOf(run: RunResult, equity: Float64Array): CurveFigures {
  const { length, ts, exposure } = run.equity
  const curve: EquityCurve = { length, ts, equity, exposure }
  return curveFigures(curve, run.startEquity, run.intervalUs)
}

function heldEquity(run: RunResult, bars: readonly BarColumns[], costs: TakerCosts): Float64Array {
  const { length, ts } = run.equity
  const held = new Float64Array(length)
  const part = run.startEquity / bars.length
  const bought = part / ((1 + costs.slippage) * (1 + costs.feeTakerPpm / 1_000_000))
  for (const columns of bars) addHeld(held, ts, columns, part, bought)
  return held
}

/** Adds the value of one holding at each time: cash until bought, then marked at the last close. */
function addHeld(
  held: Float64Array,
  ts: Float64Array,
  bars: BarColumns,
  cash: number,
  bought: number,
): void {
  const entry = bars.rowAt(ts[0] ?? 0) + 1
  const perTick = entry < bars.length ? bought / (bars.open[entry] as number) : 0
  let next = entry
  let value = cash
  for (let i = 0; i < held.length; i += 1) {
    const now = ts[i] as number
    while (next < bars.length && (bars.ts[next] as number) <= now) {
      value = perTick * (bars.close[next] as number)
      next += 1
    }
    held[i] = (held[i] as number) + value
  }
}

const draws = 1_000

function excessOver(own: CurveFigures, hold: CurveFigures, seed: number): Excess | undefined {
  const count = Math.min(own.sampled.returns.length, hold.sampled.returns.length)
  const gaps = new Float64Array(count)
  for (let i = 0; i < count; i += 1)
    gaps[i] = (own.sampled.returns[i] as number) - (hold.sampled.returns[i] as number)
  const middle = mean(gaps)
  const means = stationaryBootstrap({
    values: gaps,
    // The usual order of the best block: the cube root of the sample.
    blockMean: Math.max(1, Math.cbrt(count)),
    draws,
    statistic: meanOf,
    random: Random.stream(seed, 'excess-over-hold'),
  })
  if (middle === undefined || means === undefined) return undefined
  const low = quantile(means, 0.025) ?? Number.NaN
  const high = quantile(means, 0.975) ?? Number.NaN
  return { meanPct: middle * 100, lowPct: low * 100, highPct: high * 100 }
}

function meanOf(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i += 1) sum += values[i] as number
  return sum / values.length
}
