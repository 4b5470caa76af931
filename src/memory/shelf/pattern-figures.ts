import { quantile } from '../../quant/index.ts'
import type { Episode } from '../episode/episode.ts'
import { evidenceOf, spanMinUs } from '../governance/evidence.ts'

/** What a few episodes came to, net of costs. Shares of the price at entry. @see SPEC Q4. */
export type PatternFigures = {
  /** Whole, 1 or more. */
  readonly n: number
  readonly mean: number
  readonly deviation: number
  /**
   * Mean over deviation, times the root of how many there are in a year, as managers have it;
   * `undefined` of what spans less than the week they ask for.
   */
  readonly sharpe: number | undefined
  /** Mean over the error of the mean; `undefined` where nothing can be said of it. */
  readonly tStatistic: number | undefined
  readonly winRate: number
  /** A twentieth came to less, and a twentieth to more. */
  readonly tail5: number
  readonly tail95: number
  readonly slippageBps: number
  /** Deepest fall of one unit that follows each of them, in the order they became known. 0 to 1. */
  readonly drawdownMax: number
}

/** @param episodes - In the order in which they became known; at least one. */
export function figuresOf(episodes: readonly Episode[]): PatternFigures {
  const n = episodes.length
  const rewards = Float64Array.from(episodes, ({ reward }) => reward)
  const from = episodes.reduce((least, { decidedAt }) => Math.min(least, decidedAt), Infinity)
  const to = episodes.reduce((most, { knownAt }) => Math.max(most, knownAt), 0)
  const { mean, deviation, sharpe, t, drawdown } = evidenceOf([...rewards], to - from)
  const isSpread = n > 2 && deviation > 1e-12
  return {
    ...{ n, mean, deviation },
    sharpe: isSpread && to - from >= spanMinUs ? sharpe : undefined,
    tStatistic: isSpread ? t : undefined,
    winRate: episodes.filter(({ reward }) => reward > 0).length / n,
    tail5: quantile(rewards, 0.05) ?? mean,
    tail95: quantile(rewards, 0.95) ?? mean,
    slippageBps: episodes.reduce((sum, of) => sum + of.slippageBps, 0) / n,
    drawdownMax: drawdown,
  }
}
