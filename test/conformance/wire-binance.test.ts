import { setTimeout as sleep } from 'node:timers/promises'
import ccxt from 'ccxt'
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

describe('what everybody may read', () => {
  it('lists markets with grids, limits and order types', () => {
    const market = client.market(symbol)
    expect(market.precision).toMatchObject({ amount: 0.00001, price: 0.01 })
    expect(market.limits.cost?.min).toBe(5)
    expect(market.active).toBe(true)
    expect(market['info'].orderTypes).toContain('TAKE_PROFIT_LIMIT')
  })

  it('gives time, books, trades, tickers and bars that agree with one another', async () => {
    const time = Number(await client.fetchTime())
    expect(Math.abs(time - Date.now())).toBeLessThan(1_000)
    const book = await client.fetchOrderBook(symbol, 5)
    expect(book.bids[0]).toEqual([price - 1, 1])
    expect(book.asks[4]).toEqual([price + 5, 1])
    const trade = (await client.fetchTrades(symbol, undefined, 1))[0]
    expect(trade).toMatchObject({ price, amount: 0.01, side: 'buy' })
    const ticker = await client.fetchTicker(symbol)
    expect(ticker).toMatchObject({ last: price, bid: price - 1, ask: price + 1 })
    expect(Object.keys(await client.fetchTickers())).toContain(symbol)
    const best = await client.fetchBidsAsks([symbol])
    expect(best[symbol]).toMatchObject({ bid: price - 1, askVolume: 1 })
    expect((await client.fetchLastPrices([symbol]))[symbol]).toMatchObject({ price })
    for (const frame of ['1m', '5m', '1h', '1d', '1w', '1M']) {
      const bar = (await client.fetchOHLCV(symbol, frame)).at(-1)
      expect(bar?.slice(1, 5)).toEqual([price, price, price, price])
      expect(bar?.[5]).toBe(ticker.baseVolume)
    }
    const seconds = await client.fetchOHLCV(symbol, '1s')
    expect(seconds.reduce((sum, bar) => sum + Number(bar[5]), 0)).toBeCloseTo(
      Number(ticker.baseVolume),
    )
    expect(
      seconds.every((bar, i) => i === 0 || Number(bar[0]) === Number(seconds[i - 1]?.[0]) + 1_000),
    ).toBe(true)
    await expect(client.fetchOHLCV(symbol, '2s')).rejects.toThrow('Invalid interval')
  })

  it('answers one address for every host of the venue', async () => {
    const all = await venue.client()
    Object.assign(all.options, { fetchMarkets: { types: ['spot', 'linear', 'inverse'] } })
    const fapi = { fapiPublic: `${venue.url}/fapi/v1`, dapiPublic: `${venue.url}/dapi/v1` }
    Object.assign(all.urls, { api: { ...Object(all.urls.api), ...fapi } })
    expect(Object.keys(await all.loadMarkets())).toEqual([symbol, 'ETH/USDT'])
  })
})

