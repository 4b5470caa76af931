// @module-tag long

import { describe, expect, it } from 'vitest'
import { drive } from './exchange-actions.ts'
import { ExchangeTally } from './exchange-tally.ts'
import { ExchangeWorld } from './exchange-world.ts'

/** Worlds, and what is done in each of them: a million random orders and market events. */
const worlds = 200
const inputs = 5_000
const perTest = 20

const counts = new Map<string, number>()
let done = 0

function add(seen: ReadonlyMap<string, number>): void {
  for (const [what, times] of seen) counts.set(what, (counts.get(what) ?? 0) + times)
}

describe('exchange', () => {
  for (let from = 0; from < worlds; from += perTest)
    it(`keeps its promises in the worlds ${from} to ${from + perTest - 1}`, () => {
      for (let seed = from; seed < from + perTest; seed += 1) {
        const world = new ExchangeWorld(seed, (sink) => new ExchangeTally(sink, counts))
        done += drive(world, inputs)
        add(world.watch.orders.seen)
      }
    })

  // Promises about what never happens are worth nothing.
  it('has seen a million calls, and everything they can bring about', () => {
    expect(done).toBe(worlds * inputs)
    const missing = happenings.filter((what) => (counts.get(what) ?? 0) < 100)
    expect(missing.map((what) => [what, counts.get(what)])).toEqual([])
  })
})

const types = ['market', 'limit', 'stop', 'stop-limit', 'take-profit', 'take-profit-limit']
const happenings: readonly string[] = [
  ...[...types, 'trailing-stop', 'trailing-stop-limit'].map((type) => `${type} filled`),
  ...['gtc', 'ioc', 'fok', 'gtd', 'day'].map((time) => `${time} filled as taker`),
  ...['gtc', 'gtd', 'day'].map((time) => `${time} filled as maker`),
  ...['reduce-only', 'iceberg', 'grouped'].map((what) => `${what} filled`),
  ...['deposit', 'withdrawal', 'funding', 'interest', 'liquidation', 'bust'].map(
    (reason) => `booked: ${reason}`,
  ),
  ...[
    'by-request',
    'no-liquidity',
    'post-only',
    'self-trade',
    'time',
    'group',
    'reduce-only',
    'funds',
    'liquidation',
    'delisted',
    'dead-man',
  ].map((reason) => `ended: ${reason}`),
  ...['cancel-new', 'cancel-resting', 'decrement-both', 'cancel-both'].map(
    (policy) => `self-trade: ${policy}`,
  ),
  ...['post-only', 'cancel-only', 'halted', 'delisted'].map((mode) => `mode: ${mode}`),
  ...['order-filled', 'order-triggered'].map((what) => `later: ${what}`),
  ...['order-triggered', 'order-amended', 'trade-busted', 'liquidated', 'listing', 'trade'],
]
