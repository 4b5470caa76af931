import { describe, expect, it } from 'vitest'
import { btc, eth, xrp } from './kraken-scene.ts'
import { onKraken } from './kraken-stage.ts'
import type { KrakenClient, KrakenVenue } from './kraken-venue.ts'

let venue: KrakenVenue
let ccxt: KrakenClient

onKraken((opened, client) => {
  venue = opened
  ccxt = client
})

/** The levels of ccxt's book. */
function levels(side: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] {
  return side.map(([price, amount]) => [price, amount])
}

describe('the market, as ccxt watches it', () => {
  it('keeps a book through a thousand changes', async () => {
    const first = await ccxt.watchOrderBook('BTC/USD', 10)
    expect(levels(first.bids)).toHaveLength(10)
    for (let i = 0; i < 1_000; i += 1)
      venue.scene.act((exchange, ts) => {
        const isBid = i % 2 === 0
        const away = 1 + ((i * 7) % 30)
        const lots = i % 5 === 0 ? 0 : 100 + i
        exchange.onDepth(btc, isBid, isBid ? 300_000 - away : 300_000 + away, lots, ts)
      })
    const shown = (side: 'buy' | 'sell'): unknown =>
      venue.scene.house.exchange
        .depth(btc, side, 10)
        .map(({ price, lots }) => [price / 10, Number((lots / 1e5).toFixed(5))])
    await expect
      .poll(() => levels(ccxt.orderbooks['BTC/USD']?.asks ?? []), { timeout: 5_000 })
      .toEqual(shown('sell'))
    expect(levels(ccxt.orderbooks['BTC/USD']?.bids ?? [])).toEqual(shown('buy'))
  })

  it('sends a checksum that is right by the count of ccxt itself', async () => {
    // ccxt counts on texts, which it has when told so and when no zero stands at an end.
    const strict = await venue.client('other')
    Object.assign(strict, { number: String })
    Object.assign(strict.options['watchOrderBook'], { checksum: true })
    const book = await strict.watchOrderBook('XRP/USD', 10)
    expect(levels(book.asks)[0]).toEqual(['300001', '101001'])
    venue.scene.act((exchange, ts) => exchange.onDepth(xrp, true, 299_999, 77, ts))
    const other = await venue.client('other')
    Object.assign(other, { number: String })
    Object.assign(other.options['watchOrderBook'], { checksum: true })
    expect(levels((await other.watchOrderBook('XRP/USD', 10)).bids)[0]).toEqual(['299999', '77'])
  })

  it('hears trades, tickers, best prices and bars', async () => {
    const watched = Promise.all([
      ccxt.watchTrades('ETH/USD'),
      ccxt.watchTicker('ETH/USD'),
      ccxt.watchOHLCV('ETH/USD', '1m'),
    ])
    expect(await watched).toMatchObject([
      { 0: { side: 'buy', price: 3_000.01, amount: 0.0005 } },
      { symbol: 'ETH/USD', bid: 2_999.99, ask: 3_000.01, last: 3_000.01 },
      { 0: [expect.any(Number), 3_000.01, 3_000.01, 3_000.01, 3_000.01, 0.0005] },
    ])
    const next = Promise.all([
      ccxt.watchTrades('ETH/USD'),
      ccxt.watchTicker('ETH/USD'),
      ccxt.watchOHLCV('ETH/USD', '1m'),
    ])
    venue.scene.act((exchange, ts) => exchange.onTrade(eth, false, 299_000, 9, ts))
    const [trades, ticker, bars] = await next
    expect(trades.at(-1)).toMatchObject({ side: 'sell', price: 2_990, amount: 0.0009 })
    expect(ticker).toMatchObject({ last: 2_990 })
    expect(bars.at(-1)?.slice(4)).toEqual([2_990, expect.any(Number)])
    const quick = await venue.client()
    const best = await quick.watchBidsAsks(['ETH/USD'])
    expect(Object.keys(best)).toEqual(['ETH/USD'])
  })

  it('answers pings', async () => {
    const stream = ccxt.client(venue.streamUrl)
    const before = Date.now()
    await stream.send({ method: 'ping' })
    await expect.poll(() => stream.lastPong, { timeout: 5_000 }).toBeGreaterThanOrEqual(before)
  })
})

