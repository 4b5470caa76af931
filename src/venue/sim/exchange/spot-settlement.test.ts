import { describe, expect, it } from 'vitest'
import { SmallExchange, units } from '../../../../test/simulation/small-exchange.ts'

describe('spot money', () => {
  it('is not lent against margin that a position binds', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_000 })
    scene.print(true, 100, 1, 2)
    scene.depth(false, 100, 9, 2)
    scene.place(account, { instrument: 2, type: 'market', lots: 9 })
    expect(scene.refusal(account, { lots: 2, price: 100 })).toBe('funds')
    const out = scene.exchange.deposit(account, 'USD', -units(200), scene.exchange.now)
    expect(out.ok).toBe(false)
  })

  it('fills what was paid for, though a position has lost since', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_000 })
    scene.exchange.setLeverage(account, 2, 10)
    scene.print(true, 100, 1, 2)
    scene.depth(false, 100, 10, 2)
    scene.place(account, { instrument: 2, type: 'market', lots: 10 })
    const order = scene.place(account, { lots: 8, price: 100 })
    scene.depth(true, 60, 10, 2)
    scene.place(account, { instrument: 2, side: 'sell', type: 'market', lots: 10 })
    expect(scene.exchange.balances(account).get('USD')?.free).toBe(-units(200))
    scene.print(false, 99, 20)
    expect(order.status).toBe('filled')
    expect(scene.total(account, 'USD')).toBe(-200)
  })

  it('leaves a borrower what was taken on, though no more would be lent', () => {
    const scene = new SmallExchange()
    const margin = { leverage: 3, interestPpmPerHour: 0, maintenancePpm: 0 }
    const account = scene.account({ USD: 1_000 }, margin)
    scene.print(true, 100, 1)
    scene.depth(false, 100, 10)
    scene.place(account, { type: 'market', lots: 10 })
    const order = scene.place(account, { lots: 15, price: 95 })
    scene.depth(false, 100, 0)
    scene.print(false, 40, 100)
    expect(order.status).toBe('filled')
    expect(scene.total(account, 'USD')).toBe(-1_425)
  })

  it('is not withdrawn while it covers a debt', () => {
    const scene = new SmallExchange()
    const margin = { leverage: 3, interestPpmPerHour: 0, maintenancePpm: 0 }
    const account = scene.account({ USD: 1_000 }, margin)
    scene.print(true, 100, 1)
    scene.depth(true, 100, 20)
    scene.place(account, { side: 'sell', type: 'market', lots: 15 })
    const out = (count: number): boolean =>
      scene.exchange.deposit(account, 'USD', -units(count), scene.exchange.now).ok
    expect(out(1_000)).toBe(false)
    expect(out(200)).toBe(true)
  })
})
