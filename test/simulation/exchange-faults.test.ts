// @module-tag long

import { describe, expect, it } from 'vitest'
import { micros } from '../../src/domain/index.ts'
import {
  type ExchangeOrder,
  noFaults,
  type OrderRequest,
  plainRequest,
} from '../../src/venue/sim/index.ts'
import ledger from './exchange-seeds.json' with { type: 'json' }
import { FaultChannel } from './fault-channel.ts'
import { Idempotency } from './fault-idempotency.ts'
import { faultPerpetual } from './fault-listings.ts'
import { runFaults } from './fault-run.ts'
import { runSeeds } from './fault-seeds.ts'

describe('clients of an exchange on which everything goes wrong', () => {
  it('know everything once it is healed, and no promise was broken on the way', () => {
    const seen = new Map<string, number>()
    let resent = 0
    let resentGroups = 0
    let breaks = 0
    for (let seed = 1; seed <= 60; seed += 1) {
      const run = runFaults(seed)
      expect(run.orders).toBeGreaterThan(10)
      expect(run.compared).toBeGreaterThan(3)
      resent += run.resent
      resentGroups += run.resentGroups
      breaks += run.breaks
      for (const [kind, count] of run.seen) seen.set(kind, (seen.get(kind) ?? 0) + count)
    }
    expect(resent).toBeGreaterThan(40)
    expect(resentGroups).toBeGreaterThan(40)
    expect(breaks).toBeGreaterThan(40)
    // Promises about what never happens are worth nothing.
    const missing = [...faultsSeen, ...ordersSeen].filter((what) => (seen.get(what) ?? 0) <= 5)
    const rare = [...callsSeen].filter((what) => !seen.has(what))
    expect([...missing, ...rare]).toEqual([])
  })

  it('hear the same in every run of a seed, and something else in another', () => {
    const { hash } = runFaults(7)
    expect(runFaults(7).hash).toBe(hash)
    expect(runFaults(8).hash).not.toBe(hash)
  })

  it('need nothing twice where nothing goes wrong', () => {
    const run = runFaults(9, noFaults)
    expect(run.resent).toBe(0)
    expect(run.breaks).toBe(0)
    for (const kind of ['unavailable', 'internal', 'throttled', 'duplicate-client-id'])
      expect(run.seen.get(kind)).toBeUndefined()
  })
})

const faultsSeen = [
  'bad-clock',
  'bad-request',
  'banned',
  'cancel-only',
  'delisted',
  'duplicate-client-id',
  'internal',
  'listing',
  'maintenance',
  'mode',
  'throttled',
  'trade-busted',
  'unavailable',
]

const triggered = ['stop', 'stop-limit', 'take-profit', 'take-profit-limit']
const trailing = ['trailing-stop', 'trailing-stop-limit']

/** What orders, groups and accounts come to, of every kind there is. */
const ordersSeen: readonly string[] = [
  ...['market', 'limit', ...triggered, ...trailing].map((type) => `${type} filled`),
  ...triggered.map((type) => `${type} fired`),
  ...trailing.flatMap((type) => [`${type} by ticks fired`, `${type} by ppm fired`]),
  ...['gtc', 'ioc', 'fok', 'gtd', 'day'].map((time) => `${time} filled as taker`),
  ...['gtc', 'gtd', 'day'].map((time) => `${time} filled as maker`),
  ...['gtd', 'day'].map((time) => `${time} ended by time`),
  ...['iceberg', 'reduce-only', 'grouped'].map((what) => `${what} filled`),
  ...['oco', 'bracket'].map((kind) => `${kind}: a leg goes on`),
  ...['oto', 'bracket'].map((kind) => `${kind}: a follower starts`),
  ...['cancel-new', 'cancel-resting', 'decrement-both', 'cancel-both'].map(
    (policy) => `self-trade: ${policy}`,
  ),
  ...['dead-man', 'funds', 'group', 'liquidation', 'no-liquidity', 'post-only', 'reduce-only'].map(
    (reason) => `ended: ${reason}`,
  ),
  ...['deposit', 'withdrawal', 'funding', 'interest', 'liquidation', 'bust'].map(
    (reason) => `booked: ${reason}`,
  ),
  `liquidated: ${faultPerpetual}`,
]

/** Margin calls on the spot market. */
const callsSeen: readonly string[] = ['liquidated: 0', 'liquidated: 1']

describe('the ledger of seeds', () => {
  it('has a last small range that comes to the same hash again', () => {
    const small = ledger.findLast(({ count }) => count <= 50)
    expect(small).toBeDefined()
    if (small === undefined) return
    const { range, violations } = runSeeds(small.from, small.count)
    expect(violations).toEqual([])
    expect(range).toEqual(small)
  })
})

describe('what watches', () => {
  function order(number: number, request: Partial<OrderRequest>): ExchangeOrder {
    const whole = { ...plainRequest, clientId: 'a', lots: 5, ...request }
    return {
      number,
      account: 0,
      request: whole,
      createdTs: micros(0),
      status: 'open',
      updatedTs: micros(0),
      lots: whole.lots,
      price: 1,
      trigger: 0,
      hasTriggered: false,
      filled: 0,
      quoteFilled: 0n,
      fee: 0n,
      feeCurrency: 'USD',
      group: 0,
      end: undefined,
    }
  }

  it('sees a name that made two orders', () => {
    const watch = new Idempotency()
    const fact = { kind: 'order-accepted', sequence: 1, ts: micros(0), account: 0 } as const
    watch.onExchangeEvent({ ...fact, order: order(1, {}) })
    watch.onExchangeEvent({ ...fact, order: order(1, {}) })
    expect(() => watch.onExchangeEvent({ ...fact, order: order(2, {}) })).toThrow('idempotency')
  })

  it('takes messages in order once, and knows when it is behind', () => {
    const channel = new FaultChannel()
    const heard: number[] = []
    const take = (n: number): void => channel.take(n, () => heard.push(n))
    take(1)
    take(1)
    take(3)
    expect(channel.isBehind).toBe(true)
    take(2)
    expect([heard, channel.isBehind]).toEqual([[1, 2, 3], false])
    take(6)
    expect(
      channel.read(
        2,
        () => {},
        () => heard.push(-1),
      ),
    ).toBe(false)
    expect(
      channel.read(
        5,
        () => {},
        () => heard.push(-5),
      ),
    ).toBe(true)
    expect([heard, channel.isBehind]).toEqual([[1, 2, 3, -5, 6], false])
    channel.breakOff()
    take(7)
    expect(channel.isBehind).toBe(true)
    expect(
      channel.read(
        6,
        () => {},
        () => {},
      ),
    ).toBe(true)
    expect([heard, channel.isBehind]).toEqual([[1, 2, 3, -5, 6, 7], false])
  })
})
