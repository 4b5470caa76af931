import { deviation, mean } from '../../quant/index.ts'
import { formatPlain } from '../format-figure.ts'
import type { Metrics } from './measure.ts'

/** Where a figure of the strategy stands among the same figure of random traders. */
export type Standing = {
  readonly value: number
  /** Of the random traders alone. */
  readonly mean: number
  readonly sd: number | undefined
  /** 1 is best. A random trader that did exactly as well stands before the strategy. */
  readonly rank: number
}

export type RandomComparison = {
  /** Number of random traders. At least 1. */
  readonly runs: number
  /** `undefined` when they are no yardstick; `absent` says why. */
  readonly returnPct: Standing | undefined
  /** `undefined` when the strategy or every random trader has none as well. */
  readonly sharpe: Standing | undefined
  /** Why nothing is ranked. */
  readonly absent: string | undefined
  readonly drawdownMax: { readonly mean: number }
  readonly turnover: { readonly mean: number }
}

/**
 * Ranks a strategy among random traders. With 19 of them, first place has a chance of one in
 * twenty without any skill. Traders that turn over much more or less than it are no yardstick.
 *
 * @returns `undefined` without random traders.
 */
export function compareWithRandom(
  strategy: Metrics,
  random: readonly Metrics[],
): RandomComparison | undefined {
  const drawdownMax = mean(Float64Array.from(random, (run) => run.curve.drawdowns.max))
  const turnover = mean(Float64Array.from(random, (run) => run.turnover))
  if (drawdownMax === undefined || turnover === undefined) return undefined
  const rest = {
    runs: random.length,
    drawdownMax: { mean: drawdownMax },
    turnover: { mean: turnover },
  }
  const absent = unlikeTurnover(strategy, random)
  if (absent !== undefined) return { ...rest, returnPct: undefined, sharpe: undefined, absent }
  const sharpes = random.flatMap((run) => run.curve.sharpe?.value ?? [])
  const returns = random.map((run) => run.curve.returnPct)
  return {
    ...rest,
    returnPct: stand(strategy.curve.returnPct, returns),
    sharpe: stand(strategy.curve.sharpe?.value, sharpes),
    absent,
  }
}

/** Turnovers further apart than this, as a share of the strategy's own, are not alike. */
const apartMax = 0.5

/** How much a run traded, and for what part of the time it was let. */
export type Activity = Pick<Metrics, 'turnover' | 'awakeShare'>

/**
 * Whether random traders paid as much as what they stand beside.
 *
 * @returns A sentence when they did not, and so are no yardstick.
 */
export function unlikeTurnover(own: Activity, random: readonly Activity[]): string | undefined {
  const turnover = meanOf(random, (each) => each.turnover)
  if (random.length === 0 || Math.abs(turnover - own.turnover) <= apartMax * own.turnover)
    return undefined
  const awake = meanOf(random, (each) => each.awakeShare)
  const why = awake < own.awakeShare / 2 ? ', having been put to sleep sooner' : ''
  return (
    `Random traders with its rates turned over ${formatPlain(turnover, 1)} times their equity${why}, ` +
    `where it turned over ${formatPlain(own.turnover, 1)} times: they are no yardstick, and it is ` +
    'not ranked among them.'
  )
}

function meanOf(random: readonly Activity[], value: (each: Activity) => number): number {
  return random.reduce((sum, each) => sum + value(each), 0) / random.length
}

function stand(value: number | undefined, others: readonly number[]): Standing | undefined {
  const sample = Float64Array.from(others)
  const middle = mean(sample)
  if (value === undefined || middle === undefined) return undefined
  const ahead = others.filter((other) => other >= value).length
  return { value, mean: middle, sd: deviation(sample), rank: ahead + 1 }
}
