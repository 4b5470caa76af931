import { dayUs } from '../../domain/index.ts'
import { deviation as deviationOf, mean as meanOf, quantile } from '../../quant/index.ts'
import { deepestFall } from '../deepest-fall.ts'
import type { Episode } from '../episode/episode.ts'

/** A year, and the shortest time that is taken for what a year holds. Unit: us. */
const [yearUs, spanMinUs] = [365 * dayUs, 91 * dayUs]

/** What a few episodes came to, net of costs. Shares of the price at entry. @see SPEC Q4. */
export type PatternFigures = {
  /** Whole, 1 or more. */
  readonly n: number
  readonly mean: number
  readonly deviation: number
  /** Mean over deviation, times the root of how many there are in a year. */
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
  const mean = meanOf(rewards) ?? 0
  const deviation = deviationOf(rewards) ?? 0
  const isSpread = n > 2 && deviation > 1e-12
  const from = Math.min(...episodes.map(({ decidedAt }) => decidedAt))
  const to = Math.max(...episodes.map(({ knownAt }) => knownAt))
  const perYear = (n * yearUs) / Math.max(spanMinUs, to - from)
  return {
    ...{ n, mean, deviation },
    sharpe: isSpread ? (mean / deviation) * Math.sqrt(perYear) : undefined,
    tStatistic: isSpread ? (mean / deviation) * Math.sqrt(n) : undefined,
    winRate: episodes.filter(({ reward }) => reward > 0).length / n,
    tail5: quantile(rewards, 0.05) ?? mean,
    tail95: quantile(rewards, 0.95) ?? mean,
    slippageBps: episodes.reduce((sum, of) => sum + of.slippageBps, 0) / n,
    drawdownMax: deepestFall(rewards),
  }
}
