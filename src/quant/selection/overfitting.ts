import {
  ArgumentError,
  requireOneOf,
  requireRecord,
  requireTogether,
  requireWhole,
} from '../argument.ts'
import { blockSums, choose, halves, performanceOf } from './cross-validation.ts'
import { type Dominance, dominanceOf } from './dominance.ts'
import { slopeOf } from '../slope-of.ts'
import { sumOf } from '../sum-of.ts'

/** What choosing the best strategy in half of a record says of the other half. */
export type Overfitting = {
  /** Share of splits in which the chosen strategy does no better than the median outside: PBO. */
  readonly probability: number
  /**
   * Of the chosen strategy's relative rank outside, one for each split. Above 0 beats the median.
   */
  readonly logits: Float64Array
  /** Performance per period of the chosen strategy where it was chosen, and in the other half. */
  readonly inSample: Float64Array
  readonly outOfSample: Float64Array
  /** Share of splits in which the chosen strategy loses outside. */
  readonly lossProbability: number
  /** Outside performance as a line of inside performance: a slope of 1 would be no degradation. */
  readonly degradation: { readonly intercept: number; readonly slope: number } | undefined
  /** Of the chosen strategies' outside performance over the mean strategy's. */
  readonly dominance: Dominance
}

/** How to measure overfitting. */
export type OverfittingOptions = {
  /** Blocks the record is cut into. Even, 2 to 20; 16, the default, gives 12870 splits. */
  readonly blocks?: number
  /** What strategies are ranked by: the Sharpe ratio per period, the default, or the mean. */
  readonly performance?: 'sharpe' | 'mean'
}

/**
 * Probability of backtest overfitting, by combinatorially symmetric cross-validation: the record is
 * cut into blocks, each half of the blocks chooses a strategy, the other half judges it.
 *
 * Blocks are of equal length; the oldest returns that do not fill one are left out. A strategy that
 * stands still in a half has a Sharpe ratio of 0 there. Of strategies that tie, the first is
 * chosen; outside, ties share their mean rank.
 *
 * @param strategies - Returns of each strategy tried, over the same periods. 2 or more strategies,
 *   2 or more returns for each block.
 * @throws ArgumentError when series differ in length, are too short, or have a value not finite.
 * @see Bailey, Borwein, López de Prado and Zhu, "The probability of backtest overfitting", 2017.
 *   Golden numbers: 70, 252, 3432, 12870 splits of the paper; the whole result written out in numpy
 *   2.4.6, every split summed anew (`test/golden/quant/selection.json`).
 */
export function overfitting(
  strategies: readonly Float64Array[],
  options: OverfittingOptions = {},
): Overfitting {
  requireRecord('options', options)
  const blocks = options.blocks ?? 16
  requireStrategies(strategies, blocks)
  const { performance: ranking = 'sharpe' } = options
  requireOneOf('performance', ranking, ['sharpe', 'mean'])
  const performance = performanceOf(ranking)
  const sums = blockSums(strategies, blocks)
  const splits = choose(blocks, blocks / 2)
  const found = {
    logits: new Float64Array(splits),
    inSample: new Float64Array(splits),
    outOfSample: new Float64Array(splits),
  }
  const middles = new Float64Array(splits)
  const inside = new Float64Array(strategies.length)
  const outside = new Float64Array(strategies.length)
  let at = 0
  const judge = (chooser: Float64Array, other: Float64Array): void => {
    const best = indexOfMax(chooser)
    found.logits[at] = logitOfRank(other, best)
    found.inSample[at] = chooser[best] as number
    found.outOfSample[at] = other[best] as number
    middles[at] = sumOf(other) / other.length
    at += 1
  }
  halves(sums, (one, rest) => {
    performance(one, sums.halfLength, inside)
    performance(rest, sums.halfLength, outside)
    judge(inside, outside)
    judge(outside, inside)
  })
  return { ...found, ...summary(found, middles) }
}

function summary(
  found: Pick<Overfitting, 'logits' | 'inSample' | 'outOfSample'>,
  middles: Float64Array,
): Pick<Overfitting, 'probability' | 'lossProbability' | 'degradation' | 'dominance'> {
  return {
    probability: shareOf(found.logits, (logit) => logit <= 0),
    lossProbability: shareOf(found.outOfSample, (value) => value < 0),
    degradation: slopeOf(found.inSample, found.outOfSample),
    dominance: dominanceOf(found.outOfSample, middles),
  }
}

/** ln(ω / (1 - ω)) of the rank of one among all, from the worst, over their number plus 1. */
function logitOfRank(values: Float64Array, one: number): number {
  const own = values[one] as number
  let below = 0
  let equal = 0
  for (let i = 0; i < values.length; i += 1) {
    if ((values[i] as number) < own) below += 1
    else if (values[i] === own) equal += 1
  }
  const rank = below + (equal + 1) / 2
  return Math.log(rank / (values.length + 1 - rank))
}

function indexOfMax(values: Float64Array): number {
  let best = 0
  for (let i = 1; i < values.length; i += 1)
    if ((values[i] as number) > (values[best] as number)) best = i
  return best
}

function shareOf(values: Float64Array, isCounted: (value: number) => boolean): number {
  let count = 0
  for (const value of values) if (isCounted(value)) count += 1
  return count / values.length
}

function requireStrategies(strategies: readonly Float64Array[], blocks: number): void {
  requireWhole('blocks', blocks, 2, 20)
  if (blocks % 2 !== 0) throw new ArgumentError(`blocks must be even, was ${blocks}`)
  requireTogether('strategies', strategies, 2 * blocks, 2)
}
