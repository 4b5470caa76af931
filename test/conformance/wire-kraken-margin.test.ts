import type { Order } from 'ccxt'
import { beforeEach, describe, expect, it } from 'vitest'
import { btc } from './kraken-scene.ts'
import { onKraken } from './kraken-stage.ts'
import type { KrakenClient, KrakenVenue } from './kraken-venue.ts'

let venue: KrakenVenue
let ccxt: KrakenClient

onKraken((opened, client) => {
  venue = opened
  ccxt = client
}, 5)
beforeEach(() => venue.scene.quote(btc))

type Extra = { readonly [name: string]: unknown }

async function market(side: 'buy' | 'sell', amount: number, extra: Extra = {}): Promise<Order> {
  const { id } = await ccxt.createOrder('BTC/USD', 'market', side, amount, undefined, extra)
  return ccxt.fetchOrder(String(id))
}

type Trading = Readonly<Record<'m' | 'n' | 'e' | 'mf' | 'ml', string>>

async function standing(): Promise<Trading> {
  const { result } = (await ccxt.privatePostTradeBalance({ asset: 'ZUSD' })) as {
    readonly result: Trading
  }
  return result
}

describe('an account that may borrow', () => {
  it('is told how much, pair by pair', () => {
    const pair = ccxt.market('BTC/USD')
    expect([pair.margin, pair.limits.leverage?.max]).toEqual([true, 5])
    expect(pair['info']['leverage_sell']).toEqual([2, 3, 4, 5])
  })

  it('borrows for no order that does not ask for it, and no more than it asks for', async () => {
    await expect(market('buy', 4)).rejects.toThrow('EOrder:Insufficient funds')
    await expect(market('buy', 7, { leverage: '2' })).rejects.toThrow(
      'EOrder:Insufficient initial margin',
    )
    await expect(market('buy', 1, { leverage: '6' })).rejects.toThrow('arguments:leverage')
    await expect(market('sell', 1)).rejects.toThrow('EOrder:Insufficient funds')
  })

  it('has positions, which other orders close again', async () => {
    const long = await market('buy', 5, { leverage: '3' })
    expect(long).toMatchObject({ status: 'closed', filled: 5 })
    expect(long.info['descr']['leverage']).toBe('3:1')
    expect(long.info['descr']['order']).toMatch(/ @ market with 3:1 leverage$/)
    const [position] = await ccxt.fetchPositions(['BTC/USD'])
    expect(position).toMatchObject({ symbol: 'BTC/USD', side: 'long', contracts: 5 })
    expect(position?.leverage).toBeCloseTo(3, 3)
    expect(position?.initialMargin).toBeCloseTo((5 * 30_000) / 3, -3)
    const { m, ml, e, mf } = await standing()
    expect(Number(m)).toBeCloseTo(Number(position?.initialMargin), 4)
    expect(Number(ml)).toBeCloseTo((100 * Number(e)) / Number(m), 1)
    expect(Number(mf)).toBeCloseTo(Number(e) - Number(m), 6)
    const single = (await ccxt.privatePostOpenPositions()) as {
      readonly result: Readonly<Record<string, { readonly ordertxid: string }>>
    }
    expect(Object.values(single.result).map(({ ordertxid }) => ordertxid)).toEqual([long.id])
    await market('sell', 2, { leverage: '3' })
    expect((await ccxt.fetchPositions())[0]?.info['vol_closed']).toBe('2.00000000')
    await market('sell', 3, { leverage: '3', reduceOnly: true })
    expect(await ccxt.fetchPositions()).toEqual([])
    expect(Number((await standing()).m)).toBe(0)
  })

  it('is short of what it sold and did not own', async () => {
    await market('sell', 1, { leverage: '2' })
    const [position] = await ccxt.fetchPositions()
    expect(position).toMatchObject({ side: 'short', contracts: 1 })
    venue.scene.quote(btc, 290_000)
    expect((await ccxt.fetchPositions())[0]?.unrealizedPnl).toBeGreaterThan(900)
    expect(Number((await standing()).n)).toBeGreaterThan(900)
    await market('buy', 1, { leverage: '2', reduceOnly: true })
    expect(await ccxt.fetchPositions()).toEqual([])
  })

  it('is sold out when too little is left over what it owes', async () => {
    await market('buy', 14, { leverage: '5' })
    venue.scene.quote(btc, 240_000)
    const [position] = await ccxt.fetchPositions()
    expect(position).toBeUndefined()
    const { total } = (await ccxt.fetchBalance()) as unknown as {
      readonly total: Readonly<Record<string, number>>
    }
    expect(total['BTC']).toBe(0)
  })
})
