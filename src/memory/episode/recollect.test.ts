import { expect, it } from 'vitest'
import { sceneBars, sceneOutcome } from '../../../test/simulation/memory-scene.ts'
import { toldInstrument } from '../../../test/simulation/told-desk.ts'
import type { Near } from './episode-book.ts'
import { recollect } from './recollect.ts'

const bars = sceneBars(300)

function near(rewards: readonly number[]): readonly Near[] {
  return rewards.map((reward, id) => {
    const outcome = sceneOutcome(toldInstrument, bars, 299, { reward })
    const none = { expected: undefined, surprise: undefined, contradicts: [], neighbours: 0 }
    return { episode: { ...outcome, id, ...none }, similarity: 1 }
  })
}

it('tells what was won for each that won, over what was lost for each that lost', () => {
  const ts = near([0])[0]?.episode.knownAt ?? 0
  const came = recollect(near([0.03, 0.05, -0.01, -0.03]), ts)
  expect(came).toMatchObject({ count: 4, weight: 4, wins: 0.5 })
  expect(came?.mean).toBeCloseTo(0.01, 12)
  expect(came?.payoff).toBeCloseTo(0.04 / 0.02, 12)
})

it('tells no ratio where all won, or all lost', () => {
  expect(recollect(near([0.01, 0.02]), 0)).not.toHaveProperty('payoff')
  expect(recollect(near([-0.01, -0.02]), 0)).not.toHaveProperty('payoff')
  expect(recollect([], 0)).toBeUndefined()
})
