import fc from 'fast-check'
import { expect, it } from 'vitest'
import { KrakenScene, SceneClock } from '../../../../test/conformance/kraken-scene.ts'
import type { WireReply } from '../dialect.ts'
import { orderTxid } from './kraken-id.ts'
import { privateCalls } from './private-answers.ts'

/** A scene whose account holds both sides of the market. */
function newScene(): KrakenScene {
  const scene = new KrakenScene({ now: new SceneClock().now })
  scene.act((exchange, ts) => exchange.deposit(0, 'BTC', 10_00000000n, ts))
  return scene
}

const kraken = /^E[A-Z][A-Za-z]+:[^:]/

function expectReply({ status, body }: WireReply): void {
  const answer: unknown = JSON.parse(body)
  expect(status).toBe(200)
  expect(answer).toHaveProperty('error')
  const { error, result } = answer as { error: unknown[]; result: unknown }
  if (error.length === 0) expect(result).toBeDefined()
  for (const each of error) expect(each).toMatch(kraken)
}

const nasty = [
  ...['', '0', '1', '-1', '+1', '#5', '+2%', '5%', '1e9', '1e-9', 'NaN', 'Infinity', '__proto__'],
  ...[
    '0.0001',
    '1.5',
    '30000',
    '30000.1',
    '30000.05',
    '99999999999999999999999',
    '\u0000',
    'é',
    '%',
  ],
  ...['buy', 'sell', 'limit', 'market', 'stop-loss', 'take-profit-limit', 'trailing-stop'],
  ...[
    'iceberg',
    'stop-loss-limit',
    'trailing-stop-limit',
    'XBTUSD',
    'BTC/USD',
    'ETH/BTC',
    'XXBTZUSD',
  ],
  ...['GTC', 'IOC', 'FOK', 'GTD', 'post', 'viqc', 'post,fciq', 'true', 'false', 'cancel-oldest'],
  ...['OAAAA-AAAAA-AAAAAB', 'OAAAAA-AAAAA-AAAAAB', 'TAAAAA-AAAAA-AAAAAB', 'O77777-77777-777777'],
  ...['2030-01-01T00:00:00Z', '9999-99-99T00:00:00Z', '+30', 'constructor', 'all', 'last', 'index'],
]
const names = [
  ...[
    'pair',
    'type',
    'ordertype',
    'volume',
    'price',
    'price2',
    'oflags',
    'timeinforce',
    'expiretm',
  ],
  ...[
    'starttm',
    'displayvol',
    'userref',
    'cl_ord_id',
    'validate',
    'deadline',
    'reduce_only',
    'trigger',
  ],
  ...['stptype', 'leverage', 'close[ordertype]', 'close[price]', 'close[price2]', 'close', 'txid'],
  ...['order_qty', 'limit_price', 'trigger_price', 'display_qty', 'post_only', 'timeout', 'asset'],
  ...['ofs', 'start', 'end', 'closetime', 'trades', 'since', 'count', 'interval', 'orders', 'id'],
  ...['orders[0][type]', '[', 'a[b[c]]', '__proto__', 'nonce2', 'orders[]', 'close[__proto__][x]'],
]
const value = fc.oneof(
  { arbitrary: fc.constantFrom(...nasty), weight: 8 },
  fc.string({ maxLength: 12 }),
  fc.double().map(String),
)
/** Half of the orders are good apart from what is planted in them, half name one that may exist. */
const good = fc.record({
  pair: fc.constant('XBTUSD'),
  type: fc.constantFrom('buy', 'sell'),
  ordertype: fc.constantFrom('limit', 'limit', 'market', 'stop-loss', 'take-profit'),
  volume: fc.constantFrom('0.01', '0.0213'),
  price: fc.constantFrom('29000', '30000.2', '31000'),
})
const form = fc
  .tuple(
    fc.option(good),
    fc.option(fc.integer({ min: 1, max: 400 }).map(orderTxid)),
    fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 4 }),
  )
  .map(([start, txid, planted]) => {
    const fields = new Map<string, string>(Object.entries(start ?? {}))
    if (txid !== null) fields.set('txid', txid)
    for (const [name, each] of planted) fields.set(name, each)
    return new URLSearchParams([...fields]).toString()
  })
const json = fc
  .oneof(fc.dictionary(fc.constantFrom(...names), fc.oneof(value, fc.jsonValue())), fc.jsonValue())
  .map((each) => JSON.stringify(each))
