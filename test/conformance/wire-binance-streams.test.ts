import { describe, expect, it } from 'vitest'
import { type BinanceClient, BinanceVenue, middle, refused } from './binance-scene.ts'
import { onBinance } from './binance-stage.ts'

const symbol = 'BTC/USDT'
const price = middle / 100

let venue: BinanceVenue
let client: BinanceClient

onBinance((opened, first) => {
  venue = opened
  client = first
})

describe('streams', () => {
  it('tell books, trades, tickers and bars', async () => {
    const eth = 'ETH/USDT'
    const move = setInterval(() => {
      venue.scene.act((exchange, ts) => {
        const at = 200_000 + Math.round(Math.random() * 100)
        exchange.onDepth(1, true, at - 200, 500 + Math.round(Math.random() * 50), ts)
        exchange.onDepth(1, false, at + 200, 500, ts)
        exchange.onTrade(1, false, at, 7, ts)
      })
    }, 20)
    try {
      for (let i = 0; i < 5; i += 1) await client.watchOrderBook(eth)
      const watched = await client.watchOrderBook(eth)
      expect(watched.bids[0]?.[0]).toBeLessThan(watched.asks[0]?.[0] ?? 0)
      const trades = await client.watchTrades(eth)
      expect(trades.at(-1)).toMatchObject({ symbol: eth, amount: 0.0007, side: 'sell' })
      const aggregates = await client.watchTrades(eth, undefined, undefined, { name: 'aggTrade' })
      expect(aggregates.at(-1)).toMatchObject({ symbol: eth })
      expect((await client.watchTicker(eth)).last).toBeGreaterThan(1_999)
      expect(Object.keys(await client.watchTickers([eth]))).toEqual([eth])
      expect((await client.watchBidsAsks([eth]))[eth]?.askVolume).toBe(0.05)
      const bars = await client.watchOHLCV(eth, '1m')
      expect(bars.at(-1)?.[5]).toBeGreaterThan(0)
      const seconds = await client.watchOHLCV(eth, '1s')
      expect(Number(seconds.at(-1)?.[0]) % 1_000).toBe(0)
      await client.unWatchTicker(eth)
    } finally {
      clearInterval(move)
    }
  })

  it('rebuild the very book that REST gives', async () => {
    const orderBook = await client.watchOrderBook(symbol)
    for (let i = 1; i <= 30; i += 1) {
      venue.scene.act((exchange, ts) => {
        exchange.onDepth(0, true, middle - 100 * i, 1_000 * i, ts)
        exchange.onDepth(0, false, middle + 100 * i, i % 3 === 0 ? 0 : 77 * i, ts)
      })
      if (i % 10 === 0) await client.watchOrderBook(symbol)
    }
    await client.createOrder(symbol, 'market', 'buy', 0.001)
    const truth = await client.fetchOrderBook(symbol, 1_000)
    await expect
      .poll(() => [orderBook.bids, orderBook.asks].map((side) => [...side]))
      .toEqual([truth.bids, truth.asks])
  })

  it('tell an account its orders, fills and balances', async () => {
    const orders = client.watchOrders(symbol)
    const balance = client.watchBalance()
    const mine = client.watchMyTrades(symbol)
    await expect
      .poll(() =>
        Object.keys(client.client(`${venue.url.replace('http', 'ws')}/ws-api/v3`).subscriptions),
      )
      .toContain('spot')
    await new Promise((resolve) => setTimeout(resolve, 100))
    const order = await client.createOrder(symbol, 'market', 'sell', 0.1)
    expect((await orders).map(({ id }) => id)).toContain(order.id)
    expect((await mine).at(-1)).toMatchObject({ order: order.id, amount: 0.1 })
    const told = await balance
    const truth = await client.fetchBalance()
    expect(told['BTC']?.free).toBe(truth['BTC']?.free)
    await expect
      .poll(async () => client.orders?.find(({ id }: { id: string }) => id === order.id)?.status)
      .toBe('closed')
  })

  it('take orders, cancellations and questions over the WebSocket API', async () => {
    const order = await client.createOrderWs(symbol, 'limit', 'buy', 0.1, price - 100)
    expect(order.status).toBe('open')
    const edited = await client.editOrderWs(
      String(order.id),
      symbol,
      'limit',
      'buy',
      0.2,
      price - 90,
    )
    expect((await client.fetchOrderWs(String(edited.id), symbol)).amount).toBe(0.2)
    expect(await client.fetchOpenOrdersWs(symbol)).toHaveLength(1)
    expect((await client.cancelOrderWs(String(edited.id), symbol)).status).toBe('canceled')
    await client.createOrderWs(symbol, 'limit', 'buy', 0.1, price - 100)
    expect(await client.cancelAllOrdersWs(symbol)).toHaveLength(1)
    expect((await client.fetchBalanceWs())['info'].accountType).toBe('SPOT')
    expect((await client.fetchOHLCVWs(symbol, '1m')).length).toBeGreaterThan(0)
    expect((await client.fetchMyTradesWs(symbol)).length).toBeGreaterThan(0)
    expect((await client.fetchTradesWs(symbol)).length).toBeGreaterThan(0)
    const poor = client.createOrderWs(symbol, 'limit', 'buy', 99, price - 100)
    expect(await refused(poor)).toBe('InsufficientFunds')
    expect(await refused(client.fetchOrderWs('999999', symbol))).toBe('OrderNotFound')
  })

  it('open with a listen key as well', async () => {
    const { listenKey } = await client.request('userDataStream', 'public', 'POST')
    const socket = new WebSocket(`${venue.url.replace('http', 'ws')}/ws/${listenKey}`)
    const events: string[] = []
    socket.onmessage = ({ data }) => events.push(JSON.parse(String(data)).e)
    await new Promise((resolve) => {
      socket.onopen = resolve
    })
    await client.createOrder(symbol, 'limit', 'buy', 0.1, price - 100)
    await expect.poll(() => events).toEqual(['executionReport', 'outboundAccountPosition'])
    socket.close()
  })
})
