import { expect, it } from 'vitest'
import { ToldDesk } from '../../test/simulation/told-desk.ts'
import { micros, minuteUs, secondUs } from '../domain/index.ts'

/** Long with a stop at 49,000, set and taken. */
function holding(holdUs = 0): ToldDesk {
  const scene = new ToldDesk()
  scene.opinion = { exposure: 0.1, confidence: 0.9, stop: 49_000, holdUs }
  scene.bar(50_000)
  scene.fill(scene.place())
  scene.place()
  return scene
}

/** What is due by the clock so long after the last bar, and whether anything was. */
function pass(scene: ToldDesk, us: number): boolean {
  const ts = micros(scene.lastBarTs + us)
  const isDue = scene.desk.isDue(ts)
  if (isDue) scene.desk.onClock({ kind: 'time-passed', ts })
  return isDue
}

it('closes what has been held long enough though no bar comes, once', () => {
  const scene = holding(5 * minuteUs)
  expect(pass(scene, 4 * minuteUs)).toBe(false)
  expect(pass(scene, 6 * minuteUs)).toBe(true)
  expect(scene.place().order).toMatchObject({ role: 'exit', side: 'sell' })
  expect(pass(scene, 7 * minuteUs)).toBe(false)
})

it('sets a stop again within seconds, and leaves it to the bars when that does not help', () => {
  const scene = holding()
  let tries = 0
  const refuse = (): void => {
    scene.answer('place', { kind: 'refused', reason: 'no', isDuplicate: false })
    scene.answer('look-up', { kind: 'missing' })
  }
  // The venue ends the stop and takes no other order.
  scene.end('canceled')
  refuse()
  for (let second = 1; second < 300; second += 1) {
    if (!pass(scene, second * secondUs)) continue
    tries += 1
    refuse()
  }
  expect(tries).toBeGreaterThanOrEqual(8)
  expect(tries).toBeLessThanOrEqual(10)
  const { length } = scene.asked
  for (let bars = 0; bars < 6; bars += 1) scene.bar(50_000)
  expect(scene.asked.length).toBeGreaterThan(length)
})

it('takes quotes back when no bar comes, and keeps what reduces', () => {
  const scene = new ToldDesk()
  const quotes = { bid: 49_900, ask: 50_100, share: 0.1, inventoryMax: 0.1 }
  scene.opinion = { exposure: 0, confidence: 0.9, quotes }
  scene.bar(50_000)
  const bid = scene.place()
  expect(bid.order.role).toBe('quote')
  scene.desk.onClock({
    kind: 'feed-silent',
    ts: micros(scene.lastBarTs + 150 * secondUs),
    instrument: 0,
  })
  expect(scene.askedOf(bid)).toEqual(['place', 'cancel'])
  const stop = holding()
  const { length } = stop.asked
  stop.desk.onClock({
    kind: 'feed-silent',
    ts: micros(stop.lastBarTs + 150 * secondUs),
    instrument: 0,
  })
  expect(stop.asked.length).toBe(length)
})
