import { describe, expect, it } from 'vitest'
import { SmallExchange, smallStart } from '../../../../test/simulation/small-exchange.ts'
import { openRules, type TradingRules } from './listing.ts'
import type { OrderRequest } from './order-request.ts'

const loose = { ...openRules, priceUpPpm: 100_000_000, priceDownPpm: 1 }
const coarse: TradingRules = { ...loose, tickStep: 5, lotStep: 10 }

function relisted(): { readonly scene: SmallExchange; readonly account: number } {
  const scene = new SmallExchange()
  const account = scene.account({ USD: 1_000_000, BTC: 1_000 })
  scene.print(true, 100, 1)
  scene.exchange.relist(0, coarse, smallStart)
  return { scene, account }
}

describe('an instrument listed anew on a coarser grid', () => {
  const fine: Partial<OrderRequest> = { lots: 20, price: 95 }
  it.each<[string | undefined, Partial<OrderRequest>]>([
    [undefined, {}],
    ['price-filter', { price: 96 }],
    ['lot-size', { lots: 15 }],
    ['lot-size', { lots: 15, type: 'market', price: 0 }],
    [undefined, { display: 10 }],
    ['lot-size', { display: 5 }],
    ['price-filter', { type: 'stop', price: 0, trigger: 111 }],
    [undefined, { type: 'stop', price: 0, trigger: 110 }],
    ['price-filter', { type: 'trailing-stop', price: 0, trail: { kind: 'ticks', ticks: 3 } }],
    [undefined, { type: 'trailing-stop', price: 0, trail: { kind: 'ppm', ppm: 30_000 } }],
    [
      'price-filter',
      { type: 'trailing-stop-limit', price: 0, limitOffset: 2, trail: { kind: 'ticks', ticks: 5 } },
    ],
  ])('answers %s to %o', (code, order) => {
    const { scene, account } = relisted()
    expect(scene.refusal(account, { ...fine, ...order })).toBe(code)
  })

  it('buys no more for an amount of money than whole steps', () => {
    const { scene, account } = relisted()
    scene.depth(false, 100, 1_000)
    const order = scene.place(account, { type: 'market', quoteAmount: 2_950_00000000n })
    expect(order).toMatchObject({ lots: 20, status: 'filled' })
  })

  it('leaves open orders as they are, and asks steps only of what is changed', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_000_000 })
    const { number } = scene.place(account, { lots: 27, price: 97 })
    const amend = (change: object): string => {
      const none = { lots: undefined, price: undefined, trigger: undefined }
      const answer = scene.exchange.amend(account, { number }, { ...none, ...change }, smallStart)
      return answer.ok ? `${answer.value.lots} at ${answer.value.price}` : answer.error.code
    }
    scene.exchange.relist(0, coarse, smallStart)
    expect(scene.exchange.order(account, { number })).toMatchObject({ lots: 27, price: 97 })
    expect(amend({ lots: 25 })).toBe('lot-size')
    expect(amend({ lots: 20 })).toBe('20 at 97')
    expect(amend({ price: 96 })).toBe('price-filter')
    expect(amend({ price: 95 })).toBe('20 at 95')
    scene.print(false, 94, 7)
    expect(scene.exchange.order(account, { number })?.filled).toBe(7)
  })

  it('is still on it after a restart', () => {
    const { scene, account } = relisted()
    const { listings } = scene.exchange
    const next = new SmallExchange()
    expect(next.exchange.listings[0]?.rules).not.toEqual(coarse)
    next.exchange.load(JSON.parse(JSON.stringify(scene.exchange.save())))
    expect(next.exchange.listings).toEqual(listings)
    expect(next.refusal(account, { lots: 20, price: 96 })).toBe('price-filter')
  })
})
