import { describe, expect, it } from 'vitest'
import { SmallExchange } from '../../../../test/simulation/small-exchange.ts'
import { micros, secondUs } from '../../../domain/index.ts'
import { plainRequest } from './order-request.ts'

const at = (scene: SmallExchange, seconds: number) =>
  micros(scene.exchange.now + seconds * secondUs)

describe('an order that starts later', () => {
  it('does nothing and binds nothing before, and meets the market of its time', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_000 })
    scene.depth(false, 100, 5)
    const order = scene.place(account, { lots: 8, price: 100, startTs: at(scene, 10) })
    expect([order.status, order.filled, scene.held(account, 'USD')]).toEqual(['dormant', 0, 0])
    scene.exchange.advance(at(scene, 9))
    expect(order.status).toBe('dormant')
    scene.exchange.advance(at(scene, 1))
    expect([order.status, order.filled, scene.held(account, 'USD')]).toEqual(['open', 5, 300])
  })

  it('is canceled before like any other, and then never starts', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_000 })
    const order = scene.place(account, { lots: 1, price: 100, startTs: at(scene, 10) })
    scene.exchange.cancel(account, { number: order.number }, scene.exchange.now)
    scene.exchange.advance(at(scene, 20))
    expect([order.status, order.end]).toEqual(['canceled', 'by-request'])
  })

  it('ends where it cannot be paid for by then', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 10 })
    const order = scene.place(account, { lots: 1, price: 100, startTs: at(scene, 10) })
    scene.exchange.advance(at(scene, 10))
    expect([order.status, order.end]).toEqual(['expired', 'funds'])
  })

  it('may not end before it starts, nor be for an amount', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_000 })
    const startTs = at(scene, 10)
    const order = { lots: 1, price: 100, startTs } as const
    const end = { timeInForce: 'gtd', expiryTs: at(scene, 10) } as const
    expect(scene.refusal(account, { ...order, ...end })).toBe('bad-request')
    const amount = { type: 'market', lots: 0, quoteAmount: 100n, startTs } as const
    expect(scene.refusal(account, amount)).toBe('bad-request')
    expect(scene.refusal(account, { ...order, startTs: scene.exchange.now })).toBeUndefined()
  })

  it('has others wait for it, and survives a restart', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_000 })
    const first = { ...plainRequest, lots: 2, price: 100, startTs: at(scene, 10) }
    const exit = { ...plainRequest, side: 'sell', lots: 2, price: 120 } as const
    const group = { kind: 'oto', first, followers: [exit] } as const
    expect(scene.exchange.submitGroup(account, group, scene.exchange.now).ok).toBe(true)
    const late = { ...exit, startTs: at(scene, 10) }
    const wrong = { kind: 'oto', first, followers: [late] } as const
    expect(scene.exchange.submitGroup(account, wrong, scene.exchange.now).ok).toBe(false)
    const next = new SmallExchange()
    next.exchange.load(JSON.parse(JSON.stringify(scene.exchange.save())))
    next.depth(false, 100, 5)
    next.exchange.advance(at(next, 10))
    const found = [1, 2].map((number) => next.exchange.order(account, { number })?.status)
    expect(found).toEqual(['filled', 'open'])
  })
})
