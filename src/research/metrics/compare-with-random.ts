import { deviation, mean } from '../../quant/index.ts'
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
  readonly returnPct: Standing
  /** `undefined` when the strategy or every random trader has none. */
  readonly sharpe: Standing | undefined
  readonly drawdownMax: { readonly mean: number }
  readonly turnover: { readonly mean: number }
}

/**
 * Ranks a strategy among random traders. With 19 of them, first place has a chance of one in
 * twenty without any skill.
 *
 * @returns `undefined` without random traders.
 */
export function compareWithRandom(
  strategy: Metrics,
  random: readonly Metrics[],
): RandomComparison | undefined {
  const returnPct = stand(
    strategy.curve.returnPct,
    random.map((run) => run.curve.returnPct),
  )
  const drawdownMax = mean(Float64Array.from(random, (run) => run.curve.drawdowns.max))
  const turnover = mean(Float64Array.from(random, (run) => run.turnover))
  if (returnPct === undefined || drawdownMax === undefined || turnover === undefined)
    return undefined
  const sharpes = random.flatMap((run) => run.curve.sharpe?.value ?? [])
  return {
    runs: random.length,
    returnPct,
    sharpe: stand(strategy.curve.sharpe?.value, sharpes),
    drawdownMax: { mean: drawdownMax },
    turnover: { mean: turnover },
  }
}

function stand(value: number | undefined, others: readonly number[]): Standing | undefined {
  const sample = Float64Array.from(others)
  const middle = mean(sample)
  if (value === undefined || middle === undefined) return undefined
  const ahead = others.filter((other) => other >= value).length
  return { value, mean: middle, sd: deviation(sample), rank: ahead + 1 }
}
