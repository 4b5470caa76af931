import { describe, expect, it } from 'vitest'
import { SmallExchange, units } from '../../../../test/simulation/small-exchange.ts'
import { plainRequest } from './order-request.ts'

const codeOf = (answer: { readonly ok: boolean; readonly error?: { readonly code: string } }) =>
  answer.error?.code

describe('admission', () => {
  it('counts the orders of a group among the open ones', () => {
    const scene = new SmallExchange({ openOrdersMax: 2 })
    const account = scene.account({ USD: 1_000 })
    const first = { ...plainRequest, lots: 1, price: 10 }
    const followers = [first, first]
    const { exchange } = scene
    expect(
      codeOf(exchange.submitGroup(account, { kind: 'oto', first, followers }, exchange.now)),
    ).toBe('too-many-orders')
    expect(exchange.openOrders(account)).toEqual([])
  })

  it('counts stops that wait for another order among the stops', () => {
    const scene = new SmallExchange({ stopOrdersMax: 1 })
    const account = scene.account({ USD: 1_000 })
    const first = { ...plainRequest, lots: 1, price: 10 }
    const stop = { ...plainRequest, lots: 1, side: 'sell', type: 'stop', trigger: 5 } as const
    const { exchange } = scene
    const group = { kind: 'oto', first, followers: [stop, stop] } as const
    expect(codeOf(exchange.submitGroup(account, group, exchange.now))).toBe('too-many-stops')
  })

  it('holds an order for an amount to the limits of lots', () => {
    const scene = new SmallExchange({ marketLotsMax: 5, lotsMin: 2 })
    const account = scene.account({ USD: 10_000 })
    scene.depth(false, 100, 50)
    const amount = (count: number): string | undefined =>
      scene.refusal(account, { type: 'market', quoteAmount: units(count) })
    expect(amount(1_000)).toBe('market-lot-size')
    expect(amount(100)).toBe('lot-size')
    expect(amount(500)).toBe(undefined)
  })

  it('spends no more than the amount when own orders stand in the way', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 10_000, BTC: 5 })
    scene.place(account, { side: 'sell', lots: 5, price: 100 })
    scene.depth(false, 200, 50)
    const order = scene.place(account, {
      type: 'market',
      quoteAmount: units(1_000),
      selfTrade: 'cancel-resting',
    })
    expect([order.filled, scene.total(account, 'USD')]).toEqual([5, 9_000])
  })

  it('declines a limit offset that is no whole number', () => {
    const scene = new SmallExchange()
    const account = scene.account({ BTC: 5 })
    const trail = { kind: 'ticks', ticks: 5 } as const
    const order = { side: 'sell', type: 'trailing-stop-limit', lots: 1, trail } as const
    for (const limitOffset of [Number.NaN, 0.5, Number.POSITIVE_INFINITY])
      expect(scene.refusal(account, { ...order, limitOffset })).toBe('bad-request')
  })
})
