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
  venue.scene.act((exchange, ts) => exchange.deposit(0, 'BTC', 5_00000000n, ts))
})
beforeEach(async () => {
  await ccxt.cancelAllOrders()
  venue.scene.quote(btc)
})

type Extra = { readonly [name: string]: unknown }

/** Sends an order on bitcoin and reads it back. */
async function order(
  type: string,
  side: 'buy' | 'sell',
  amount: number,
  price?: number,
  extra: Extra = {},
): Promise<Order> {
  const { id } = await ccxt.createOrder('BTC/USD', type, side, amount, price, extra)
  return ccxt.fetchOrder(String(id))
}

/** Moves the market and reads the order again. */
async function at({ id }: Order, middle: number): Promise<Order> {
  venue.scene.quote(btc, middle)
  return ccxt.fetchOrder(String(id))
}

describe('every type of order', () => {
  it('limit rests, and is filled by the market', async () => {
    const placed = await order('limit', 'buy', 0.1, 29_900)
    expect(placed).toMatchObject({ status: 'open', type: 'limit', price: 29_900, filled: 0 })
    venue.scene.act((exchange, ts) => exchange.onTrade(btc, false, 298_000, 1_000_000, ts))
    const filled = await ccxt.fetchOrder(String(placed.id))
    expect(filled).toMatchObject({ status: 'closed', filled: 0.1, average: 29_900 })
    const [fill] = (await ccxt.fetchMyTrades('BTC/USD')).slice(-1)
    expect(fill).toMatchObject({ takerOrMaker: 'maker', price: 29_900, order: placed.id })
  })

  it('market is filled at once, by amount and by cost', async () => {
    expect(await order('market', 'sell', 0.25)).toMatchObject({ status: 'closed', filled: 0.25 })
    const { id } = await ccxt.createMarketBuyOrderWithCost('BTC/USD', 1_500)
    const bought = await ccxt.fetchOrder(String(id))
    expect(bought.status).toBe('closed')
    expect(bought.cost).toBeLessThanOrEqual(1_500)
    expect(bought.cost).toBeGreaterThan(1_499)
  })

  it('stop-loss and take-profit wait, with and without a limit', async () => {
    const stop = await order('market', 'sell', 0.01, undefined, { stopLossPrice: 29_500 })
    const profit = await order('market', 'sell', 0.01, undefined, { takeProfitPrice: 30_500 })
    const stopLimit = await order('limit', 'sell', 0.01, 29_450, { stopLossPrice: 29_500 })
    const profitLimit = await order('limit', 'sell', 0.01, 30_600, { takeProfitPrice: 30_500 })
    expect(stop).toMatchObject({ status: 'open', type: 'market', stopLossPrice: 29_500 })
    expect(profit).toMatchObject({ status: 'open', type: 'market', takeProfitPrice: 30_500 })
    expect(stopLimit).toMatchObject({ type: 'limit', price: 29_450, stopLossPrice: 29_500 })
    expect(profitLimit).toMatchObject({ type: 'limit', price: 30_600, takeProfitPrice: 30_500 })
    expect(await at(profit, 305_010)).toMatchObject({ status: 'closed' })
    expect(await at(profitLimit, 305_020)).toMatchObject({ status: 'open' })
    expect(await at(profitLimit, 306_100)).toMatchObject({ status: 'closed', average: 30_600 })
    expect(await at(stop, 294_700)).toMatchObject({ status: 'closed' })
    expect(await at(stopLimit, 294_700)).toMatchObject({ status: 'closed' })
  })

  it('trailing stops follow by an amount and by percent, with and without a limit', async () => {
    const byAmount = await order('market', 'sell', 0.01, undefined, { trailingAmount: '100' })
    const byPercent = await order('market', 'sell', 0.01, undefined, { trailingPercent: '1' })
    const limited = await order('limit', 'sell', 0.01, undefined, {
      ...{ trailingAmount: '100', trailingLimitAmount: '500' },
    })
    expect(byAmount.info['descr']['order']).toContain('trailing stop +100.0')
    expect(byPercent.info['descr']['order']).toContain('trailing stop +1.0000%')
    expect(limited.info['descr']['order']).toContain('trailing stop +100.0 -> limit -500.0')
    // What ccxt sends for a buy unless told otherwise: a limit below the trigger.
    const bought = await order('limit', 'buy', 0.01, undefined, {
      ...{ trailingAmount: '5000', trailingLimitAmount: '500' },
    })
    expect(bought.info['descr']['order']).toContain('trailing stop +5000.0 -> limit -500.0')
    await ccxt.cancelOrder(String(bought.id))
    expect((await at(byAmount, 310_000)).info['stopprice']).toBe('30900.1')
    expect(await at(byAmount, 308_900)).toMatchObject({ status: 'closed' })
    expect(await ccxt.fetchOrder(String(limited.id))).toMatchObject({ status: 'closed' })
    expect(await at(byPercent, 307_000)).toMatchObject({ status: 'open' })
    expect(await at(byPercent, 306_500)).toMatchObject({ status: 'closed' })
  })

  it('an iceberg shows a part of itself', async () => {
    const { id } = await ccxt.createOrder('BTC/USD', 'iceberg', 'buy', 0.1, undefined, {
      ...{ price: '29999.95'.slice(0, 7), displayvol: '0.02' },
    })
    const level = (await ccxt.fetchOrderBook('BTC/USD', 1)).bids[0]
    expect(level?.slice(0, 2)).toEqual([29_999.9, 1.03])
    expect(await ccxt.fetchOrder(String(id))).toMatchObject({ amount: 0.1, remaining: 0.1 })
  })

  it('post-only rests or is declined; IOC and FOK do not rest', async () => {
    expect(await order('limit', 'buy', 0.1, 29_000, { postOnly: true })).toMatchObject({
      ...{ status: 'open', postOnly: true },
    })
    await expect(
      ccxt.createOrder('BTC/USD', 'limit', 'buy', 0.1, 31_000, { postOnly: true }),
    ).rejects.toThrow('EOrder:Post only order')
    const ioc = await order('limit', 'buy', 2, 30_000.1, { timeInForce: 'IOC' })
    expect(ioc).toMatchObject({ status: 'canceled', filled: 1.01001 })
    const fok = await order('limit', 'buy', 1.5, 30_000.1, { timeInForce: 'FOK' })
    expect(fok).toMatchObject({ status: 'canceled', filled: 0 })
  })

  it('an order good till a date shows the date', async () => {
    const placed = await order('limit', 'buy', 0.1, 29_000, {
      ...{ timeInForce: 'GTD', expiretm: '+600' },
    })
    expect(Number(placed.info['expiretm']) * 1_000 - Date.now()).toBeGreaterThan(590_000)
  })

  it('starts later when it is told to, and can be canceled before', async () => {
    const first = await order('limit', 'buy', 0.1, 30_010, { starttm: '+1' })
    expect(first).toMatchObject({ status: 'open', filled: 0 })
    expect(first.info['status']).toBe('pending')
    expect(Number(first.info['starttm'])).toBeGreaterThan(Date.now() / 1_000)
    const second = await order('limit', 'buy', 0.1, 29_000, { starttm: '+3600' })
    const third = await order('limit', 'buy', 0.1, 29_000, { starttm: '+1', expiretm: '+2' })
    const open = (await ccxt.fetchOpenOrders('BTC/USD')).map(({ id }) => id)
    expect(new Set(open)).toEqual(new Set([first.id, second.id, third.id]))
    await ccxt.cancelOrder(String(second.id))
    expect((await ccxt.fetchOrder(String(second.id))).status).toBe('canceled')
    const word = async ({ id }: Order): Promise<unknown> =>
      (await ccxt.fetchOrder(String(id))).info['status']
    await expect.poll(() => word(first), { timeout: 5_000 }).toBe('closed')
    await expect.poll(() => word(third), { timeout: 5_000 }).toBe('expired')
    await expect(order('limit', 'buy', 0.1, 29_000, { starttm: 'soon' })).rejects.toThrow(
      'EGeneral:Invalid arguments:starttm',
    )
  })

  it('waits for the index, which is the mark where one is given, else the last price', async () => {
    const extra = { stopLossPrice: 29_500, trigger: 'index' }
    const byLast = await order('market', 'sell', 0.01, undefined, extra)
    expect(byLast.info['trigger']).toBe('index')
    expect(await at(byLast, 294_000)).toMatchObject({ status: 'closed' })
    venue.scene.quote(btc)
    venue.scene.act((exchange, ts) => exchange.onMark(btc, 300_000, ts))
    const byMark = await order('market', 'sell', 0.01, undefined, extra)
    const trailing = await order('market', 'sell', 0.01, undefined, {
      ...{ trailingAmount: '1000', trigger: 'index' },
    })
    expect(await at(byMark, 280_000)).toMatchObject({ status: 'open' })
    venue.scene.act((exchange, ts) => exchange.onMark(btc, 295_000, ts))
    expect(await ccxt.fetchOrder(String(byMark.id))).toMatchObject({ status: 'closed' })
    expect(await ccxt.fetchOrder(String(trailing.id))).toMatchObject({ status: 'open' })
    venue.scene.act((exchange, ts) => exchange.onMark(btc, 290_000, ts))
    expect(await ccxt.fetchOrder(String(trailing.id))).toMatchObject({ status: 'closed' })
  })

  it('a conditional close comes when the first is filled', async () => {
    const close = { ordertype: 'take-profit-limit', price: 31_000, price2: 31_010 }
    const first = await order('limit', 'buy', 0.1, 30_010, { close })
    expect(first.status).toBe('closed')
    const [second] = await ccxt.fetchOpenOrders('BTC/USD')
    expect(second).toMatchObject({
      side: 'sell',
      amount: 0.1,
      takeProfitPrice: 31_000,
      price: 31_010,
    })
    expect(second?.info['refid']).toBe(first.id)
  })
})

