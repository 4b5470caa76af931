import { describe, expect, it } from 'vitest'
import { type BinanceClient, BinanceVenue, middle } from './binance-scene.ts'
import { onBinance } from './binance-stage.ts'

const symbol = 'BTC/USDT'
const price = middle / 100

let venue: BinanceVenue
let client: BinanceClient

onBinance((opened, first) => {
  venue = opened
  client = first
})

describe('orders', () => {
  it('buys at the market, by quantity and by cost, with a fee in what was bought', async () => {
    const order = await client.createOrder(symbol, 'market', 'buy', 1.5)
    expect(order).toMatchObject({ status: 'closed', filled: 1.5, type: 'market' })
    expect(order.average).toBeCloseTo((1 * (price + 1) + 0.5 * (price + 2)) / 1.5, 6)
    expect(order.trades).toHaveLength(2)
    expect(order.fee).toMatchObject({ cost: 0.0015, currency: 'BTC' })
    const cost = await client.createMarketBuyOrderWithCost(symbol, 300)
    expect(cost.cost).toBeGreaterThan(299)
    expect(cost.cost).toBeLessThanOrEqual(300)
    const mine = await client.fetchMyTrades(symbol)
    expect(mine.slice(-3).map(({ order: of }) => of)).toEqual([order.id, order.id, cost.id])
    expect(mine.at(-1)).toMatchObject({ takerOrMaker: 'taker', fee: { currency: 'BTC' } })
  })

  it('rests, queries, amends, replaces and cancels a limit order', async () => {
    const clientOrderId = `mine-${Date.now()}`
    const params = { clientOrderId }
    const order = await client.createOrder(symbol, 'limit', 'buy', 0.5, price - 500.55, params)
    expect(order).toMatchObject({ status: 'open', clientOrderId, price: price - 500.55 })
    const held = await client.fetchBalance()
    expect(held['USDT']?.used).toBeCloseTo(0.5 * (price - 500.55), 6)
    const byName = await client.fetchOrder('', symbol, { origClientOrderId: clientOrderId })
    expect(byName).toMatchObject({ id: order.id, remaining: 0.5, timeInForce: 'GTC' })
    const fewer = { symbol: 'BTCUSDT', orderId: order.id, newQty: '0.4' }
    const amended = await venue.ask(client, 'PUT order/amend/keepPriority', fewer)
    expect(amended.amendedOrder.origQty).toBe('0.40000000')
    const edited = await client.editOrder(
      String(order.id),
      symbol,
      'limit',
      'buy',
      0.3,
      price - 600,
    )
    expect(edited.id).not.toBe(order.id)
    const open = await client.fetchOpenOrders(symbol)
    expect(open.map(({ id, amount }) => [id, amount])).toEqual([[edited.id, 0.3]])
    const canceled = await client.cancelOrder(String(edited.id), symbol)
    expect(canceled).toMatchObject({ id: edited.id, status: 'canceled' })
    const all = await client.fetchOrders(symbol)
    expect(all.slice(-2).map(({ status }) => status)).toEqual(['canceled', 'canceled'])
  })

  it('fills a resting order when a stranger comes through it', async () => {
    const order = await client.createOrder(symbol, 'limit', 'sell', 0.2, price + 0.5)
    venue.scene.act((exchange, ts) => exchange.onTrade(0, true, middle + 60, 50_000, ts))
    const filled = await client.fetchOrder(String(order.id), symbol)
    expect(filled).toMatchObject({ status: 'closed', filled: 0.2, average: price + 0.5 })
    const [trade] = (await client.fetchMyTrades(symbol)).slice(-1)
    expect(trade).toMatchObject({ takerOrMaker: 'maker', side: 'sell', fee: { currency: 'USDT' } })
    expect(trade?.fee?.cost).toBeCloseTo(0.2 * (price + 0.5) * 0.001, 8)
  })

  it('has IOC, FOK, post-only, icebergs and test orders', async () => {
    const at = price + 1
    const ioc = await client.createOrder(symbol, 'limit', 'buy', 2, at, { timeInForce: 'IOC' })
    expect(ioc).toMatchObject({ filled: 1, status: 'expired' })
    venue.scene.quote(middle)
    const fok = await client.createOrder(symbol, 'limit', 'buy', 2, at, { timeInForce: 'FOK' })
    expect(fok).toMatchObject({ filled: 0, status: 'expired' })
    const maker = await client.createOrder(symbol, 'limit', 'buy', 0.1, price - 3, {
      postOnly: true,
    })
    expect(maker['info'].type).toBe('LIMIT_MAKER')
    const iceberg = await client.createOrder(symbol, 'limit', 'buy', 1, price - 0.5, {
      icebergAmount: 0.25,
    })
    expect(iceberg['info'].icebergQty).toBe('0.25000000')
    expect((await client.fetchOrderBook(symbol, 5)).bids[0]).toEqual([price - 0.5, 0.25])
    const before = (await client.fetchOrders(symbol)).length
    await client.createOrder(symbol, 'limit', 'buy', 1, price - 9, { test: true })
    expect(await client.fetchOrders(symbol)).toHaveLength(before)
  })

  it('waits with stops and take-profits, with and without a limit, and trails', async () => {
    const stop = await client.createOrder(symbol, 'market', 'sell', 0.1, undefined, {
      stopLossPrice: price - 100,
    })
    const stopLimit = await client.createOrder(symbol, 'limit', 'sell', 0.1, price - 120, {
      stopLossPrice: price - 100,
    })
    const profit = await client.createOrder(symbol, 'market', 'sell', 0.1, undefined, {
      takeProfitPrice: price + 100,
    })
    const profitLimit = await client.createOrder(symbol, 'limit', 'sell', 0.1, price + 90, {
      takeProfitPrice: price + 100,
    })
    const trailing = await client.createOrder(symbol, 'market', 'sell', 0.1, undefined, {
      trailingPercent: 1,
      stopLossOrTakeProfit: 'stopLoss',
    })
    const open = await client.fetchOpenOrders(symbol)
    expect(open.map(({ info }) => [info.type, info.isWorking])).toEqual([
      ['STOP_LOSS', false],
      ['STOP_LOSS_LIMIT', false],
      ['TAKE_PROFIT', false],
      ['TAKE_PROFIT_LIMIT', false],
      ['STOP_LOSS', false],
    ])
    expect(open[4]?.info.trailingDelta).toBe(100)
    venue.scene.quote(middle + 10_050)
    venue.scene.quote(middle - 10_100)
    const status = async (id: unknown): Promise<unknown> =>
      (await client.fetchOrder(String(id), symbol)).status
    for (const { id } of [profit, profitLimit, stop, stopLimit])
      expect(await status(id)).toBe('closed')
    venue.scene.quote(middle - 40_000)
    expect(await status(trailing.id)).toBe('closed')
  })

  it('trails from a price to start at: a stop from a worse one, a take-profit from a better', async () => {
    const trail = (type: string, more: object): Promise<{ readonly id: string }> =>
      client.createOrder(symbol, 'market', 'sell', 0.1, undefined, {
        ...{ trailingPercent: 1, stopLossOrTakeProfit: type, ...more },
      }) as Promise<{ readonly id: string }>
    const stop = await trail('stopLoss', { trailingTriggerPrice: price - 100 })
    const profit = await trail('takeProfit', { trailingTriggerPrice: price + 100 })
    const limited = await client.createOrder(symbol, 'limit', 'sell', 0.1, price - 900, {
      ...{ trailingPercent: 0.5, stopLossOrTakeProfit: 'takeProfit' },
    })
    const open = await client.fetchOpenOrders(symbol)
    expect(open.map(({ info }) => [info.type, info.stopPrice, info.trailingDelta])).toEqual([
      ['STOP_LOSS', '29900.00000000', 100],
      ['TAKE_PROFIT', '30100.00000000', 100],
      ['TAKE_PROFIT_LIMIT', '29850.00000000', 50],
    ])
    const status = async (id: unknown): Promise<unknown> =>
      (await client.fetchOrder(String(id), symbol)).status
    const all = (): Promise<readonly unknown[]> =>
      Promise.all([stop.id, profit.id, limited.id].map(status))
    // Down to the stop's start only: it trails from there, one percent behind 29,900.
    venue.scene.quote(middle - 10_000)
    expect(await all()).toEqual(['open', 'open', 'open'])
    // 29,900 less one percent is 29,601; half a percent below 30,000 is 29,850.
    venue.scene.quote(middle - 20_000)
    expect(await all()).toEqual(['open', 'open', 'closed'])
    venue.scene.quote(middle - 40_000)
    expect(await all()).toEqual(['closed', 'open', 'closed'])
    venue.scene.quote(middle + 20_000)
    expect((await client.fetchOrder(profit.id, symbol)).info['stopPrice']).toBe('29898.00000000')
    venue.scene.quote(middle - 10_300)
    expect(await status(profit.id)).toBe('closed')
  })

  it('routes an order to the best of books, of which each symbol has one', async () => {
    const { sors } = await client.request('exchangeInfo', 'public', 'GET', {})
    expect(sors).toContainEqual({ baseAsset: 'BTC', symbols: ['BTCUSDT'] })
    const order = await client.createOrder(symbol, 'limit', 'buy', 0.1, price + 5, { sor: true })
    expect(order).toMatchObject({ status: 'closed', filled: 0.1 })
    expect(order.info).toMatchObject({ usedSor: true, workingFloor: 'SOR' })
    const asked = client.createOrder(symbol, 'market', 'sell', 0.1, undefined, {
      ...{ sor: true, stopLossPrice: price - 100 },
    })
    await expect(asked).rejects.toThrow('Invalid orderType')
    await client.createOrder(symbol, 'market', 'sell', 0.1, undefined, { sor: true, test: true })
  })

  it('has lists: one cancels the other, one triggers the other, and both', async () => {
    const pair = {
      symbol: 'BTCUSDT',
      side: 'SELL',
      quantity: '0.1',
      aboveType: 'LIMIT_MAKER',
      abovePrice: String(price + 100),
      belowType: 'STOP_LOSS_LIMIT',
      belowPrice: String(price - 110),
      belowStopPrice: String(price - 100),
      belowTimeInForce: 'GTC',
    }
    const oco = await venue.ask(client, 'POST orderList/oco', pair)
    expect(oco).toMatchObject({ contingencyType: 'OCO', listOrderStatus: 'EXECUTING' })
    expect(oco.orderReports.map(({ type }) => type)).toEqual(['LIMIT_MAKER', 'STOP_LOSS_LIMIT'])
    venue.scene.act((exchange, ts) => exchange.onTrade(0, true, middle + 10_100, 200_000, ts))
    const done = await venue.ask(client, 'GET orderList', { orderListId: oco.orderListId })
    expect(done.listOrderStatus).toBe('ALL_DONE')
    const ended = await client.fetchOrder(String(oco.orders[1]?.orderId), symbol)
    expect(ended.status).toBe('expired')
    venue.scene.quote(middle)

    const oto = await venue.ask(client, 'POST orderList/oto', {
      symbol: 'BTCUSDT',
      workingType: 'LIMIT',
      workingSide: 'BUY',
      workingPrice: String(price + 5),
      workingQuantity: '0.1',
      workingTimeInForce: 'GTC',
      pendingType: 'LIMIT_MAKER',
      pendingSide: 'SELL',
      pendingPrice: String(price + 50),
      pendingQuantity: '0.09',
    })
    const pending = await client.fetchOrder(String(oto.orders[1]?.orderId), symbol)
    expect(pending['info']).toMatchObject({ status: 'NEW', isWorking: true })

    const otoco = await venue.ask(client, 'POST orderList/otoco', {
      symbol: 'BTCUSDT',
      workingType: 'LIMIT',
      workingSide: 'BUY',
      workingPrice: String(price - 50),
      workingQuantity: '0.1',
      workingTimeInForce: 'GTC',
      pendingSide: 'SELL',
      pendingQuantity: '0.09',
      pendingAboveType: 'LIMIT_MAKER',
      pendingAbovePrice: String(price + 60),
      pendingBelowType: 'STOP_LOSS',
      pendingBelowStopPrice: String(price - 200),
    })
    expect(otoco.orderReports.map(({ status }) => status)).toEqual([
      'NEW',
      'PENDING_NEW',
      'PENDING_NEW',
    ])
    expect(await venue.ask(client, 'GET openOrderList')).toHaveLength(2)
    const { orderListId } = otoco
    const gone = await venue.ask(client, 'DELETE orderList', { symbol: 'BTCUSDT', orderListId })
    expect(gone.listOrderStatus).toBe('ALL_DONE')
    await client.cancelAllOrders(symbol)
    expect(await client.fetchOpenOrders(symbol)).toEqual([])
  })

  it('keeps an account from trading with itself, in the way it asked for', async () => {
    const own = price - 0.5
    const rest = (): ReturnType<BinanceClient['createOrder']> =>
      client.createOrder(symbol, 'limit', 'buy', 0.2, own)
    const meet = (mode: string): ReturnType<BinanceClient['createOrder']> =>
      client.createOrder(symbol, 'limit', 'sell', 0.1, own, { selfTradePreventionMode: mode })
    const word = async ({ id }: { readonly id?: unknown }): Promise<unknown> =>
      (await client.fetchOrder(String(id), symbol))['info'].status
    const first = await rest()
    expect(await word(await meet('EXPIRE_TAKER'))).toBe('EXPIRED_IN_MATCH')
    expect(await word(first)).toBe('NEW')
    const taker = await meet('DECREMENT')
    expect([await word(taker), await word(first)]).toEqual(['EXPIRED_IN_MATCH', 'NEW'])
    await meet('EXPIRE_MAKER')
    expect(await word(first)).toBe('EXPIRED_IN_MATCH')
    await client.cancelAllOrders(symbol)
    const second = await rest()
    const both = await meet('EXPIRE_BOTH')
    expect([await word(both), await word(second)]).toEqual(['EXPIRED_IN_MATCH', 'EXPIRED_IN_MATCH'])
    expect(both.info['selfTradePreventionMode']).toBe('EXPIRE_BOTH')
  })

  it('tells fees', async () => {
    expect(await client.fetchTradingFee(symbol)).toMatchObject({ maker: 0.001, taker: 0.001 })
    expect(Object.keys(await client.fetchTradingFees())).toContain('ETH/USDT')
    const rates = await venue.ask(client, 'GET account/commission', { symbol: 'BTCUSDT' })
    expect(rates.standardCommission.maker).toBe('0.00100000')
  })
})