const call = fc.oneof(
  fc.constantFrom(...privateCalls.keys()),
  fc.constantFrom('AddOrder', 'AddOrder', 'AmendOrder', 'EditOrder'),
)

it('answers every signed request in its own words, whatever stands in it', () => {
  const scene = newScene()
  const body = fc.oneof({ arbitrary: form, weight: 4 }, json, fc.string())
  fc.assert(
    fc.property(call, body, (name, text) => expectReply(scene.sign(name, text))),
    { numRuns: 8_000, seed: 20_261 },
  )
  expect(scene.isBalanced()).toBe(true)
  expect(scene.house.exchange.closedOrders(0).length).toBeGreaterThan(50)
  expect(scene.house.exchange.fills(0).length).toBeGreaterThan(10)
})

it('answers every public and every misshapen request in its own words', () => {
  const scene = newScene()
  const path = fc.oneof(
    fc
      .constantFrom('Time', 'Assets', 'AssetPairs', 'Ticker', 'OHLC', 'Depth', 'Trades', 'Spread')
      .map((name) => `/0/public/${name}`),
    fc.constantFrom(
      '/',
      '',
      '/0/public/',
      '/0/private/AddOrder',
      '/0/public/__proto__',
      '/1/public/Time',
    ),
    fc.webPath(),
  )
  const request = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT'),
    path,
    query: fc.oneof(form, fc.string()),
    headers: fc.dictionary(fc.constantFrom('api-key', 'api-sign', 'content-type'), value),
    body: fc.oneof(form, json, fc.string()),
    address: fc.constant('a'),
  })
  fc.assert(
    fc.property(request, (each) => expectReply(scene.answer(each))),
    { numRuns: 5_000, seed: 20_262 },
  )
})

const methods = [
  ...['add_order', 'batch_add', 'amend_order', 'edit_order', 'cancel_order', 'batch_cancel'],
  ...['cancel_all', 'cancel_all_orders_after', 'subscribe', 'unsubscribe', 'ping', 'nothing'],
]
const params = [
  ...['channel', 'symbol', 'depth', 'interval', 'snapshot', 'event_trigger', 'order_type', 'side'],
  ...['order_qty', 'limit_price', 'triggers', 'conditional', 'order_id', 'orders', 'cl_ord_id'],
  ...[
    'time_in_force',
    'expire_time',
    'display_qty',
    'limit_price_type',
    'cash_order_qty',
    'timeout',
  ],
]
const wsValue = fc.oneof(
  value,
  fc.double(),
  fc.boolean(),
  fc.constantFrom('book', 'ticker', 'trade', 'ohlc', 'executions', 'balances', 'instrument'),
  fc.constantFrom(10, 25, 1, 5, 30_000, ['BTC/USD'], ['BTC/USD', 'ETH/BTC', 'NO/NE'], { price: 1 }),
  fc.constantFrom({ price: 29_000, price_type: 'static' }, { price: 1, price_type: 'pct' }),
  fc.jsonValue(),
)
const wsGood = {
  symbol: 'BTC/USD',
  side: 'sell',
  order_type: 'limit',
  order_qty: 0.01,
  limit_price: 30_500,
}

it('answers every message of a stream in its own words, and tells the rest in whole messages', () => {
  const scene = newScene()
  const stream = scene.stream()
  const { token } = scene.ask('GetWebSocketsToken').result as { readonly token: string }
  const message = fc
    .record({
      method: fc.constantFrom(...methods),
      req_id: fc.oneof(fc.integer(), fc.jsonValue()),
      isGood: fc.boolean(),
      isSigned: fc.boolean(),
      params: fc.dictionary(fc.constantFrom(...params), wsValue),
    })
    .map(({ isGood, isSigned, params: planted, ...rest }) => {
      const shown = isSigned ? { token } : {}
      return JSON.stringify({
        ...rest,
        params: { ...(isGood ? wsGood : {}), ...planted, ...shown },
      })
    })
  const text = fc.oneof({ arbitrary: message, weight: 6 }, json, fc.string())
  const told = /^\{"(channel|method)":"[a-z_]*"/
  fc.assert(
    fc.property(text, (each) => {
      stream.send(each)
      const answers = stream.takeTexts()
      expect(answers.length).toBeGreaterThan(0)
      for (const answer of answers) {
        expect(answer).toMatch(told)
        JSON.parse(answer)
      }
    }),
    { numRuns: 6_000, seed: 20_263 },
  )
  expect(scene.isBalanced()).toBe(true)
})
