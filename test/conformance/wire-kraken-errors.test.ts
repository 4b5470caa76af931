import {
  AuthenticationError,
  BadRequest,
  DDoSProtection,
  ExchangeError,
  ExchangeNotAvailable,
  InsufficientFunds,
  InvalidNonce,
  InvalidOrder,
  OnMaintenance,
  OrderNotFound,
  PermissionDenied,
} from 'ccxt'
import { describe, expect, it } from 'vitest'
import { btc, eth } from './kraken-scene.ts'
import { onKraken } from './kraken-stage.ts'
import { type KrakenClient, KrakenVenue } from './kraken-venue.ts'

let venue: KrakenVenue
let ccxt: KrakenClient

onKraken((opened, client) => {
  venue = opened
  ccxt = client
})

type Failure = readonly [name: string, text: string]

/** The class of what ccxt throws, and Kraken's word in it. */
async function failure(call: Promise<unknown>): Promise<Failure> {
  try {
    await call
  } catch (error) {
    const text = error instanceof Error ? error.message : ''
    return [
      error instanceof Error ? error.constructor.name : '',
      /E[A-Z]\w+:[^"]*/.exec(text)?.[0] ?? text,
    ]
  }
  return ['nothing', '']
}

const limit = { pair: 'XBTUSD', type: 'buy', ordertype: 'limit', volume: '0.01', price: '29000' }
const add = (fields: object): Promise<unknown> => ccxt.privatePostAddOrder({ ...limit, ...fields })

describe("each of Kraken's errors is the exception ccxt has for it", () => {
  it.each<[string, object, { readonly name: string }]>([
    ['EOrder:Insufficient funds', { volume: '500' }, InsufficientFunds],
    ['EOrder:Order minimum not met', { volume: '0.00001' }, InvalidOrder],
    ['EOrder:Cost minimum not met', { volume: '0.0001' }, ExchangeError],
    ['EOrder:Tick size check failed', { price: '29000.05' }, ExchangeError],
    ['EOrder:Post only order', { price: '31000', oflags: 'post' }, ExchangeError],
    ['EOrder:Invalid price:Invalid price argument', { price: '1000' }, InvalidOrder],
    ['EGeneral:Invalid arguments:price', { price: 'much' }, InvalidOrder],
    ['EGeneral:Invalid arguments:volume', { volume: '-1' }, InvalidOrder],
    ['EGeneral:Invalid arguments:viqc', { oflags: 'viqc' }, InvalidOrder],
    ['EGeneral:Invalid arguments:ordertype', { ordertype: 'gift' }, ExchangeError],
    ['EGeneral:Invalid arguments:stptype', { stptype: 'cancel-all' }, ExchangeError],
    ['EQuery:Unknown asset pair', { pair: 'NONEUSD' }, ExchangeError],
    ['EOrder:Reduce only:No position exists', { reduce_only: 'true', type: 'sell' }, ExchangeError],
    ['EService:Deadline elapsed', { deadline: '2020-01-01T00:00:00Z' }, ExchangeError],
  ])('%s', async (text, fields, { name }) => {
    expect(await failure(add(fields))).toEqual([name, text])
  })

  it('EOrder:Orders limit exceeded', async () => {
    const other = await venue.client('other')
    const order = { ...limit, volume: '0.0003', price: '20000' }
    let last: Failure = ['nothing', '']
    for (let i = 0; i <= 40 && last[0] === 'nothing'; i += 1)
      last = await failure(other.privatePostAddOrder(order))
    expect(last).toEqual(['ExchangeError', 'EOrder:Orders limit exceeded'])
    expect(await other.fetchOpenOrders()).toHaveLength(40)
  })

  it('the same name twice', async () => {
    await add({ cl_ord_id: 'twice' })
    expect(await failure(add({ cl_ord_id: 'twice' }))).toEqual([
      ...['ExchangeError', 'EGeneral:Invalid arguments:cl_ord_id'],
    ])
  })

  it('markets that take less than everything', async () => {
    const on = (mode: 'post-only' | 'cancel-only' | 'trading'): void =>
      venue.scene.act((exchange, ts) => exchange.setMode(eth, mode, ts))
    const buy = (): Promise<unknown> => ccxt.createOrder('ETH/USD', 'limit', 'buy', 0.1, 2_900)
    on('post-only')
    expect(await failure(buy())).toEqual([OnMaintenance.name, 'EService:Market in post_only mode'])
    on('cancel-only')
    expect(await failure(buy())).toEqual([
      OnMaintenance.name,
      'EService:Market in cancel_only mode',
    ])
    expect((await ccxt.loadMarkets(true))['ETH/USD']).toMatchObject({ active: false })
    on('trading')
    expect((await ccxt.loadMarkets(true))['ETH/USD']).toMatchObject({ active: true })
  })

  it('orders nobody knows', async () => {
    const id = 'OAAAAA-AAAAA-ZZZZZZ'
    expect((await failure(ccxt.cancelOrder(id)))[0]).toBe(OrderNotFound.name)
    expect((await failure(ccxt.fetchOrder(id)))[0]).toBe(OrderNotFound.name)
    expect(await failure(ccxt.fetchOrder('nothing'))).toEqual([
      ...[InvalidOrder.name, 'EOrder:Invalid order'],
    ])
    expect(await failure(ccxt.editOrder(id, 'BTC/USD', 'limit', 'buy', 1, 29_000))).toEqual([
      ...[InvalidOrder.name, 'EOrder:Unknown order'],
    ])
  })

  it('keys, signatures and nonces', async () => {
    const stranger = await venue.client('nobody')
    expect(await failure(stranger.fetchBalance())).toEqual([
      ...[AuthenticationError.name, 'EAPI:Invalid key'],
    ])
    const forger = await venue.client('demo', { secret: 'AAAA' })
    expect(await failure(forger.fetchBalance())).toEqual([
      'ExchangeError',
      'EAPI:Invalid signature',
    ])
    const late = await venue.client('demo')
    late.nonce = () => 1
    expect(await failure(late.fetchBalance())).toEqual([InvalidNonce.name, 'EAPI:Invalid nonce'])
  })

  it('what may not be asked, and what cannot be understood', async () => {
    expect(await failure(ccxt.withdraw('BTC', 1, 'bc1qexample', undefined, { key: 'x' }))).toEqual([
      ...[PermissionDenied.name, 'EGeneral:Permission denied'],
    ])
    expect(await failure(ccxt.privatePostEarnStrategies({}))).toEqual([
      ...['ExchangeError', 'EGeneral:Unknown method'],
    ])
    expect(await failure(ccxt.privatePostAddOrderBatch([]))).toEqual([
      ...['ExchangeError', 'EGeneral:Invalid arguments:orders'],
    ])
  })
})

describe('over the stream', () => {
  it('each error is the exception ccxt has for it', async () => {
    const buy = (amount: number, price: number, params = {}): Promise<unknown> =>
      ccxt.createOrderWs('BTC/USD', 'limit', 'buy', amount, price, params)
    expect(await failure(buy(0.01, 1_000))).toEqual([
      ...[InvalidOrder.name, 'EOrder:Invalid price:Invalid price argument'],
    ])
    // ccxt waits for words in brackets that Kraken does not send.
    expect(await failure(buy(500, 29_000))).toEqual(['ExchangeError', 'EOrder:Insufficient funds'])
    expect(await failure(buy(0.01, 29_000, { timeInForce: 'x' }))).toEqual([
      ...[BadRequest.name, 'EGeneral:Invalid arguments:timeinforce'],
    ])
    expect(await failure(ccxt.cancelOrderWs('OAAAAA-AAAAA-ZZZZZZ'))).toEqual([
      ...[OrderNotFound.name, 'EOrder:Unknown order'],
    ])
    venue.scene.act((exchange, ts) => exchange.setMode(btc, 'cancel-only', ts))
    expect(await failure(buy(0.01, 29_000))).toEqual([
      ...['NotSupported', 'EService:Market in cancel_only mode'],
    ])
    venue.scene.act((exchange, ts) => exchange.setMode(btc, 'trading', ts))
  })
})

it('limits, where there are any', async () => {
  const strict = await KrakenVenue.open('starter')
  const client = await strict.client()
  const failures: string[] = []
  for (let i = 0; i < 20; i += 1) failures.push((await failure(client.fetchOpenOrders()))[0])
  expect(failures.slice(0, 15)).toEqual(Array(15).fill('nothing'))
  expect(failures.slice(15)).toContain(DDoSProtection.name)
  await strict.close()
})

it('says that nobody is there when nobody is', async () => {
  const gone = await KrakenVenue.open()
  const client = await gone.client()
  await gone.close()
  const [name] = await failure(client.fetchTime())
  expect([ExchangeNotAvailable.name, 'NetworkError']).toContain(name)
})
