import { describe, expect, it } from 'vitest'
import { SmallExchange } from '../../../../test/simulation/small-exchange.ts'

describe('a trade made undone', () => {
  it('moves everything back on both sides, and is a trade no more', () => {
    const scene = new SmallExchange()
    const seller = scene.account({ BTC: 5 })
    const buyer = scene.account({ USD: 1_000 })
    scene.place(seller, { side: 'sell', lots: 5, price: 100 })
    scene.place(buyer, { lots: 5, price: 100 })
    const trade = scene.exchange.fills(buyer)[0]?.trade ?? 0
    const answer = scene.exchange.bust(trade, scene.exchange.now)
    expect(answer.ok && answer.value.map(({ account }) => account)).toEqual([seller, buyer])
    expect([scene.total(seller, 'BTC'), scene.total(seller, 'USD')]).toEqual([5, 0])
    expect([scene.total(buyer, 'BTC'), scene.total(buyer, 'USD')]).toEqual([0, 1_000])
    expect(scene.exchange.fills(buyer)).toEqual([])
    expect([...scene.exchange.imbalance().values()]).toEqual([0n, 0n])
    expect(scene.exchange.bust(trade, scene.exchange.now).ok).toBe(false)
  })

  it('is declined where a cash account has spent what it got', () => {
    const scene = new SmallExchange()
    const buyer = scene.account({ USD: 1_000 })
    scene.depth(false, 100, 5)
    scene.depth(true, 99, 5)
    scene.place(buyer, { type: 'market', lots: 5 })
    const trade = scene.exchange.fills(buyer)[0]?.trade ?? 0
    scene.place(buyer, { type: 'market', side: 'sell', lots: 5 })
    const answer = scene.exchange.bust(trade, scene.exchange.now)
    expect(!answer.ok && answer.error.code).toBe('funds')
    expect(scene.total(buyer, 'BTC')).toBe(0)
  })

  it('takes a position back at the price it was opened at', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_000 })
    scene.depth(false, 100, 5, 2)
    scene.place(account, { instrument: 2, type: 'market', lots: 5 })
    const trade = scene.exchange.fills(account)[0]?.trade ?? 0
    scene.print(true, 150, 1, 2)
    scene.exchange.bust(trade, scene.exchange.now)
    expect(scene.exchange.positions(account)).toEqual([])
    expect(scene.total(account, 'USD')).toBe(1_000)
  })
})