describe('orders in hand', () => {
  it('are changed in place', async () => {
    const placed = await order('limit', 'buy', 0.1, 29_000)
    await ccxt.editOrder(String(placed.id), 'BTC/USD', 'limit', 'buy', 0.2, 29_100)
    expect(await ccxt.fetchOrder(String(placed.id))).toMatchObject({ amount: 0.2, price: 29_100 })
    const stop = await order('market', 'sell', 0.01, undefined, { stopLossPrice: 29_000 })
    await ccxt.editOrder(String(stop.id), 'BTC/USD', 'market', 'sell', 0.02, undefined, {
      stopLossPrice: 28_900,
    })
    expect(await ccxt.fetchOrder(String(stop.id))).toMatchObject({
      ...{ amount: 0.02, stopLossPrice: 28_900 },
    })
  })

  it('are replaced by another', async () => {
    const { id } = await order('limit', 'buy', 0.1, 29_000)
    const { result } = await ccxt.privatePostEditOrder({
      ...{ txid: id, pair: 'XXBTZUSD', volume: '0.3', price: '28000' },
    })
    expect(await ccxt.fetchOrder(String(result['txid']))).toMatchObject({ amount: 0.3 })
    expect(await ccxt.fetchOrder(String(id))).toMatchObject({ status: 'canceled' })
  })

  it('are found by the name the client gave them, open and ended', async () => {
    const name = '6d1b345e-2821-40e2-ad83-4ecb18a06876'
    const { id } = await order('limit', 'buy', 0.1, 29_000, { clientOrderId: name })
    await order('limit', 'buy', 0.1, 28_000)
    const open = await ccxt.fetchOpenOrders('BTC/USD', undefined, undefined, {
      clientOrderId: name,
    })
    expect(open.map((each) => [each.id, each.clientOrderId])).toEqual([[id, name]])
    await ccxt.editOrder('', 'BTC/USD', 'limit', 'buy', 0.2, 29_100, { clientOrderId: name })
    await ccxt.cancelOrder('', 'BTC/USD', { clientOrderId: name })
    const closed = await ccxt.fetchClosedOrders('BTC/USD', undefined, undefined, {
      clientOrderId: name,
    })
    expect(closed).toMatchObject([{ id, status: 'canceled', amount: 0.2 }])
  })

  it('are sent and canceled by the dozen', async () => {
    const wanted = [29_000, 28_900, 28_800, 28_700].map((price) => ({
      ...{ symbol: 'BTC/USD', type: 'limit' as const, side: 'buy' as const, amount: 0.1, price },
    }))
    const sent = await ccxt.createOrders(wanted)
    expect(sent.map(({ price }) => price)).toEqual([29_000, 28_900, 28_800, 28_700])
    const ids = sent.map(({ id }) => String(id))
    expect((await ccxt.fetchOrdersByIds(ids)).map(({ id }) => id)).toEqual(ids)
    await ccxt.cancelOrders(ids.slice(0, 2))
    expect(await ccxt.fetchOpenOrders('BTC/USD')).toHaveLength(2)
    const [canceled] = await ccxt.cancelAllOrders()
    expect(canceled?.info['result']['count']).toBe(2)
    expect(await ccxt.fetchOpenOrders('BTC/USD')).toEqual([])
  })

  it('end when nobody calls off the dead man', async () => {
    await order('limit', 'buy', 0.1, 29_000)
    await ccxt.cancelAllOrdersAfter(1_000)
    await expect.poll(() => ccxt.fetchOpenOrders('BTC/USD'), { timeout: 5_000 }).toEqual([])
  })
})
