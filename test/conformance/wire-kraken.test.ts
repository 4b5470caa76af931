import { describe, expect, it } from 'vitest'
import { btc, eth } from './kraken-scene.ts'
import { onKraken } from './kraken-stage.ts'
import type { KrakenClient, KrakenVenue } from './kraken-venue.ts'

let venue: KrakenVenue
let ccxt: KrakenClient

onKraken((opened, client) => {
  venue = opened
  ccxt = client
})

describe('the market, as ccxt reads it', () => {
  it('lists pairs with their grids, limits and fees', () => {
    expect(ccxt.symbols).toEqual(['BTC/USD', 'ETH/USD', 'XRP/USD'])
    expect(ccxt.market('BTC/USD')).toMatchObject({
      id: 'XXBTZUSD',
      active: true,
      precision: { amount: 0.00001, price: 0.1 },
      limits: { amount: { min: 0.0001 }, cost: { min: 5 } },
      maker: 0.0016,
      taker: 0.0026,
    })
    expect(ccxt.currencies).toMatchObject({ BTC: { id: 'XXBT' }, USD: { id: 'ZUSD' } })
  })

  it('tells the time and that it is open', async () => {
    expect(Math.abs(Number(await ccxt.fetchTime()) - Date.now())).toBeLessThan(5_000)
    expect(await ccxt.fetchStatus()).toMatchObject({ status: 'ok' })
  })

  it('shows tickers of one pair and of all', async () => {
    const figures = { bid: 29_999.9, bidVolume: 1.01, ask: 30_000.1, askVolume: 1.01001 }
    expect(await ccxt.fetchTicker('BTC/USD')).toMatchObject({ ...figures, last: 30_000.1 })
    const all = await ccxt.fetchTickers()
    expect(Object.keys(all)).toEqual(['BTC/USD', 'ETH/USD', 'XRP/USD'])
    expect(all['BTC/USD']).toMatchObject(figures)
  })

  it('shows the book', async () => {
    const { bids, asks } = await ccxt.fetchOrderBook('BTC/USD', 3)
    const levels = (side: typeof bids): unknown => side.map(([price, amount]) => [price, amount])
    expect(levels(bids)).toEqual([
      [29_999.9, 1.01],
      [29_999.8, 1.02],
      [29_999.7, 1.03],
    ])
    expect(levels(asks)).toEqual([
      [30_000.1, 1.01001],
      [30_000.2, 1.02002],
      [30_000.3, 1.03003],
    ])
  })

  it('shows trades, and the later ones when asked for them', async () => {
    for (const lots of [7, 8])
      venue.scene.act((exchange, ts) => exchange.onTrade(eth, false, 299_990, lots, ts))
    const trades = await ccxt.fetchTrades('ETH/USD')
    expect(trades.map(({ side, price, amount }) => [side, price, amount])).toEqual([
      ['buy', 3_000.01, 0.0005],
      ['sell', 2_999.9, 0.0007],
      ['sell', 2_999.9, 0.0008],
    ])
    const since = await ccxt.fetchTrades('ETH/USD', Date.now() + 5_000)
    expect(since).toEqual([])
    expect(await ccxt.fetchTrades('ETH/USD', undefined, 2)).toHaveLength(2)
  })

  it('shows bars of every length, the running one last', async () => {
    for (const timeframe of Object.keys(ccxt.timeframes)) {
      const bars = await ccxt.fetchOHLCV('BTC/USD', timeframe)
      const [open, , high, low, close] = bars.at(-1) ?? []
      expect(Number(open) + ccxt.parseTimeframe(timeframe) * 1_000).toBeGreaterThan(Date.now())
      expect([high, low, close]).toEqual([30_000.1, 30_000.1, 30_000.1])
    }
  })

  it('shows the last spreads', async () => {
    venue.scene.quote(btc, 300_005)
    venue.scene.quote(btc, 300_000)
    const { result } = await ccxt.publicGetSpread({ pair: 'XBTUSD' })
    const rows = result['XXBTZUSD'] as readonly (readonly string[])[]
    expect(rows.at(-1)?.slice(1)).toEqual(['29999.9', '30000.1'])
    expect(rows.at(-2)?.slice(1)).toEqual(['30000.4', '30000.6'])
  })
})

