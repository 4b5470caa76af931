import { beforeEach, expect, it } from 'vitest'
import {
  type KrakenStream,
  KrakenScene,
  SceneClock,
} from '../../../../test/conformance/kraken-scene.ts'

let clock: SceneClock
let scene: KrakenScene
let stream: KrakenStream
let token: string

beforeEach(() => {
  clock = new SceneClock()
  scene = new KrakenScene({ now: clock.now })
  stream = scene.stream()
  ;({ token } = scene.ask('GetWebSocketsToken').result as { readonly token: string })
})

type Record_ = Readonly<Record<string, unknown>>
type Messages = ReturnType<KrakenStream['take']>

/** The records of a channel among messages. */
function records(channel: string, messages: Messages): readonly Record_[] {
  return messages
    .filter((message) => message['channel'] === channel)
    .flatMap((message) => message['data'] as readonly Record_[])
}

/** The results in the first of the messages. */
function results([answer]: Messages): readonly Record_[] {
  const found = answer?.['result']
  return (Array.isArray(found) ? found : [found]) as readonly Record_[]
}

function result(messages: Messages): Record_ {
  return results(messages)[0] ?? {}
}

/** What became of orders, in order. */
function executions(messages: Messages): readonly unknown[] {
  return records('executions', messages).map((each) => [each['exec_type'], each['order_status']])
}

const limit = {
  symbol: 'BTC/USD',
  side: 'buy',
  order_type: 'limit',
  order_qty: 0.01,
  limit_price: 29_000,
}

it('greets with the state of the venue', () => {
  expect(stream.take()).toMatchObject([
    { channel: 'status', data: [{ system: 'online', api_version: 'v2' }] },
  ])
})

it('answers a ping, and what it does not understand', () => {
  expect(stream.say('ping')).toMatchObject([{ method: 'pong', req_id: 1 }])
  expect(stream.say('dance')).toMatchObject([{ success: false, error: 'Malformed request' }])
  stream.send('{')
  expect(stream.take()).toMatchObject([{ success: false, error: 'Malformed request' }])
})

it('follows each thing once, and lets go of it', () => {
  const book = { channel: 'book', symbol: ['BTC/USD'], depth: 25 }
  expect(stream.say('subscribe', book)).toMatchObject([
    { success: true, result: { channel: 'book', depth: 25, snapshot: true, symbol: 'BTC/USD' } },
    { channel: 'book', type: 'snapshot' },
  ])
  expect(stream.say('subscribe', book)).toMatchObject([{ error: 'Already subscribed' }])
  scene.quote(0, 300_100)
  expect(records('book', stream.take())).toHaveLength(1)
  expect(stream.say('unsubscribe', book)).toMatchObject([{ success: true }])
  scene.quote(0, 300_000)
  expect(stream.take()).toEqual([])
  expect(stream.say('unsubscribe', book)).toMatchObject([{ error: 'Subscription not found' }])
})

it("declines in Kraken's words what cannot be followed", () => {
  const said = (params: object) => stream.say('subscribe', params)[0]?.['error']
  expect(said({ channel: 'gossip', symbol: ['BTC/USD'] })).toBe('Subscription name invalid')
  expect(said({ channel: 'book', symbol: ['BTC/USD'], depth: 7 })).toBe(
    'Subscription depth not supported',
  )
  expect(said({ channel: 'ohlc', symbol: ['BTC/USD'], interval: 7 })).toBe(
    'Subscription ohlc interval not supported',
  )
  expect(said({ channel: 'trade', symbol: ['XBT/USD'] })).toBe(
    'Currency pair not supported XBT/USD',
  )
  expect(said({ channel: 'trade' })).toBe('Pair field must be an array')
  expect(said({ channel: 'executions' })).toBe('ESession:Invalid session')
  expect(said({ channel: 'balances', token: 'guess' })).toBe('ESession:Invalid session')
})

