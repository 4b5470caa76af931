import { type Episode, isContradicted } from '../../memory/index.ts'
import type { MemorySums } from './memory-told.ts'

/** Deviations from which on an outcome is called surprising. */
const surpriseMin = 3

/** What episodes come to. */
export function memorySums(episodes: readonly Episode[]): MemorySums {
  const rewards = episodes.flatMap(({ kind, reward }) => (kind === 'position' ? [reward] : []))
  const positions = rewards.length
  const mean = (values: readonly number[]): number | null =>
    positions === 0 ? null : values.reduce((sum, value) => sum + value, 0) / positions
  return {
    positions,
    views: episodes.length - positions,
    meanReward: mean(rewards),
    winRate: mean(rewards.map((reward) => (reward > 0 ? 1 : 0))),
    contradicted: episodes.filter(isContradicted).length,
    surprising: episodes.filter(({ surprise = 0 }) => surprise >= surpriseMin).length,
  }
}
