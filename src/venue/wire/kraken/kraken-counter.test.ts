import { expect, it } from 'vitest'
import { micros, secondUs } from '../../../domain/index.ts'
import { KrakenCounters, youthPrice } from './kraken-counter.ts'

const at = (seconds: number) => micros(seconds * secondUs)

it('lets fifteen calls of a starter through, and one more every three seconds', () => {
  const counters = new KrakenCounters('starter')
  const calls = Array.from({ length: 16 }, () => counters.call('key', 1, at(0)))
  expect(calls.filter(Boolean)).toHaveLength(15)
  expect([counters.call('key', 1, at(3)), counters.call('key', 1, at(4))]).toEqual([false, true])
  expect(counters.call('other', 1, at(0))).toBe(true)
})

it('takes more for orders taken back young, and never refuses to take one back', () => {
  expect([0, 6, 12, 40, 80, 299, 300].map((age) => youthPrice('cancel', age * secondUs))).toEqual([
    8, 6, 5, 4, 2, 1, 0,
  ])
  const counters = new KrakenCounters('starter')
  for (let i = 0; i < 10; i += 1) counters.charge(0, 0, 8, at(0))
  expect(counters.order(0, 0, 1, at(0))).toBe(false)
  expect(counters.order(0, 1, 1, at(0))).toBe(true)
  expect(counters.order(0, 0, 1, at(1))).toBe(true)
})

it('locks out who guesses keys, for a quarter of an hour', () => {
  const counters = new KrakenCounters('pro')
  for (let i = 0; i < 15; i += 1) counters.wrongKey('a', at(0))
  expect(counters.isLocked('a', at(899))).toBe(true)
  expect(counters.isLocked('a', at(901))).toBe(false)
  expect(counters.isLocked('b', at(0))).toBe(false)
})

it('forgets wrong keys after a right one', () => {
  const counters = new KrakenCounters('pro')
  for (let i = 0; i < 14; i += 1) counters.wrongKey('a', at(0))
  counters.rightKey('a')
  counters.wrongKey('a', at(0))
  expect(counters.isLocked('a', at(0))).toBe(false)
})

it('counts nothing without a tier', () => {
  const counters = new KrakenCounters(undefined)
  for (let i = 0; i < 100; i += 1) {
    counters.wrongKey('a', at(0))
    expect(counters.call('key', 2, at(0)) && counters.visit('a', at(0))).toBe(true)
  }
  expect(counters.isLocked('a', at(0))).toBe(false)
})
