import type { Recollection } from '../../agents/index.ts'
import { type Near, weightAt } from './episode-book.ts'

/**
 * What a few episodes came to, each counted by its weight at `ts`.
 *
 * @returns `undefined` of none.
 */
export function recollect(near: readonly Near[], ts: number): Recollection | undefined {
  const weights = near.map(({ episode }) => weightAt(episode, ts))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (!(total > 0)) return undefined
  const meanOf = (value: (of: Near) => number): number =>
    near.reduce((sum, of, n) => sum + (weights[n] ?? 0) * value(of), 0) / total
  const mean = meanOf(({ episode }) => episode.reward)
  const wins = meanOf(({ episode }) => (episode.reward > 0 ? 1 : 0))
  const variance = meanOf(({ episode: { reward } }) => (reward - mean) * (reward - mean))
  const won = meanOf(({ episode: { reward } }) => Math.max(0, reward))
  const lost = meanOf(({ episode: { reward } }) => Math.max(0, -reward))
  // Over all rather than over those that won: the shares of both make it the ratio of their means.
  const payoff = won > 0 && lost > 0 ? (won / wins) * ((1 - wins) / lost) : undefined
  const told = { count: near.length, weight: total, mean, wins, deviation: Math.sqrt(variance) }
  return payoff === undefined ? told : { ...told, payoff }
}
