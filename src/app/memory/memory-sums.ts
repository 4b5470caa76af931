import type { Episode } from '../../memory/index.ts'
import type { MemorySums } from './memory-told.ts'

/** Deviations from which on an outcome is called surprising. */
const surpriseMin = 3

/** What episodes come to. Who asks says by how many others one has to be contradicted. */
export function memorySums(episodes: readonly Episode[]): Omit<MemorySums, 'contradicted'> {
  const rewards = episodes.flatMap(({ kind, reward }) => (kind === 'position' ? [reward] : []))
  const positions = rewards.length
  const mean = (values: readonly number[]): number | null =>
    positions === 0 ? null : values.reduce((sum, value) => sum + value, 0) / positions
  return {
    positions,
    views: episodes.length - positions,
    meanReward: mean(rewards),
    winRate: mean(rewards.map((reward) => (reward > 0 ? 1 : 0))),
    surprising: episodes.filter(({ surprise = 0 }) => surprise >= surpriseMin).length,
  }
}