describe('an account, as ccxt reads it', () => {
  it('has its balances, fees and no positions', async () => {
    const other = await venue.client('other')
    expect(await other.fetchBalance()).toMatchObject({
      USD: { free: 1_000, used: 0, total: 1_000 },
    })
    expect(await other.fetchTradingFee('BTC/USD')).toMatchObject({ maker: 0.0016, taker: 0.0026 })
    expect(await other.fetchPositions()).toEqual([])
    expect(await other.fetchDeposits()).toEqual([])
    expect(await other.fetchWithdrawals()).toEqual([])
  })

  it('sees money set aside for an order, and back again', async () => {
    const { id } = await ccxt.createOrder('BTC/USD', 'limit', 'buy', 0.5, 29_000)
    // 14,500 and the dearer fee on it.
    expect((await ccxt.fetchBalance())['USD']).toMatchObject({ used: 14_537.7, total: 100_000 })
    await ccxt.cancelOrder(String(id))
    expect((await ccxt.fetchBalance())['USD']).toMatchObject({ used: 0, total: 100_000 })
  })

  it('sees each fill with its fee, and its ledger adds up', async () => {
    const before = await ccxt.fetchBalance()
    const { id } = await ccxt.createOrder('ETH/USD', 'market', 'buy', 12)
    const order = await ccxt.fetchOrder(String(id))
    // 10.1001 at 3,000.01 and the rest at 3,000.02.
    const cost = 10.1001 * 3_000.01 + 1.8999 * 3_000.02
    expect(order).toMatchObject({ status: 'closed', filled: 12, remaining: 0, side: 'buy' })
    expect(order.cost).toBeCloseTo(cost, 6)
    expect(order.average).toBeCloseTo(cost / 12, 6)
    const fills = await ccxt.fetchMyTrades('ETH/USD')
    expect(fills.map((fill) => [fill.order, fill.amount, fill.price, fill.takerOrMaker])).toEqual([
      [id, 10.1001, 3_000.01, 'taker'],
      [id, 1.8999, 3_000.02, 'taker'],
    ])
    const trades = await ccxt.fetchOrderTrades(String(id), 'ETH/USD', undefined, undefined, {
      trades: order.trades,
    })
    expect(trades.map((trade) => trade.id)).toEqual(fills.map((fill) => fill.id))
    const fees = fills.reduce((sum, { fee }) => sum + Number(fee?.cost), 0)
    expect(fees).toBeCloseTo(cost * 0.0026, 6)
    const after = await ccxt.fetchBalance()
    expect(Number(before['USD']?.total) - Number(after['USD']?.total)).toBeCloseTo(cost + fees, 6)
    const ledger = await ccxt.fetchLedger('USD')
    const spent = ledger.reduce(
      (sum, { amount, fee }) => sum + Number(amount) + Number(fee?.cost),
      0,
    )
    expect(spent).toBeCloseTo(cost + fees, 6)
    expect(ledger.map(({ after: left }) => left)).toContain(after['USD']?.total)
    const entry = await ccxt.fetchLedgerEntry(String(ledger[0]?.id))
    expect(entry).toMatchObject({ currency: 'USD', direction: 'out', type: 'trade' })
  })

  it('says what all it holds is worth, and what it may trade at', async () => {
    const { result } = await ccxt.privatePostTradeBalance({ asset: 'ZUSD' })
    expect(Number(result['eb'])).toBeGreaterThan(99_000)
    const volume = await ccxt.privatePostTradeVolume({ pair: 'XBTUSD' })
    expect(volume['result']).toMatchObject({
      currency: 'ZUSD',
      fees: { XXBTZUSD: { fee: '0.2600' } },
    })
  })
})
