import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BinanceScene, middle, signedQuery } from '../../../../test/conformance/binance-scene.ts'
import { liveClock } from '../../../kernel/index.ts'
import type { WireReply } from '../dialect.ts'
import { isSignature } from './authenticate.ts'
import { restEndpoints, socketEndpoints } from './endpoints.ts'
import { orderTypes, selfTradeModes } from './exchange-info.ts'
import { keyOf } from '../../../../test/house/canaries.ts'

const scene = new BinanceScene()

function expectReply({ status, headers, body }: WireReply): void {
  expect(headers['content-type']).toBe('application/json;charset=UTF-8')
  const answer: unknown = JSON.parse(body)
  if (status === 200) return
  expect([400, 401, 404, 409]).toContain(status)
  expect(answer).toMatchObject({ code: expect.any(Number), msg: expect.any(String) })
}

function ask(method: string, path: string, query: string, body: string, key?: string): void {
  const request = { method, path, query, body, address: '1', headers: { 'x-mbx-apikey': key } }
  expectReply(scene.house.answer(request, liveClock.now()))
}

const words = [
  ...['', '0', '1', '-1', '1e9', '1e-9', '0.1', '0.00001', '30000', '30000.001', 'NaN', '99999999'],
  ...['99999999999999999999', '0.000000001', '\u0000', 'é', '%', '%zz', '__proto__', 'constructor'],
  ...['BTCUSDT', 'ETHUSDT', 'btcusdt', 'BUY', 'SELL', 'LIMIT', 'MARKET', 'LIMIT_MAKER', 'GTC'],
  ...['STOP_LOSS', 'STOP_LOSS_LIMIT', 'TAKE_PROFIT', 'TAKE_PROFIT_LIMIT', 'IOC', 'FOK', 'FULL'],
  ...[
    'EXPIRE_TAKER',
    'DECREMENT',
    'STOP_ON_FAILURE',
    'ALLOW_FAILURE',
    'ONLY_NEW',
    '1m',
    '1M',
    '1w',
  ],
  ...['true', 'false', '["BTCUSDT"]', '["X"]', '[', 'null', '100', '2000', '29000', '31000', 'ACK'],
]
const names = [
  ...['symbol', 'symbols', 'side', 'type', 'quantity', 'quoteOrderQty', 'price', 'stopPrice'],
  ...['timeInForce', 'icebergQty', 'trailingDelta', 'newClientOrderId', 'newOrderRespType'],
  ...['selfTradePreventionMode', 'orderId', 'origClientOrderId', 'cancelReplaceMode', 'newQty'],
  ...['cancelOrderId', 'cancelRestrictions', 'limit', 'fromId', 'startTime', 'endTime', 'interval'],
  ...['orderListId', 'listClientOrderId', 'aboveType', 'abovePrice', 'aboveStopPrice', 'belowType'],
  ...['belowPrice', 'belowStopPrice', 'belowTimeInForce', 'workingType', 'workingSide'],
  ...['workingPrice', 'workingQuantity', 'workingTimeInForce', 'pendingType', 'pendingSide'],
  ...['pendingQuantity', 'pendingPrice', 'pendingAboveType', 'pendingBelowType', 'listenKey'],
  ...['pendingAbovePrice', 'pendingBelowStopPrice', 'recvWindow', '__proto__', 'a[b]', 'id'],
]
const value = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...words) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
)
const name = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...names) },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
)
const likely = fc.record(
  {
    symbol: fc.constantFrom('BTCUSDT', 'BTCUSDT', 'ETHUSDT', 'NO'),
    side: fc.constantFrom('BUY', 'SELL'),
    type: fc.constantFrom('LIMIT', 'MARKET', 'LIMIT_MAKER', 'STOP_LOSS', 'TAKE_PROFIT_LIMIT'),
    timeInForce: fc.constantFrom('GTC', 'IOC', 'FOK'),
    quantity: fc.constantFrom('1', '0.1', '0.00001', '500', '0.3'),
    price: fc.constantFrom('30000', '29000', '31000', '1', '30000.01'),
    stopPrice: fc.constantFrom('29900', '30100'),
    orderId: fc.nat({ max: 60 }).map(String),
  },
  { requiredKeys: ['symbol'] },
)
const params = fc
  .tuple(likely, fc.array(fc.tuple(name, value), { maxLength: 4 }))
  .map(([some, more]): readonly (readonly [string, string])[] => [...Object.entries(some), ...more])
const call = fc.constantFrom(...restEndpoints.keys())

/** An order that makes sense, or nearly. */
const order = fc
  .record({
    type: fc.constantFrom(...orderTypes),
    side: fc.constantFrom('BUY', 'SELL'),
    quantity: fc.integer({ min: 1, max: 300_000 }).map((lots) => (lots / 100_000).toFixed(5)),
    price: fc.integer({ min: 29_980, max: 30_020 }).map(String),
    stopPrice: fc.integer({ min: 29_990, max: 30_010 }).map(String),
    timeInForce: fc.constantFrom('GTC', 'GTC', 'IOC', 'FOK'),
    mode: fc.constantFrom(...selfTradeModes),
    trailingDelta: fc.constantFrom('', '', '50'),
  })
  .map(({ type, price, stopPrice, timeInForce, mode, trailingDelta, ...rest }) => {
    const isStop = type.startsWith('STOP') || type.startsWith('TAKE')
    const isTrailing = isStop && trailingDelta !== ''
    return Object.entries({
      ...rest,
      ...{ symbol: 'BTCUSDT', type, selfTradePreventionMode: mode },
      ...(type.includes('LIMIT') ? { price } : {}),
      ...(type.endsWith('LIMIT') ? { timeInForce } : {}),
      ...(isStop && (!isTrailing || rest.side === 'BUY') ? { stopPrice } : {}),
      ...(isTrailing ? { trailingDelta } : {}),
    })
  })

