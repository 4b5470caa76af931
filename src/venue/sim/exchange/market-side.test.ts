import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SmallExchange } from '../../../../test/simulation/small-exchange.ts'
import { levelRows } from '../../../market/index.ts'

describe('a market that is halted', () => {
  it('matches nothing, whatever strangers are said to do', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_000 })
    const order = scene.place(account, { lots: 5, price: 100 })
    scene.exchange.setMode(0, 'halted', scene.exchange.now)
    scene.print(false, 90, 10)
    scene.depth(false, 95, 10)
    expect(order.filled).toBe(0)
    expect(scene.exchange.best(0, 'sell')).toBe(undefined)
  })

  it('fires no stop until it opens again, and then at once', () => {
    const scene = new SmallExchange()
    const account = scene.account({ BTC: 5 })
    scene.print(true, 100, 1)
    scene.depth(true, 80, 5)
    const stop = scene.place(account, { side: 'sell', type: 'stop', trigger: 95, lots: 5 })
    scene.exchange.setMode(0, 'halted', scene.exchange.now)
    scene.print(false, 90, 1)
    expect(stop.status).toBe('waiting')
    scene.exchange.setMode(0, 'trading', scene.exchange.now)
    expect(stop.status).toBe('filled')
  })

  it('lets no order be changed', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_000 })
    const { number } = scene.place(account, { lots: 5, price: 100 })
    scene.exchange.setMode(0, 'halted', scene.exchange.now)
    const change = { lots: 2, price: undefined, trigger: undefined }
    const answer = scene.exchange.amend(account, { number }, change, scene.exchange.now)
    expect(!answer.ok && answer.error.code).toBe('halted')
  })
})

describe('a market told order by order', () => {
  it('fills an account before a stranger who asks for a worse price', () => {
    const scene = new SmallExchange()
    const account = scene.account({ BTC: 5 })
    scene.exchange.onOrder(0, 1, false, 101, 10, scene.exchange.now)
    const order = scene.place(account, { side: 'sell', lots: 5, price: 100 })
    scene.exchange.onExecution(0, 1, 8, scene.exchange.now)
    expect(order.filled).toBe(5)
  })

  it('reaches an account behind a stranger whose order is old news', () => {
    const scene = new SmallExchange()
    const account = scene.account({ BTC: 5 })
    scene.exchange.onOrder(0, 1, false, 100, 10, scene.exchange.now)
    const order = scene.place(account, { side: 'sell', lots: 5, price: 101 })
    scene.print(true, 105, 8)
    expect(order.filled).toBe(5)
  })
})

describe('a mark', () => {
  it('calls a position without a trade', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 100 })
    scene.exchange.setLeverage(account, 2, 10)
    scene.print(true, 100, 1, 2)
    scene.depth(false, 100, 5, 2)
    scene.depth(true, 99, 5, 2)
    scene.place(account, { instrument: 2, type: 'market', lots: 5 })
    scene.exchange.onMark(2, 80, scene.exchange.now)
    expect(scene.exchange.positions(account)).toEqual([])
  })
})

describe('levels of one update', () => {
  const price = fc.integer({ min: 95, max: 105 })
  const level = fc.record({
    isBid: fc.boolean(),
    ticks: price,
    lots: fc.integer({ min: 0, max: 9 }),
  })
  const order = fc.record({
    isBid: fc.boolean(),
    ticks: price,
    lots: fc.integer({ min: 1, max: 9 }),
  })
  const print = fc.record({
    isBuy: fc.boolean(),
    ticks: price,
    lots: fc.integer({ min: 1, max: 9 }),
  })
  const step = fc.record({ levels: fc.array(level, { minLength: 1, maxLength: 12 }), order, print })
  type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

  function play(steps: readonly Step[], isTogether: boolean): string {
    const scene = new SmallExchange({}, false)
    const account = scene.account({ USD: 1e6, BTC: 1e6 })
    for (const { levels, order: own, print: seen } of steps) {
      const columns = {
        isBid: Float64Array.from(levels, ({ isBid }) => (isBid ? 1 : 0)),
        ticks: Float64Array.from(levels, ({ ticks }) => ticks),
        lots: Float64Array.from(levels, ({ lots }) => lots),
      }
      const { exchange } = scene
      if (isTogether) exchange.onLevels(0, levelRows(columns), 0, levels.length, exchange.now)
      else for (const { isBid, ticks, lots } of levels) scene.depth(isBid, ticks, lots)
      scene.place(account, { side: own.isBid ? 'buy' : 'sell', price: own.ticks, lots: own.lots })
      scene.print(seen.isBuy, seen.ticks, seen.lots)
    }
    const fills = scene.exchange.fills(account)
    return JSON.stringify([fills, scene.exchange.save()], (_, value: unknown) =>
      typeof value === 'bigint' ? `${value}` : value,
    )
  }

  it('do what they do one after another', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        expect(play(steps, true)).toBe(play(steps, false))
      }),
      { seed: 11, numRuns: 300 },
    )
  })
})