describe('an account, as ccxt watches it', () => {
  it('sees an order from its birth to its fill, and the money move', async () => {
    const balance = await ccxt.watchBalance()
    expect(balance['USD']).toMatchObject({ total: 100_000 })
    const born = ccxt.watchOrders('BTC/USD')
    const { id } = await ccxt.createOrderWs('BTC/USD', 'limit', 'buy', 0.1, 29_000)
    expect((await born).at(-1)).toMatchObject({ id, status: 'open', price: 29_000, amount: 0.1 })
    const fills = ccxt.watchMyTrades('BTC/USD')
    const moved = ccxt.watchBalance()
    venue.scene.act((exchange, ts) => exchange.onTrade(btc, false, 289_000, 1_000_000, ts))
    expect((await fills).at(-1)).toMatchObject({
      ...{ order: id, side: 'buy', price: 29_000, amount: 0.1, takerOrMaker: 'maker' },
      fee: { cost: 4.64, currency: 'USD' },
    })
    expect(await moved).toMatchObject({ BTC: { total: 0.1 }, USD: { total: 97_095.36 } })
    await expect
      .poll(() => ccxt.orders?.at(-1), { timeout: 5_000 })
      .toMatchObject({ id, status: 'closed' })
  })

  it('sends, changes and cancels every type of order', async () => {
    const ids: string[] = []
    const sell = async (type: string, price: number | undefined, params: object): Promise<void> => {
      const { id } = await ccxt.createOrderWs('BTC/USD', type, 'sell', 0.001, price, params)
      ids.push(String(id))
    }
    await sell('market', undefined, { stopLossPrice: 20_000 })
    await sell('limit', 19_900, { stopLossPrice: 20_000 })
    await sell('market', undefined, { takeProfitPrice: 40_000 })
    await sell('limit', 40_100, { takeProfitPrice: 40_000 })
    await sell('market', undefined, { trailingAmount: 100 })
    await sell('market', undefined, { trailingPercent: 5 })
    await sell('limit', -10, { trailingLimitAmount: 2_000 })
    await sell('limit', 41_000, { postOnly: true, clientOrderId: 'mine' })
    await sell('limit', 42_000, { stopLoss: { triggerPrice: 50_000 } })
    const open = await ccxt.fetchOrdersByIds(ids)
    expect(open.map(({ info }) => info['descr']['order'].split(' @ ')[1])).toEqual([
      'stop loss 20000.0',
      'stop loss 20000.0 -> limit 19900.0',
      'take profit 40000.0',
      'take profit 40000.0 -> limit 40100.0',
      'trailing stop +100.0',
      'trailing stop +5.0000%',
      'trailing stop +2000.0 -> limit -10.0',
      'limit 41000.0',
      'limit 42000.0',
    ])
    const [first = '', second = '', third = ''] = ids
    await ccxt.editOrderWs(first, 'BTC/USD', 'market', 'sell', 0.002, undefined, {
      stopLossPrice: 21_000,
    })
    expect(await ccxt.fetchOrder(first)).toMatchObject({ amount: 0.002, stopLossPrice: 21_000 })
    expect(await ccxt.cancelOrderWs(first)).toMatchObject({ success: true })
    expect(await ccxt.cancelOrdersWs([second, third])).toMatchObject({ success: true })
    await expect.poll(() => ccxt.fetchOpenOrders('BTC/USD')).toHaveLength(6)
    expect(await ccxt.cancelAllOrdersWs()).toMatchObject({ result: { count: 6 } })
    expect(await ccxt.fetchOpenOrders('BTC/USD')).toEqual([])
  })

  it('hears nothing of another account', async () => {
    const other = await venue.client('other')
    await other.watchBalance()
    const heard: unknown[] = []
    void other.watchOrders().then(
      (orders) => heard.push(orders),
      () => undefined,
    )
    const { id } = await ccxt.createOrderWs('BTC/USD', 'limit', 'buy', 0.1, 20_000)
    await ccxt.cancelOrderWs(String(id))
    await other.fetchOpenOrders()
    expect(heard).toEqual([])
  })
})
