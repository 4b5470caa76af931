import { describe, expect, it } from 'vitest'
import { SmallExchange } from '../../../../test/simulation/small-exchange.ts'

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
