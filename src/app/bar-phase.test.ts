import { expect, it } from 'vitest'
import { micros, minuteUs } from '../domain/index.ts'
import { fileFeed, generateMarket } from '../market/index.ts'
import { liveClock } from '../kernel/index.ts'
import { barPhase } from './bar-phase.ts'

const { feed } = fileFeed({
  market: generateMarket({ seed: 1, rows: 1 }),
  speed: 0,
  clock: liveClock,
})
const venue = { ...feed, source: { ...feed.source, kind: 'venue' } as const, intervalUs: minuteUs }
const now = micros(1_000 * minuteUs)

it('decides on what a venue closed within two bars, and on nothing older', () => {
  const at = (minutes: number): string => barPhase(micros(now - minutes * minuteUs), now, venue)
  expect([0, 1, 2].map(at)).toEqual(['live', 'live', 'live'])
  expect([2.001, 3, 60].map(at)).toEqual(['catch-up', 'catch-up', 'catch-up'])
})

it('decides on every bar of a market that waits for the desk', () => {
  const recorded = { ...venue, source: feed.source }
  expect(barPhase(micros(1), now, recorded)).toBe('live')
})
