import fc from 'fast-check'
import { expect, it } from 'vitest'
import { micros, secondUs } from '../../domain/index.ts'
import { ConnectionWatch, drawChance } from './connection-watch.ts'
import { RecentTrades } from './recent-trades.ts'

const at = (seconds: number): ReturnType<typeof micros> => micros(seconds * secondUs)

it('is silent when nothing came for too long, and is given its time again when it is tried', () => {
  const watch = new ConnectionWatch(30 * secondUs, () => 0, at(0))
  expect([watch.state(at(29)), watch.state(at(30))]).toEqual(['connected', 'silent'])
  watch.onHeard(at(31))
  expect([watch.state(at(60)), watch.state(at(61))]).toEqual(['connected', 'silent'])
  watch.onTried(at(62))
  expect([watch.state(at(91)), watch.state(at(92))]).toEqual(['connected', 'silent'])
})

it('is broken until it is tried again, and waits longer each time up to 24 seconds', () => {
  const watch = new ConnectionWatch(Number.POSITIVE_INFINITY, () => 1, at(0))
  const waits = Array.from({ length: 7 }, () => watch.onBroken() / secondUs)
  expect(waits).toEqual([1.5, 3, 6, 12, 24, 24, 24])
  expect(watch.state(at(1))).toBe('reconnecting')
  watch.onHeard(at(2))
  expect(watch.state(at(2))).toBe('connected')
  expect(watch.onBroken()).toBe(1.5 * secondUs)
})

it('draws the same waits from the same start, within half of the shortest', () => {
  const start = fc.integer({ min: 0, max: 2_000_000_000 })
  fc.assert(
    fc.property(start, fc.integer({ min: 1, max: 8 }), (seconds, times) => {
      const waits = (): number[] => {
        const watch = new ConnectionWatch(secondUs, drawChance(at(seconds), 'BTC'), at(seconds))
        return Array.from({ length: times }, () => watch.onBroken())
      }
      expect(waits()).toEqual(waits())
      for (const [i, us] of waits().entries()) {
        const least = Math.min(16, [1, 2, 4, 8][i] ?? 16) * secondUs
        expect(us).toBeGreaterThanOrEqual(least)
        expect(us).toBeLessThanOrEqual(1.5 * least)
      }
    }),
    { seed: 1 },
  )
})

it('knows a trade again among the newest four thousand', () => {
  const trades = new RecentTrades()
  for (let i = 0; i < 10_000; i += 1) expect(trades.note(`${i}`)).toBe(true)
  expect(trades.note('9999')).toBe(false)
  expect(trades.note(`${10_000 - 4_096}`)).toBe(false)
  expect(trades.note('0')).toBe(true)
})
