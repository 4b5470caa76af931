import {
  requireBetween,
  requireInside,
  requireList,
  requirePositive,
  requireRecord,
  requireSeries,
} from '../argument.ts'
import { sortedQuantile } from '../quantile.ts'
import type { PathSummary } from './path-summary.ts'

/** A share of paths with its binomial error. */
export type ShareEstimate = { readonly share: number; readonly standardError: number }

/** Losses are shares of the start, positive when money is lost. */
export type WealthRisk = {
  /** The loss that is exceeded in a share 1 - `level` of cases. */
  readonly valueAtRisk: number
  /** The mean loss in the worst share 1 - `level` of cases. Also called CVaR. */
  readonly expectedShortfall: number
  /** Paths whose wealth was at some step at or below `ruinShare` of the start. */
  readonly ruin: ShareEstimate
  /** Quantiles, in the order of `quantiles`, of the last wealth over the start. */
  readonly terminal: readonly number[]
  /** Of the deepest drawdown, 0 to 1, and of the longest spell under water, in steps. */
  readonly drawdownMax: readonly number[]
  readonly underWaterLongestSteps: readonly number[]
}

/**
 * The risk of wealth over the horizon of a summary, whether of simulated paths or a bootstrap.
 *
 * @param options.start - Wealth at the start of every path.
 * @param options.level - Of value at risk, inside 0 to 1. Default 0.95.
 * @param options.ruinShare - Share of the start at which one is ruined, 0 to 1. Default 0.5.
 *   Watched at the steps only; see `bridgedTouch` for what happens between.
 * @param options.quantiles - Default 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99.
 * @throws ArgumentError when one of these is outside its range, or the summary is empty.
 */
export function wealthRisk(
  summary: PathSummary,
  options: {
    readonly start: number
    readonly level?: number
    readonly ruinShare?: number
    readonly quantiles?: readonly number[]
  },
): WealthRisk {
  requireRecord('options', options)
  const { start, level = 0.95, ruinShare = 0.5, quantiles = defaultQuantiles } = options
  requireRecord('summary', summary)
  requireSeries('summary.terminal', summary.terminal, 1)
  requirePositive('start', start)
  requireInside('level', level, 0, 1)
  requireBetween('ruinShare', ruinShare, 0, 1)
  for (const share of quantiles) requireBetween('quantiles', share, 0, 1)
  const losses = summary.terminal.map((wealth) => 1 - wealth / start)
  const at = (values: Float64Array): number[] => {
    requireList('values', values)
    const sorted = Float64Array.from(values).sort()
    return quantiles.map((share) => sortedQuantile(sorted, share) ?? Number.NaN)
  }
  return {
    ...lossTail(losses, level),
    ruin: shareAtOrBelow(summary.lowest, ruinShare * start),
    terminal: at(summary.terminal.map((wealth) => wealth / start)),
    drawdownMax: at(summary.drawdownMax),
    underWaterLongestSteps: at(summary.underWaterLongestSteps),
  }
}

const defaultQuantiles: readonly number[] = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

/**
 * Value at risk and expected shortfall of a sample of losses: the loss at rank n `level`, and the
 * mean of the worst n (1 - `level`), of which the last may count in part.
 *
 * @param losses - Positive is a loss, in any unit. At least one.
 * @param level - Inside 0 to 1, as 0.95.
 * @throws ArgumentError when a loss is not finite or the level not inside 0 to 1.
 * @see Acerbi and Tasche, "On the coherence of expected shortfall", 2002, definition 4.
 */
export function lossTail(
  losses: Float64Array,
  level: number,
): { readonly valueAtRisk: number; readonly expectedShortfall: number } {
  requireSeries('losses', losses, 1)
  requireInside('level', level, 0, 1)
  const sorted = losses.toSorted()
  const count = sorted.length
  // 0.95 * 100 is 95 and a little in binary: not the 96th loss for that.
  const rank = Math.min(count, Math.max(1, Math.ceil(count * level - 1e-9)))
  const valueAtRisk = sorted[rank - 1] as number
  const worst = count * (1 - level)
  let sum = valueAtRisk * Math.max(worst - (count - rank), 0)
  for (let i = rank; i < count; i += 1) sum += sorted[i] as number
  return { valueAtRisk, expectedShortfall: sum / worst }
}

function shareAtOrBelow(values: Float64Array, limit: number): ShareEstimate {
  let hits = 0
  for (const value of values) if (value <= limit) hits += 1
  const share = hits / values.length
  return { share, standardError: Math.sqrt((share * (1 - share)) / values.length) }
}
