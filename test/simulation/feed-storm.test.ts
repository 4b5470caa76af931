// @module-tag long

import { expect, it } from 'vitest'
import { FeedStorm } from './feed-storm.ts'

it.each([1, 2])(
  'a day of disconnects costs no bar, doubles no trade, and leaves the book as it is, seed %i',
  async (seed) => {
    const storm = await new FeedStorm(seed).run(1)
    expect(storm.faults).toBeGreaterThan(100)
    expect(storm.connections).toBeGreaterThan(100)
    expect(storm.bars).toBeGreaterThanOrEqual(1_440)
    expect(storm.trades).toBeGreaterThan(4_000)
    expect(storm.quietInstants).toBeGreaterThan(1_000)
  },
)

it('a week of disconnects leaves nothing waiting that the first day had not', async () => {
  const { waitingByDay, bars } = await new FeedStorm(3).run(7)
  expect(bars).toBeGreaterThanOrEqual(7 * 1_440)
  expect(waitingByDay).toHaveLength(7)
  for (const most of waitingByDay) expect(most).toBeLessThanOrEqual(8)
})

it('comes to the same from the same seed', async () => {
  const [first, second, other] = await Promise.all(
    [4, 4, 5].map((seed) => new FeedStorm(seed).run(1)),
  )
  expect(second).toEqual(first)
  expect(other?.hash).not.toBe(first?.hash)
})
