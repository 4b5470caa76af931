import { expect, it } from 'vitest'
import type { DeskFeed, DeskSnapshot, DeskUpdate } from '../desk-view.ts'
import { LatencyWatch } from './latency-watch.ts'

const hour = 3_600_000

/** A feed of bars, and what tells of one. */
function feedOf(kind: 'venue' | 'generated') {
  const listeners = new Set<(update: DeskUpdate) => void>()
  const status = { marketTime: 0, receivedAt: 0 } as DeskSnapshot['status']
  const desk = { source: { kind, label: '', speed: 1 } } as DeskSnapshot['desk']
  const feed: DeskFeed = {
    snapshot: () => ({ desk, status }) as DeskSnapshot,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const tell = (marketTime: number, lateMs: number): void => {
    for (const listener of listeners)
      listener({ status: { ...status, marketTime, receivedAt: marketTime + lateMs } })
  }
  return { feed, tell }
}

it('tells by the hour how late bars came, the oldest first', () => {
  const { feed, tell } = feedOf('venue')
  const watch = new LatencyWatch(feed)
  for (let i = 1; i <= 100; i += 1) tell(hour + i * 1_000, i)
  tell(3 * hour, 5_000)
  expect(watch.told()).toEqual({
    isMeasured: true,
    caughtUp: 0,
    rows: [
      { t: hour, bars: 100, median: 51, p95: 96, max: 100 },
      { t: 3 * hour, bars: 1, median: 5_000, p95: 5_000, max: 5_000 },
    ],
  })
})

it('counts a bar once, and those that were fetched afterwards apart', () => {
  const { feed, tell } = feedOf('venue')
  const watch = new LatencyWatch(feed)
  tell(hour, 3 * hour)
  tell(2 * hour, 40)
  tell(2 * hour, 900)
  expect(watch.told()).toMatchObject({ caughtUp: 1, rows: [{ bars: 1, max: 40 }] })
})

it('keeps a week, and stops when it is told to', () => {
  const { feed, tell } = feedOf('venue')
  const watch = new LatencyWatch(feed)
  for (let i = 1; i <= 200; i += 1) tell(i * hour, 10)
  expect(watch.told().rows).toHaveLength(168)
  expect(watch.told().rows[0]?.t).toBe(33 * hour)
  watch.stop()
  tell(500 * hour, 10)
  expect(watch.told().rows.at(-1)?.t).toBe(200 * hour)
})

it('measures nothing of bars that are made up', () => {
  const { feed, tell } = feedOf('generated')
  const watch = new LatencyWatch(feed)
  tell(hour, 40)
  expect(watch.told()).toEqual({ isMeasured: false, caughtUp: 0, rows: [] })
})
