import { describe, expect, it } from 'vitest'
import { SmallExchange } from '../../../../test/simulation/small-exchange.ts'
import { plainRequest } from './order-request.ts'

const kinds = ({ heard }: SmallExchange, number: number): readonly string[] =>
  heard.flatMap((event) => ('order' in event && event.order.number === number ? [event.kind] : []))

describe('an order', () => {
  it('is open when it is told to be accepted', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_000 })
    const told: string[] = []
    const push = scene.heard.push.bind(scene.heard)
    scene.heard.push = (...events) => {
      for (const event of events) if ('order' in event) told.push(event.order.status)
      return push(...events)
    }
    scene.place(account, { lots: 1, price: 100 })
    scene.place(account, { lots: 1, type: 'stop', trigger: 200 })
    expect(told).toEqual(['open', 'waiting'])
  })

  it('is told to be smaller when a self-trade took lots off it', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_000, BTC: 5 })
    const resting = scene.place(account, { side: 'sell', lots: 5, price: 100 })
    scene.place(account, { lots: 2, price: 100, selfTrade: 'decrement-both' })
    expect(resting.lots).toBe(3)
    expect(kinds(scene, resting.number)).toEqual(['order-accepted', 'order-amended'])
  })

  it('ends with the first of its account it would meet, all that was hidden of it too', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_000, BTC: 9 })
    const hiding = scene.place(account, { side: 'sell', lots: 5, price: 100, display: 1 })
    const behind = scene.place(account, { side: 'sell', lots: 3, price: 101 })
    scene.depth(false, 99, 1)
    const taker = scene.place(account, { lots: 8, price: 101, selfTrade: 'cancel-both' })
    expect([taker, hiding].map(({ status, end }) => [status, end])).toEqual([
      ['canceled', 'self-trade'],
      ['canceled', 'self-trade'],
    ])
    expect([taker.filled, hiding.filled, behind.status]).toEqual([1, 0, 'open'])
    const all = { lots: 3, price: 101, timeInForce: 'fok', selfTrade: 'cancel-both' } as const
    expect(scene.place(account, all).end).toBe('no-liquidity')
    expect(behind.status).toBe('open')
  })

  it('that only reduces is cut down, and told so, when another instrument sold what it would', () => {
    const scene = new SmallExchange()
    const account = scene.account({ BTC: 5 })
    const reducing = scene.place(account, {
      side: 'sell',
      lots: 1,
      price: 100,
      isReduceOnly: true,
    })
    scene.depth(true, 90, 5, 1)
    scene.place(account, { instrument: 1, side: 'sell', type: 'market', lots: 4 })
    expect(reducing.status).toBe('open')
    const margin = { leverage: 3, interestPpmPerHour: 0, maintenancePpm: 0 }
    const borrower = scene.account({ BTC: 5, USD: 10_000, EUR: 10_000 }, margin)
    const order = scene.place(borrower, { side: 'sell', lots: 5, price: 110, isReduceOnly: true })
    scene.place(borrower, { instrument: 1, side: 'sell', type: 'market', lots: 1 })
    expect(order.lots).toBe(4)
    expect(kinds(scene, order.number)).toEqual(['order-accepted', 'order-amended'])
  })

  it('that waited for another is told of when it starts', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_000 })
    scene.depth(false, 100, 5)
    const first = { ...plainRequest, lots: 5, price: 100 }
    const exit = { ...plainRequest, side: 'sell', lots: 8, price: 120 } as const
    const group = { kind: 'oto', first, followers: [exit] } as const
    const answer = scene.exchange.submitGroup(account, group, scene.exchange.now)
    const waiter = answer.ok ? answer.value[1] : undefined
    expect([waiter?.status, waiter?.lots]).toEqual(['open', 5])
    expect(kinds(scene, waiter?.number ?? 0)).toEqual(['order-accepted', 'order-amended'])
  })
})