it('tells trades, tickers and bars as they come', () => {
  for (const channel of ['trade', 'ticker', 'ohlc'])
    stream.say('subscribe', { channel, symbol: ['BTC/USD', 'ETH/USD'] })
  scene.act((exchange, ts) => exchange.onTrade(0, false, 299_990, 7, ts))
  const told = stream.take()
  expect(records('trade', told)).toMatchObject([
    { symbol: 'BTC/USD', side: 'sell', price: 29_999, qty: 0.00007 },
  ])
  expect(records('ticker', told)).toMatchObject([{ symbol: 'BTC/USD', last: 29_999, change: -1.1 }])
  expect(records('ohlc', told)).toMatchObject([
    { symbol: 'BTC/USD', open: 30_000.1, close: 29_999, trades: 2, interval: 1 },
  ])
  clock.pass(60)
  scene.act((exchange, ts) => exchange.onTrade(0, false, 299_980, 7, ts))
  expect(records('ohlc', stream.take()).map((each) => each['close'])).toEqual([29_999, 29_998])
})

it('tells a ticker of best prices only when they move', () => {
  stream.say('subscribe', { channel: 'ticker', symbol: ['BTC/USD'], event_trigger: 'bbo' })
  scene.act((exchange, ts) => exchange.onDepth(0, true, 299_990, 5, ts))
  expect(stream.take()).toEqual([])
  scene.act((exchange, ts) => exchange.onDepth(0, true, 299_999, 5, ts))
  expect(records('ticker', stream.take())).toMatchObject([{ bid: 29_999.9, bid_qty: 0.00005 }])
})

it('tells how listings change', () => {
  expect(stream.say('subscribe', { channel: 'instrument' })).toHaveLength(2)
  scene.act((exchange, ts) => exchange.setMode(1, 'post-only', ts))
  expect(JSON.stringify(stream.take())).toContain('"status":"post_only"')
})

it('tells an account what becomes of its orders and its money, numbered', () => {
  stream.say('subscribe', { channel: 'executions', token })
  stream.say('subscribe', { channel: 'balances', token })
  const placed = stream.say('add_order', { ...limit, token, cl_ord_id: 'mine' })
  expect(placed[0]).toMatchObject({ success: true, result: { cl_ord_id: 'mine' } })
  expect(executions(placed)).toEqual([
    ['pending_new', 'pending_new'],
    ['new', 'new'],
  ])
  const bought = stream.say('add_order', {
    ...{ symbol: 'BTC/USD', side: 'buy', order_type: 'market', order_qty: 2, token },
  })
  expect(executions(bought).slice(2)).toEqual([
    ['trade', 'partially_filled'],
    ['trade', 'filled'],
    ['filled', 'filled'],
  ])
  expect(records('balances', bought)).toHaveLength(4)
  expect(records('balances', bought).at(-1)).toMatchObject({ asset: 'USD', type: 'trade' })
  const canceled = stream.say('cancel_order', { cl_ord_id: ['mine'], token })
  expect(canceled[0]).toMatchObject({ success: true, result: { cl_ord_id: 'mine' } })
  expect(records('executions', canceled)).toMatchObject([
    { exec_type: 'canceled', order_status: 'canceled', reason: 'User requested' },
  ])
  const numbers = [...placed, ...bought, ...canceled].flatMap((each) => each['sequence'] ?? [])
  expect(numbers).toEqual(numbers.map((_, i) => 3 + i))
})

it('tells of a closing order only when the order it closes was filled', () => {
  stream.say('subscribe', { channel: 'executions', token })
  const conditional = { order_type: 'limit', limit_price: 31_000 }
  const placed = stream.say('add_order', { ...limit, conditional, token })
  expect(executions(placed)).toHaveLength(2)
  scene.act((exchange, ts) => exchange.onTrade(0, false, 289_000, 10_000_000, ts))
  const told = stream.take()
  expect(executions(told)).toEqual([
    ['trade', 'filled'],
    ['filled', 'filled'],
    ['pending_new', 'pending_new'],
    ['new', 'new'],
  ])
  expect(records('executions', told).at(-1)).toMatchObject({ side: 'sell', limit_price: 31_000 })
  const gone = stream.say('add_order', { ...limit, limit_price: 28_000, conditional, token })
  const ids = [result(gone)['order_id']]
  expect(executions(stream.say('cancel_order', { order_id: ids, token }))).toEqual([
    ['canceled', 'canceled'],
  ])
})