describe('refusals', () => {
  const buy = (amount: number, at: number, params = {}): Promise<unknown> =>
    client.createOrder(symbol, 'limit', 'buy', amount, at, params)
  const raw = (params: object): Promise<unknown> =>
    venue.ask(client, 'POST order', { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', ...params })

  it('come as the right error of ccxt', async () => {
    expect(await refused(buy(100, price - 10))).toBe('InsufficientFunds')
    expect(await refused(buy(0.0001, price - 10))).toBe('BadRequest')
    expect(await refused(buy(1, price * 9))).toBe('InvalidOrder')
    expect(await refused(buy(1, price + 10, { postOnly: true }))).toBe('OrderImmediatelyFillable')
    expect(await refused(buy(1, price, { stopLossPrice: price - 10 }))).toBe(
      'OrderImmediatelyFillable',
    )
    expect(await refused(client.fetchOrder('999999', symbol))).toBe('OrderNotFound')
    expect(await refused(client.cancelOrder('999999', symbol))).toBe('OrderNotFound')
    expect(await refused(client.cancelAllOrders(symbol))).toBe('OrderNotFound')
    expect(await refused(client.publicGetDepth({ symbol: 'NOCOIN' }))).toBe('BadSymbol')
    const clientOrderId = `twice-${Date.now()}`
    await buy(0.1, price - 10, { clientOrderId })
    // Sent again in the same millisecond it would be the same request, which is a replay.
    await sleep(2)
    expect(await refused(buy(0.1, price - 10, { clientOrderId }))).toBe('InvalidOrder')
    await sleep(2)
    await expect(buy(0.1, price - 10, { clientOrderId })).rejects.toThrow('Duplicate order sent.')
  })

  it('name the filter or the parameter', async () => {
    const gtc = { timeInForce: 'GTC' }
    const cases: readonly (readonly [object, string, string])[] = [
      [{ ...gtc, quantity: '0.000001', price: '30000' }, 'LOT_SIZE', 'InvalidOrder'],
      [{ ...gtc, quantity: '9000.00001', price: '30000' }, 'LOT_SIZE', 'InvalidOrder'],
      [{ ...gtc, quantity: '1', price: '30000.001' }, 'PRICE_FILTER', 'InvalidOrder'],
      [{ ...gtc, quantity: '1', price: '1' }, 'PERCENT_PRICE_BY_SIDE', 'InvalidOrder'],
      [{ ...gtc, quantity: '0.0001', price: '30000' }, 'NOTIONAL', 'BadRequest'],
      [{ ...gtc, quantity: '1', price: '1.000000001' }, '-1111', 'BadRequest'],
      [{ ...gtc, quantity: 'one', price: '1' }, '-1100', 'BadRequest'],
      [{ ...gtc, quantity: '1' }, '-1102', 'BadRequest'],
      [{ quantity: '1', price: '30000', timeInForce: 'NOW' }, '-1115', 'BadRequest'],
      [{ type: 'FANCY', quantity: '1' }, '-1116', 'BadRequest'],
      [{ side: 'HOLD', quantity: '1' }, '-1117', 'BadRequest'],
      [{ type: 'MARKET', quantity: '1', price: '5' }, '-1106', 'BadRequest'],
      [{ type: 'MARKET', quantity: '2000' }, 'MARKET_LOT_SIZE', 'InvalidOrder'],
    ]
    for (const [params, text, error] of cases) {
      expect([params, await refused(raw(params))]).toEqual([params, error])
      await expect(raw(params)).rejects.toThrow(text)
    }
    const iceberg = { ...gtc, quantity: '1', price: '29000', icebergQty: '0.01' }
    await expect(raw(iceberg)).rejects.toThrow('ICEBERG_PARTS')
  })

  it('bound the open orders and the stops', async () => {
    const stop = (): Promise<unknown> =>
      client.createOrder(symbol, 'market', 'sell', 0.01, undefined, {
        stopLossPrice: price - 500,
      })
    for (let i = 0; i < 5; i += 1) await stop()
    await expect(stop()).rejects.toThrow('MAX_NUM_ALGO_ORDERS')
    for (let i = 0; i < 15; i += 1) await buy(0.01, price - 500)
    await expect(buy(0.01, price - 500)).rejects.toThrow('MAX_NUM_ORDERS')
  })

  it('say when a market is closed', async () => {
    venue.scene.act((exchange, ts) => exchange.setMode(0, 'halted', ts))
    expect(await refused(buy(0.1, price - 10))).toBe('MarketClosed')
    venue.scene.act((exchange, ts) => exchange.setMode(0, 'trading', ts))
  })

  it('tell a half-done replacement from one that failed whole', async () => {
    const replace = (more: object): Promise<unknown> =>
      venue.ask(client, 'POST order/cancelReplace', {
        ...{ symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC' },
        ...{ quantity: '0.1', price: '29000', ...more },
      })
    const stops = { cancelReplaceMode: 'STOP_ON_FAILURE', cancelOrderId: 999_999 }
    await expect(replace(stops)).rejects.toThrow('-2022')
    await expect(replace({ ...stops, cancelReplaceMode: 'ALLOW_FAILURE' })).rejects.toThrow('-2021')
    expect(await client.fetchOpenOrders(symbol)).toHaveLength(1)
  })

  it('come to whoever is not who they say, or not now', async () => {
    const balance = async (change: (of: BinanceClient) => void, key?: string): Promise<string> => {
      const other = await venue.client(key)
      change(other)
      return refused(venue.ask(other, 'GET account'))
    }
    expect(await balance(() => undefined, 'nobody')).toBe('AuthenticationError')
    expect(await balance((of) => Object.assign(of, { secret: 'wrong' }))).toBe(
      'AuthenticationError',
    )
    expect(await balance((of) => Object.assign(of, { nonce: () => Date.now() + 5_000 }))).toBe(
      'InvalidNonce',
    )
    expect(await balance((of) => Object.assign(of, { nonce: () => Date.now() - 20_000 }))).toBe(
      'InvalidNonce',
    )
  })

  it('meet a signed request that is sent again', async () => {
    const query = { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC' }
    const params = { ...query, quantity: '0.1', price: '29000' }
    const { url, method, headers, body } = client.sign('order', 'private', 'POST', params)
    const again = (): Promise<Response> => fetch(url, { method, headers, body })
    expect((await again()).status).toBe(200)
    const second = await again()
    expect(second.status).toBe(400)
    expect(await second.json()).toMatchObject({ code: -1021 })
    expect(await client.fetchOpenOrders(symbol)).toHaveLength(1)
  })

  it('are the dialect’s own for what is no request', async () => {
    const huge = await fetch(`${venue.url}/api/v3/order`, {
      method: 'POST',
      body: 'x'.repeat(70_000),
    })
    expect([huge.status, await huge.json()]).toMatchObject([413, { code: -1101 }])
    const nowhere = await fetch(`${venue.url}/api/v9/nothing`)
    expect([nowhere.status, await nowhere.json()]).toMatchObject([404, { code: -1099 }])
    const broken = await fetch(`${venue.url}/api/v3/depth?symbol=%zz`)
    expect(await broken.json()).toMatchObject({ code: -1100 })
  })
})

describe('limits', () => {
  it('keep an order from being replaced, or let it be canceled alone', async () => {
    const limited = await BinanceVenue.open({ isLimited: true })
    try {
      const eager = await limited.client()
      await eager.loadMarkets()
      const { id } = await eager.createOrder(symbol, 'limit', 'buy', 0.0002, price - 500)
      const replace = (mode: string): Promise<unknown> =>
        limited.ask(eager, 'POST order/cancelReplace', {
          ...{ symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC' },
          ...{ quantity: '0.0002', price: String(price - 400), cancelOrderId: id },
          ...{ cancelReplaceMode: 'STOP_ON_FAILURE', orderRateLimitExceededMode: mode },
        })
      const place = (): Promise<unknown> =>
        eager.createOrder(symbol, 'limit', 'buy', 0.00001, price - 500, { test: false })
      await expect(replace('SOMETIMES')).rejects.toThrow('orderRateLimitExceededMode')
      let told = 'accepted'
      for (let i = 0; i < 220 && told !== 'DDoSProtection'; i += 1) told = await refused(place())
      await expect(replace('DO_NOTHING')).rejects.toThrow('Too many new orders')
      expect((await eager.fetchOrder(String(id), symbol)).status).toBe('open')
      await expect(replace('CANCEL_ONLY')).rejects.toThrow('"cancelResult":"SUCCESS"')
      expect((await eager.fetchOrder(String(id), symbol)).status).toBe('canceled')
      expect(await eager.fetchOpenOrders(symbol)).toEqual([])
    } finally {
      await limited.close()
    }
  }, 20_000)

  it('count, then send away, then ban', async () => {
    const limited = await BinanceVenue.open({ isLimited: true })
    try {
      const eager = await limited.client()
      await eager.loadMarkets()
      const order = (): Promise<unknown> =>
        eager
          .createOrder(symbol, 'limit', 'buy', 0.0002, price - 500)
          .then(({ id }) => eager.cancelOrder(String(id), symbol))
      let told = 'accepted'
      for (let i = 0; i < 220 && told === 'accepted'; i += 1) told = await refused(order())
      expect(told).toBe('DDoSProtection')
      const ask = (): Promise<Response> => fetch(`${limited.url}/api/v3/exchangeInfo`)
      const statuses: number[] = []
      for (let i = 0; i < 700 && statuses.at(-1) !== 418; i += 1) {
        const answer = await ask()
        statuses.push(answer.status)
        if (answer.status !== 200)
          expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
        else expect(Number(answer.headers.get('x-mbx-used-weight-1m'))).toBeGreaterThan(0)
        await answer.arrayBuffer()
      }
      expect([...new Set(statuses)]).toEqual([200, 429, 418])
    } finally {
      await limited.close()
    }
  }, 20_000)
})

it('goes on after a restart as if nothing had been', async () => {
  const order = await client.createOrder(symbol, 'limit', 'buy', 0.1, price - 100)
  await client.createOrder(symbol, 'market', 'sell', 0.1)
  const list = await venue.ask(client, 'POST orderList/oco', {
    ...{ symbol: 'BTCUSDT', side: 'SELL', quantity: '0.1', listClientOrderId: 'pair' },
    ...{ aboveType: 'LIMIT_MAKER', abovePrice: String(price + 100) },
    ...{ belowType: 'STOP_LOSS', belowStopPrice: String(price - 100) },
  })
  const state = JSON.parse(JSON.stringify(venue.scene.house.save()))
  const again = await BinanceVenue.open({ state })
  try {
    const later = await again.client()
    const found = await later.fetchOrder(String(order.id), symbol)
    expect(found).toMatchObject({ status: 'open', clientOrderId: order.clientOrderId })
    const [before, after] = [await client.fetchBalance(), await later.fetchBalance()]
    expect([after['USDT'], after['BTC']]).toEqual([before['USDT'], before['BTC']])
    expect(await later.fetchMyTrades(symbol)).toEqual(await client.fetchMyTrades(symbol))
    expect(await later.fetchOrderBook(symbol)).toMatchObject({
      bids: (await client.fetchOrderBook(symbol)).bids,
    })
    const name = { clientOrderId: order.clientOrderId }
    const twice = later.createOrder(symbol, 'limit', 'buy', 0.1, price - 100, name)
    await expect(twice).rejects.toBeInstanceOf(ccxt.InvalidOrder)
    await later.cancelOrder(String(order.id), symbol)
    const known = await again.ask(later, 'GET orderList', { origClientOrderId: 'pair' })
    expect(known.orders).toEqual(list.orders)
  } finally {
    await again.close()
  }
})
