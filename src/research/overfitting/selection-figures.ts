import { Random } from '../../base/index.ts'
import { overfitting, superiorAbility } from '../../quant/index.ts'
import { plural } from '../format-figure.ts'
import { effectiveTrials } from './effective-trials.ts'

/** A trial, or a control, as far as it can be compared with others. */
export type ComparedTrial = {
  /** Over the same stretches of time for all. Fractions. */
  readonly returns: Float64Array
  /** Mean gross exposure; 1 is all of equity. */
  readonly exposure: number
  /** Fees and slippage of all its time, as a share of the cash it began with. */
  readonly costs: number
}

/** What is known of trials among which the best was chosen. All over the same stretches of time. */
export type SelectionEvidence = {
  /** Each distinct trial that left its returns. */
  readonly trials: readonly ComparedTrial[]
  /** The one that was chosen, which need not be among them. */
  readonly chosen: ComparedTrial | undefined
  /** Of buying and holding everything. */
  readonly hold: Float64Array | undefined
  /** Traders that know nothing, as active as the one that was chosen. */
  readonly random: readonly ComparedTrial[]
  /** Why there are none, where it is not that nothing was closed. */
  readonly randomAbsent?: string | undefined
  /** What the choice went by, as far as returns alone can tell. */
  readonly performance: 'sharpe' | 'mean'
  readonly seed: number
}

/** Hansen's test that none of the trials is better than a benchmark. */
export type AbilityFigures = {
  /** Probability of a best at least as good if none were better; judge by this one. */
  readonly consistent: number
  /** The same as White's reality check would have it, blind where many trials are bad. */
  readonly upper: number
}

/** What choosing the best of many is worth. Probabilities and shares, 0 to 1. */
export type SelectionFigures = {
  /** Trials that are compared. */
  readonly compared: number
  /** How many independent ones they come to. */
  readonly independent: number
  /** That the best of one half does no better than the median in the other (PBO). */
  readonly overfitting: number | undefined
  /** Splits in which the best of one half loses in the other. */
  readonly lossShare: number | undefined
  /** Outside performance gained for one more inside; 1 would be no degradation. */
  readonly slope: number | undefined
  readonly overHold: AbilityFigures | undefined
  readonly overRandom: AbilityFigures | undefined
  /** Random traders that were averaged. */
  readonly randomRuns: number
  /** Why figures are missing, as sentences; empty when none is. */
  readonly absent: readonly string[]
}

const blocks = 16
const draws = 1_000

/** Fewer than two cannot be chosen from. */
const comparedMin = 2

/**
 * The statistics of choosing the best of a sweep: the probability of backtest overfitting by
 * cross-validation over 16 blocks, and Hansen's test over holding and over random traders.
 *
 * Stretches are redrawn one at a time: each is many bars long, and what a strategy earns in one
 * says next to nothing about the next.
 *
 * @see Bailey, Borwein, López de Prado and Zhu 2017 (PBO by CSCV); Hansen 2005 (SPA); White 2000.
 */
export function selectionFigures(evidence: SelectionEvidence): SelectionFigures {
  const { trials, chosen, hold, random, seed } = evidence
  const returns = trials.map((trial) => trial.returns)
  const counted = {
    compared: trials.length,
    independent: effectiveTrials(returns),
    randomRuns: random.length,
  }
  if (trials.length < comparedMin || chosen === undefined)
    return { ...counted, ...nothing, absent: [whyNone(trials.length)] }
  const split = overfitting(returns, { blocks, performance: evidence.performance })
  const all = withChosen(trials, chosen)
  return {
    ...counted,
    overfitting: split.probability,
    lossShare: split.lossProbability,
    slope: split.degradation?.slope,
    overHold: abilityOf(hold && all.map((trial) => less(trial.returns, hold)), seed),
    overRandom: abilityOf(excessOverRandom(all, random), seed),
    absent: [
      ...(random.length === 0 ? [evidence.randomAbsent ?? noneClosed] : []),
      ...(hold === undefined ? ['There is no curve of holding to compare with.'] : []),
    ],
  }
}

const noneClosed = 'The best closed no trade: nothing random is like it.'

const nothing = {
  overfitting: undefined,
  lossShare: undefined,
  slope: undefined,
  overHold: undefined,
  overRandom: undefined,
} as const

function whyNone(trials: number): string {
  return trials < comparedMin
    ? `Choosing cannot be judged by the returns of ${plural(trials, 'trial')}; it takes ` +
        `${comparedMin}, of 96 bars or more.`
    : 'No trial was chosen.'
}

/** One that was thinned out of many is put back: it is the one that matters. */
function withChosen(
  trials: readonly ComparedTrial[],
  chosen: ComparedTrial,
): readonly ComparedTrial[] {
  const isThere = trials.some(({ returns }) =>
    returns.every((value, i) => value === chosen.returns[i]),
  )
  return isThere ? trials : [...trials, chosen]
}

/**
 * What each earned above traders that know nothing, at its own exposure and its own costs: one that
 * merely trades less than the one that was chosen is not better for it.
 */
function excessOverRandom(
  trials: readonly ComparedTrial[],
  random: readonly ComparedTrial[],
): readonly Float64Array[] | undefined {
  const count = random.length
  const [first] = random
  const exposure = sumOf(random, (each) => each.exposure) / count
  if (first === undefined || !(exposure > 0)) return undefined
  const { length } = first.returns
  const costs = sumOf(random, (each) => each.costs) / count
  const before = first.returns.map(
    (_, i) => sumOf(random, (each) => each.returns[i] as number) / count + costs / length,
  )
  return trials.map((trial) => {
    const scale = trial.exposure / exposure
    return less(
      trial.returns,
      before.map((value) => scale * value - trial.costs / length),
    )
  })
}

function sumOf<T>(all: readonly T[], value: (each: T) => number): number {
  return all.reduce((sum, each) => sum + value(each), 0)
}

function less(own: Float64Array, benchmark: Float64Array): Float64Array {
  return own.map((value, i) => value - (benchmark[i] as number))
}

function abilityOf(
  excess: readonly Float64Array[] | undefined,
  seed: number,
): AbilityFigures | undefined {
  if (excess === undefined) return undefined
  const random = Random.stream(seed, 'selection-figures')
  const found = superiorAbility({ excess, blockMean: 1, draws, random })
  return found === undefined ? undefined : { consistent: found.consistent, upper: found.upper }
}
