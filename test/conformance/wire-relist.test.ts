import ccxt from 'ccxt'
import { describe, expect, it } from 'vitest'
import { defined } from '../../src/base/index.ts'
import { type BinanceClient, BinanceVenue, middle, refused } from './binance-scene.ts'
import { btc } from './kraken-scene.ts'
import { type KrakenClient, KrakenVenue } from './kraken-venue.ts'

type Scene = BinanceVenue['scene'] | KrakenVenue['scene']

/** Lists bitcoin anew, on a grid so many times coarser. */
function relist(scene: Scene, tickStep: number, lotStep: number): void {
  const { exchange } = scene.house
  const { rules } = defined(exchange.listings[btc], 'listing')
  scene.house.act(exchange.now, (ts) => exchange.relist(btc, { ...rules, tickStep, lotStep }, ts))
}

describe('bitcoin listed anew, as ccxt sees it', () => {
  it('has the new precision at Binance, whose filters hold', async () => {
    const venue = await BinanceVenue.open()
    const client: BinanceClient = await venue.client()
    await client.loadMarkets()
    const resting = await client.createOrder('BTC/USDT', 'limit', 'buy', 0.00123, 29_000.01)
    relist(venue.scene, 50, 100)
    const buy = (quantity: string, price: string): Promise<unknown> =>
      venue.ask(client, 'POST order', {
        ...{ symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity, price },
      })
    // Rounded as it was before.
    expect(
      await refused(client.createOrder('BTC/USDT', 'limit', 'buy', 0.001, middle / 100 - 9.99)),
    ).toBe('InvalidOrder')
    await client.loadMarkets(true)
    expect(client.market('BTC/USDT').precision).toMatchObject({ price: 0.5, amount: 0.001 })
    await expect(buy('0.001', '29000.25')).rejects.toThrow(/PRICE_FILTER/)
    await expect(buy('0.0015', '29000.5')).rejects.toThrow(/LOT_SIZE/)
    expect(await refused(buy('0.0015', '29000.5'))).toBe('InvalidOrder')
    await client.createOrder('BTC/USDT', 'limit', 'buy', 0.0015, 29_000.6)
    const open = await client.fetchOpenOrders('BTC/USDT')
    expect(open.map(({ price, amount }) => [price, amount])).toEqual([
      ...[[29_000.01, 0.00123]],
      ...[[29_000.5, 0.001]],
    ])
    await client.cancelOrder(String(resting.id), 'BTC/USDT')
    await venue.close()
  })

  it('has the new precision at Kraken, which tells it to all who follow', async () => {
    const venue = await KrakenVenue.open()
    const client: KrakenClient = await venue.client()
    const told = await followListings(venue.streamUrl)
    relist(venue.scene, 10, 100)
    const update = await told.next('update')
    expect(update).toMatchObject({ symbol: 'BTC/USD', price_increment: 1, qty_increment: 0.001 })
    const order = client.createOrder('BTC/USD', 'limit', 'buy', 0.001, 29_000.5)
    await expect(order).rejects.toThrow('EOrder:Tick size check failed')
    await client.loadMarkets(true)
    const { precision, info } = client.market('BTC/USD')
    expect(precision).toMatchObject({ price: 1, amount: 0.001 })
    expect(info).toMatchObject({ pair_decimals: 0, lot_decimals: 3, tick_size: '1' })
    const call = client.privatePostAddOrder({
      ...{ pair: 'XBTUSD', type: 'buy', ordertype: 'limit', price: '29000', volume: '0.0015' },
    })
    await expect(call).rejects.toBeInstanceOf(ccxt.InvalidOrder)
    const rounded = await client.createOrder('BTC/USD', 'limit', 'buy', 0.0015, 29_000.4)
    const found = await client.fetchOrder(String(rounded.id))
    expect([found.price, found.amount]).toEqual([29_000, 0.001])
    told.close()
    await venue.close()
  })
})

type Followed = { next(type: string): Promise<unknown>; close(): void }

/** Follows Kraken's `instrument` channel, once its snapshot has come. */
async function followListings(url: string): Promise<Followed> {
  const socket = new WebSocket(url)
  const heard: { readonly channel?: string; readonly type?: string; readonly data?: unknown }[] = []
  let wake: () => void = () => undefined
  socket.addEventListener('message', ({ data }) => {
    heard.push(JSON.parse(String(data)))
    wake()
  })
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  socket.send('{"method":"subscribe","params":{"channel":"instrument"}}')
  const next = async (type: string): Promise<unknown> => {
    for (;;) {
      const found = heard.find((each) => each.channel === 'instrument' && each.type === type)
      if (found !== undefined) return (found.data as { readonly pairs: unknown[] }).pairs[0]
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  await next('snapshot')
  return { next, close: () => socket.close() }
}
