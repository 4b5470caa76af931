import { expect, it } from 'vitest'
import type { Clock } from './clock.ts'
import { liveClock } from './clock-live.ts'
import { waitFor } from './wait-for.ts'

it('ends when its time is over', async () => {
  const from = liveClock.now()
  await waitFor(liveClock, 2_000)
  expect(liveClock.now() - from).toBeGreaterThanOrEqual(1_000)
})

it('leaves no timer when it is called off, before or while it waits', async () => {
  const timers = { open: 0 }
  const clock: Clock = {
    now: () => liveClock.now(),
    after: () => {
      timers.open += 1
      return () => {
        timers.open -= 1
      }
    },
  }
  const abort = new AbortController()
  const waiting = waitFor(clock, 60_000_000, abort.signal)
  expect(timers.open).toBe(1)
  abort.abort()
  await waiting
  expect(timers.open).toBe(0)
  await waitFor(clock, 60_000_000, abort.signal)
  expect(timers.open).toBe(0)
})
