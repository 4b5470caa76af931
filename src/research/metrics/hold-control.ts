import { Random } from '../../base/index.ts'
import type { BarColumns } from '../../domain/index.ts'
import type { EquityCurve, RunResult, Trade } from '../../engine/index.ts'
import { mean, quantile, stationaryBootstrap } from '../../quant/index.ts'
import { type CurveFigures, curveFigures } from './curve-figures.ts'
import type { Metrics } from './measure.ts'
import { signedExposure } from './signed-exposure.ts'

/** Buying once and doing nothing, on the same bars and at the same cost. */
export type HoldControl = {
  /** All of equity, in equal parts over the instruments. */
  readonly full: CurveFigures
  /** The strategy's mean exposure of it, the rest in cash; sold short where that is below 0. */
  readonly scaled: CurveFigures
  /** Share of equity bought in `scaled`: longs less shorts. */
  readonly exposure: number
  readonly excess: Excess | undefined
  /** Works them out again: kept, they would be 48 MB of three million bars. */
  readonly curves: () => HoldCurves
}

/** Equity of `full` and of `scaled` at every time of the run. */
export type HoldCurves = { readonly full: Float64Array; readonly scaled: Float64Array }

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
 * cost for what it still holds at the end. Parts of a lot are allowed. Who is short on the whole is
 * set beside being short, which is free of interest as it is for the strategy.
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
  const exposure = metrics.trades.shorts > 0 ? signedExposure(run, bars) : metrics.exposure.mean
  const held = (): Float64Array => heldEquity(run, bars, costs, 'long')
  const part = (): Float64Array =>
    partOf(run, exposure < 0 ? heldEquity(run, bars, costs, 'short') : held(), Math.abs(exposure))
  const full = figuresOf(run, held())
  const scaled = figuresOf(run, part())
  const excess = excessOver(metrics.curve, scaled, run.seed)
  const curves = (): HoldCurves => ({ full: held(), scaled: part() })
  return { full, scaled, exposure, excess, curves }
}

/** So much of a holding, the rest in cash; in place. */
function partOf({ startEquity }: RunResult, equity: Float64Array, exposure: number): Float64Array {
  const cash = startEquity * (1 - exposure)
  for (let i = 0; i < equity.length; i += 1) equity[i] = cash + exposure * (equity[i] as number)
  return equity
}

function figuresOf(run: RunResult, equity: Float64Array): CurveFigures {
  const { length, ts, exposure } = run.equity
  const curve: EquityCurve = { length, ts, equity, exposure }
  return curveFigures(curve, run.startEquity, run.intervalUs)
}

/** What is held of one instrument, and what is kept beside it in cash. */
type Holding = {
  /** Until it is begun. */
  readonly cash: number
  readonly kept: number
  /** Worth of it at the price it began at; below 0 when it is owed. */
  readonly worth: number
}

function holdingOf(
  cash: number,
  { slippage, feeTakerPpm }: TakerCosts,
  side: Trade['side'],
): Holding {
  const fee = feeTakerPpm / 1_000_000
  if (side === 'long') return { cash, kept: 0, worth: cash / ((1 + slippage) * (1 + fee)) }
  return { cash, kept: cash + cash * (1 - slippage) * (1 - fee), worth: -cash }
}

function heldEquity(
  run: RunResult,
  bars: readonly BarColumns[],
  costs: TakerCosts,
  side: Trade['side'],
): Float64Array {
  const { length, ts } = run.equity
  const held = new Float64Array(length)
  const holding = holdingOf(run.startEquity / bars.length, costs, side)
  for (const columns of bars) addHeld(held, ts, columns, holding)
  return held
}

/** Adds the value of one holding at each time: cash until begun, then marked at the last close. */
function addHeld(held: Float64Array, ts: Float64Array, bars: BarColumns, of: Holding): void {
  const entry = bars.rowAt(ts[0] ?? 0) + 1
  const perTick = entry < bars.length ? of.worth / (bars.open[entry] as number) : 0
  let next = entry
  let value = of.cash
  for (let i = 0; i < held.length; i += 1) {
    const now = ts[i] as number
    while (next < bars.length && (bars.ts[next] as number) <= now) {
      value = of.kept + perTick * (bars.close[next] as number)
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