it('keeps its books straight through orders that make sense, and a market that moves', () => {
  const { exchange } = scene.house
  const place = order.map((form) => ['POST', '/api/v3/order', form] as const)
  const clear = fc.constant(['DELETE', '/api/v3/openOrders', [['symbol', 'BTCUSDT']]] as const)
  const step = fc.oneof({ weight: 12, arbitrary: place }, { weight: 1, arbitrary: clear })
  let taken = 0
  fc.assert(
    fc.property(step, fc.integer({ min: -900, max: 900 }), ([method, path, form], move) => {
      const now = liveClock.now()
      const query = signedQuery(new Map<string, string>(form))
      const headers = { 'x-mbx-apikey': keyOf('demo') }
      const request = { method, path, query, headers, body: '', address: '1' }
      const reply = scene.house.answer(request, now)
      expectReply(reply)
      if (reply.status === 200) taken += 1
      if (move % 20 === 0) scene.quote(middle + move)
    }),
    { numRuns: 4_000, seed: 4 },
  )
  expect(taken).toBeGreaterThan(1_000)
  for (const [currency, sum] of exchange.imbalance())
    expect([currency, sum]).toEqual([currency, 0n])
  for (const { free, held } of exchange.balances(0).values())
    expect([free >= 0n, held >= 0n]).toEqual([true, true])
})

it('answers whatever text comes with an error of its own', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 })
  const method = fc.oneof(fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD'), text)
  const path = fc.oneof(
    call.map((each) => each.split(' ')[1] ?? ''),
    text,
  )
  const form = fc.oneof(
    text,
    fc.array(fc.tuple(name, value)).map((all) => all.map((each) => each.join('=')).join('&')),
  )
  const some = fc.tuple(method, path, form, form, fc.oneof(fc.constant(keyOf('demo')), text))
  fc.assert(
    fc.property(some, ([verb, where, query, body, key]) => ask(verb, where, query, body, key)),
    { numRuns: 3_000, seed: 1 },
  )
})

it('answers every signed request, sensible or not, and keeps its books straight', () => {
  fc.assert(
    fc.property(call, params, fc.boolean(), (each, all, isBody) => {
      const [method = '', path = ''] = each.split(' ')
      const form = signedQuery(new Map(all))
      ask(method, path, isBody ? '' : form, isBody ? form : '', keyOf('demo'))
    }),
    { numRuns: 6_000, seed: 2 },
  )
  for (const [currency, sum] of scene.house.exchange.imbalance())
    expect([currency, sum]).toEqual([currency, 0n])
})

it('answers every message on its sockets', () => {
  const told: string[] = []
  const socket = {
    send: (text: string) => void told.push(text),
    end: () => undefined,
    address: '1',
  }
  const api = scene.dialect.open('/ws-api/v3', '', socket, liveClock.now())
  const streams = scene.dialect.open('/stream', 'streams=btcusdt@trade', socket, liveClock.now())
  const method = fc.oneof(
    fc.constantFrom(...socketEndpoints.keys(), 'SUBSCRIBE', 'UNSUBSCRIBE', 'SET_PROPERTY'),
    fc.constantFrom('userDataStream.subscribe.signature', 'userDataStream.unsubscribe', 'nothing'),
  )
  const stream = fc.constantFrom('btcusdt@depth', 'btcusdt@kline_1m', '!ticker@arr', 'x@y', '', '@')
  const message = fc.oneof(
    fc.record({
      id: fc.oneof(fc.nat(), fc.string(), fc.constant(null)),
      method,
      params: fc.anything(),
    }),
    fc.record({ id: fc.nat(), method, params: fc.array(stream) }),
    fc.record({ id: fc.nat(), method, params: params.map((all) => Object.fromEntries(all)) }),
    fc.anything(),
  )
  fc.assert(
    fc.property(message, fc.string({ maxLength: 20 }), fc.boolean(), (each, junk, isJunk) => {
      const text = isJunk ? junk : (safeJson(each) ?? junk)
      for (const session of [api, streams]) {
        told.length = 0
        scene.house.act(liveClock.now(), (ts) => session?.onText(text, ts))
        expect(told.length).toBeGreaterThan(0)
        for (const one of told) expect(typeof JSON.parse(one)).toBe('object')
      }
    }),
    { numRuns: 2_000, seed: 3 },
  )
  scene.house.onTime(liveClock.now())
  api?.close()
  streams?.close()
})

function safeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

it('knows the signatures of the venue’s own documents', () => {
  const secret = 'NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j'
  const rest = 'side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000'
  const signed = `symbol=LTCBTC&${rest}&timestamp=1499827319559`
  const signature = 'c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71'
  expect(isSignature(signature, signed, secret)).toBe(true)
  expect(isSignature(signature.toUpperCase(), signed, secret)).toBe(true)
  expect(isSignature(signature, `${signed} `, secret)).toBe(false)
  const wide = `symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96&${rest}&timestamp=1499827319559`
  const known = 'e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3'
  expect(isSignature(known, wide, secret)).toBe(true)
})
