import { describe, expect, it } from 'vitest'
import { SmallExchange } from '../../../../test/simulation/small-exchange.ts'
import { plainRequest } from './order-request.ts'

/** A seller whose two orders are one-cancels-other: 5 at 100 or 5 at 101. */
function pairOf(scene: SmallExchange): number {
  const seller = scene.account({ BTC: 5 })
  const leg = { ...plainRequest, side: 'sell', lots: 5 } as const
  const orders = [
    { ...leg, price: 100 },
    { ...leg, price: 101 },
  ] as const
  scene.exchange.submitGroup(seller, { kind: 'oco', orders }, scene.exchange.now)
  return seller
}

describe('what an order would meet', () => {
  it('counts of a one-cancels-other pair what is met first: fill-or-kill gets all or nothing', () => {
    const scene = new SmallExchange()
    pairOf(scene)
    const buyer = scene.account({ USD: 5_000 })
    const order = scene.place(buyer, { lots: 10, price: 101, timeInForce: 'fok' })
    expect([order.status, order.filled]).toEqual(['expired', 0])
  })

  it('sets aside for a market order what is left when the other leg is gone', () => {
    const scene = new SmallExchange()
    pairOf(scene)
    scene.depth(false, 500, 10)
    const buyer = scene.account({ USD: 1_010 })
    expect(scene.refusal(buyer, { type: 'market', lots: 10 })).toBe('funds')
    const richer = scene.account({ USD: 3_000 })
    expect(scene.place(richer, { type: 'market', lots: 10 }).filled).toBe(10)
    expect(scene.total(richer, 'USD')).toBe(0)
  })

  it('stops a fill-or-kill at an own order that would end it', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 5_000, BTC: 5 })
    scene.depth(false, 100, 3)
    scene.place(account, { side: 'sell', lots: 5, price: 101 })
    scene.depth(false, 102, 20)
    const fok = { lots: 10, price: 102, timeInForce: 'fok' } as const
    const order = scene.place(account, { ...fok, selfTrade: 'cancel-new' })
    expect([order.status, order.filled]).toEqual(['expired', 0])
    expect(scene.place(account, { ...fok, selfTrade: 'cancel-resting' }).filled).toBe(10)
  })

  it('counts reduce-only orders for no more than their holder has', () => {
    const scene = new SmallExchange()
    const margin = { leverage: 3, interestPpmPerHour: 0, maintenancePpm: 0 }
    const holder = scene.account({ BTC: 5, USD: 10_000 }, margin)
    for (const price of [100, 101])
      scene.place(holder, { side: 'sell', lots: 5, price, isReduceOnly: true })
    const buyer = scene.account({ USD: 5_000 })
    const order = scene.place(buyer, { lots: 10, price: 101, timeInForce: 'fok' })
    expect([order.status, order.filled]).toEqual(['expired', 0])
  })

  it('counts the hidden lots of an iceberg', () => {
    const scene = new SmallExchange()
    const seller = scene.account({ BTC: 10 })
    scene.place(seller, { side: 'sell', lots: 10, price: 100, display: 2 })
    const buyer = scene.account({ USD: 5_000 })
    expect(scene.place(buyer, { lots: 9, price: 100, timeInForce: 'fok' }).filled).toBe(9)
  })
})