it('tells an order that fires, one that is changed and one whose time is up', () => {
  stream.say('subscribe', { channel: 'executions', token })
  const stop = { symbol: 'BTC/USD', side: 'buy', order_type: 'stop-loss', order_qty: 0.01, token }
  stream.say('add_order', { ...stop, triggers: { price: 30_500 } })
  scene.quote(0, 305_000)
  expect(executions(stream.take())).toEqual([
    ['status', 'new'],
    ['trade', 'filled'],
    ['filled', 'filled'],
  ])
  const placed = stream.say('add_order', { ...limit, expire_time: '+30', token })
  const { order_id } = result(placed)
  const amended = stream.say('amend_order', { order_id, limit_price: 29_500, token })
  expect(records('executions', amended)).toMatchObject([
    { exec_type: 'amended', limit_price: 29_500, time_in_force: 'GTD' },
  ])
  clock.pass(31)
  scene.pass()
  expect(executions(stream.take())).toEqual([['expired', 'expired']])
})

it('takes and cancels orders in batches, and all at once', () => {
  const two = [limit, { ...limit, limit_price: 28_000 }]
  const added = stream.say('batch_add', { symbol: 'BTC/USD', orders: two, token })
  expect(added).toMatchObject([{ success: true, result: [{}, {}] }])
  const orders = results(added).map((each) => each['order_id'])
  expect(stream.say('batch_cancel', { orders, token })).toMatchObject([
    { success: true, orders_cancelled: 2 },
  ])
  const { order_id } = result(stream.say('add_order', { ...limit, token }))
  expect(
    stream.say('edit_order', { order_id, symbol: 'BTC/USD', order_qty: 0.02, token }),
  ).toMatchObject([{ success: true, result: { original_order_id: order_id } }])
  expect(stream.say('cancel_all', { token })).toMatchObject([{ result: { count: 1 } }])
  expect(stream.say('cancel_all_orders_after', { timeout: 60, token })).toMatchObject([
    { success: true, result: { triggerTime: expect.stringMatching(/^2023-/) } },
  ])
})

it('takes a token for as long as the connection that has shown it', () => {
  const other = scene.stream()
  stream.say('add_order', { ...limit, token })
  clock.pass(901)
  expect(stream.say('cancel_all', { token })).toMatchObject([{ success: true }])
  expect(other.say('cancel_all', { token })).toMatchObject([{ error: 'ESession:Invalid session' }])
})

it('beats once a second when it has nothing else to say', () => {
  stream.say('subscribe', { channel: 'trade', symbol: ['BTC/USD'] })
  clock.pass(1)
  scene.pass()
  clock.pass(1)
  scene.pass()
  expect(stream.take()).toEqual([{ channel: 'heartbeat' }])
})

it('tells of an order that starts later when it comes, when it starts and when it ends', () => {
  stream.say('subscribe', { channel: 'executions', token, snap_orders: false })
  const add = (more: object): Messages => stream.say('add_order', { ...limit, token, ...more })
  expect(executions(add({ effective_time: '+10' }))).toEqual([['pending_new', 'pending_new']])
  const second = result(add({ effective_time: '+20' }))
  const late = scene.stream()
  const shown = records(
    'executions',
    late.say('subscribe', { channel: 'executions', token, snap_orders: true }),
  )
  expect(shown.map((each) => [each['exec_type'], each['order_status']])).toEqual([
    ['status', 'pending_new'],
    ['status', 'pending_new'],
  ])
  expect(shown[0]?.['effective_time']).toMatch(/Z$/)
  stream.take()
  clock.pass(10)
  scene.pass()
  expect(executions(stream.take())).toEqual([['new', 'new']])
  const canceled = stream.say('cancel_order', { token, order_id: [second['order_id']] })
  expect(executions(canceled)).toEqual([['canceled', 'canceled']])
})

it('lends an order on margin the most there is, where anything is lent', () => {
  const add = { ...limit, token, margin: true }
  expect(stream.say('add_order', add)).toMatchObject([
    { success: false, error: 'EGeneral:Invalid arguments:leverage' },
  ])
  const lending = new KrakenScene({ now: clock.now, leverage: 5 })
  const other = lending.stream()
  const given = lending.ask('GetWebSocketsToken').result as { readonly token: string }
  other.say('subscribe', { channel: 'executions', token: given.token, snap_orders: false })
  const told = other.say('add_order', { ...add, token: given.token })
  expect(records('executions', told)[0]).toMatchObject({ margin: true })
  const [open] = Object.values(
    (lending.ask('OpenOrders').result as { readonly open: Readonly<Record<string, Record_>> }).open,
  )
  expect(open?.['descr']).toMatchObject({ leverage: '5:1' })
})
