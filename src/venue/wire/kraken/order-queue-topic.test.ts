import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import {
  btc,
  type KrakenStream,
  KrakenScene,
  SceneClock,
} from '../../../../test/conformance/kraken-scene.ts'
import { type DecimalLevel, krakenOrdersChecksum } from '../../../market/index.ts'
import { orderNumber } from './kraken-id.ts'

let scene: KrakenScene
let stream: KrakenStream
let token: string

beforeEach(() => {
  scene = new KrakenScene({ now: new SceneClock().now })
  stream = scene.stream()
  ;({ token } = scene.ask('GetWebSocketsToken').result as { readonly token: string })
})

type Kept = { readonly id: string; readonly price: string; quantity: string }

/** A client that does as Kraken's guide says: queues by price, cut to its depth, summed up. */
class Follower {
  readonly sides: Readonly<Record<'bids' | 'asks', Kept[]>> = { bids: [], asks: [] }
  readonly #depth: number

  constructor(depth: number) {
    this.#depth = depth
  }

  /** @returns Whether the checksum told is that of its own book. */
  hear(message: string): boolean {
    for (const side of ['bids', 'asks'] as const) {
      const [, list = ''] = new RegExp(`"${side}":\\[([^\\]]*)\\]`).exec(message) ?? []
      for (const [one] of list.matchAll(/\{[^}]*\}/g)) this.#apply(side, one)
      const within = this.levels(side).slice(0, this.#depth).flat()
      this.sides[side].splice(0, Number.POSITIVE_INFINITY, ...within)
    }
    const told = /"checksum":(\d+)/.exec(message)?.[1]
    return String(krakenOrdersChecksum(this.#texts('asks'), this.#texts('bids'))) === told
  }

  #apply(side: 'bids' | 'asks', text: string): void {
    const field = (name: string): string =>
      new RegExp(`"${name}":"?([^",}]*)`).exec(text)?.[1] ?? ''
    const [event, id, price, quantity] = ['event', 'order_id', 'limit_price', 'order_qty'].map(
      field,
    ) as [string, string, string, string]
    const kept = this.sides[side]
    const at = kept.findIndex((each) => each.id === id)
    if (event === 'delete') kept.splice(at, 1)
    else if (event === 'modify') (kept[at] as Kept).quantity = quantity
    else {
      if (at >= 0) throw new Error(`${id} was added twice`)
      kept.push({ id, price, quantity })
    }
  }

  /** Queues, best price first. */
  levels(side: 'bids' | 'asks'): readonly (readonly Kept[])[] {
    const byPrice = new Map<string, Kept[]>()
    for (const each of this.sides[side]) {
      const queue = byPrice.get(each.price)
      if (queue === undefined) byPrice.set(each.price, [each])
      else queue.push(each)
    }
    const sign = side === 'bids' ? -1 : 1
    return [...byPrice].sort(([a], [b]) => sign * (Number(a) - Number(b))).map(([, queue]) => queue)
  }

  #texts(side: 'bids' | 'asks'): readonly (readonly DecimalLevel[])[] {
    return this.levels(side).map((queue) => queue.map(({ price, quantity }) => [price, quantity]))
  }
}

function books(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => text.startsWith('{"channel":"level3"'))
}

const subscription = { channel: 'level3', symbol: ['BTC/USD'] }

it('is shown to account holders only, at one depth', () => {
  const ask = (more: object): unknown =>
    stream.say('subscribe', { ...subscription, ...more })[0]?.['error']
  expect(ask({})).toBe('ESession:Invalid session')
  expect(ask({ token, depth: 25 })).toBe('Subscription depth not supported')
  expect(ask({ token, depth: 100 })).toBeUndefined()
  expect(ask({ token, depth: 10 })).toBe('Already subscribed')
  const gone = stream.say('unsubscribe', { ...subscription, token, depth: 100 })
  expect(gone).toMatchObject([{ success: true }])
  expect(ask({ token, depth: 10 })).toBeUndefined()
})

it('shows an own order by its id, behind the strangers who were there before', () => {
  const follower = new Follower(10)
  stream.send(JSON.stringify({ method: 'subscribe', params: { ...subscription, token } }))
  for (const text of books(stream.takeTexts())) expect(follower.hear(text)).toBe(true)
  const order = 'pair=XBTUSD&type=buy&ordertype=limit&volume=0.5&price=29999.9'
  const { txid } = scene.ask('AddOrder', order).result as { readonly txid: readonly string[] }
  for (const text of books(stream.takeTexts())) expect(follower.hear(text)).toBe(true)
  const [best = []] = follower.levels('bids')
  expect(best.map(({ id, quantity }) => [id === txid[0], quantity])).toEqual([
    [false, '1.01000'],
    [true, '0.50000'],
  ])
  scene.act((exchange, ts) => exchange.onTrade(btc, false, 299_999, 110_000, ts))
  for (const text of books(stream.takeTexts())) expect(follower.hear(text)).toBe(true)
  expect(follower.levels('bids')[0]?.map(({ quantity }) => quantity)).toContain('0.41000')
})

it('has changes whose wrong size the checksum shows, and others that cannot be got wrong', () => {
  const { feed } = scene.dialect
  const follower = new Follower(10)
  stream.send(JSON.stringify({ method: 'subscribe', params: { ...subscription, token } }))
  for (const text of books(stream.takeTexts())) expect(follower.hear(text)).toBe(true)
  scene.act((exchange, ts) => exchange.onDepth(btc, true, 299_998, 5, ts))
  const [changed = ''] = books(stream.takeTexts())
  expect(feed.read(changed)).toEqual({ instrument: btc, isBook: true })
  const wrong = feed.misquote(changed, 3) ?? ''
  expect(wrong).not.toBe(changed)
  expect(follower.hear(wrong)).toBe(false)
  scene.act((exchange, ts) => exchange.onOrder(btc, 1, true, 299_999, 5, ts))
  stream.take()
  scene.act((exchange, ts) => exchange.onOrder(btc, 1, true, 299_999, 0, ts))
  const [gone = ''] = books(stream.takeTexts())
  expect(gone).toContain('"event":"delete"')
  expect(feed.misquote(gone, 3)).toBeUndefined()
})

const side = fc.boolean()
const step = fc.oneof(
  fc.record({
    kind: fc.constant('depth' as const),
    ...{ isBid: side, away: fc.integer({ min: -3, max: 15 }) },
    lots: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 90_000 })),
  }),
  fc.record({
    kind: fc.constant('single' as const),
    // Even ones are bids: an order never changes its side.
    number: fc.integer({ min: 1, max: 12 }),
    ...{ away: fc.integer({ min: 1, max: 12 }), lots: fc.integer({ min: 0, max: 50_000 }) },
  }),
  fc.record({
    kind: fc.constant('order' as const),
    ...{ isBid: side, away: fc.integer({ min: -2, max: 12 }) },
    ...{ lots: fc.integer({ min: 10, max: 40_000 }), isIceberg: side },
  }),
  fc.record({ kind: fc.constant('cancel' as const), which: fc.nat({ max: 40 }) }),
  fc.record({
    kind: fc.constant('trade' as const),
    ...{ isBuy: side, away: fc.integer({ min: 0, max: 4 }) },
    lots: fc.integer({ min: 1, max: 200_000 }),
  }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const middle = 300_000

function act(what: Step): void {
  const at = (isBid: boolean, away: number): number => (isBid ? middle - away : middle + away)
  const { exchange } = scene.house
  const asked = (form: string): unknown => scene.ask('AddOrder', `pair=XBTUSD&${form}`)
  if (what.kind === 'order') {
    const price = (at(what.isBid, what.away) / 10).toFixed(1)
    const volume = (what.lots / 100_000).toFixed(5)
    const shown = `ordertype=iceberg&displayvol=${(Math.ceil(what.lots / 3) / 100_000).toFixed(5)}`
    const form = what.isIceberg ? shown : 'ordertype=limit'
    asked(`type=${what.isBid ? 'buy' : 'sell'}&volume=${volume}&price=${price}&${form}`)
  } else if (what.kind === 'cancel') {
    const open = exchange.openOrders(0)
    const order = open[what.which % Math.max(1, open.length)]
    if (order !== undefined)
      scene.act((_exchange, ts) => exchange.cancel(0, { number: order.number }, ts))
  } else
    scene.act((_exchange, ts) => {
      if (what.kind === 'depth')
        exchange.onDepth(btc, what.isBid, at(what.isBid, what.away), what.lots, ts)
      else if (what.kind === 'single') {
        const isBid = what.number % 2 === 0
        exchange.onOrder(btc, what.number, isBid, at(isBid, what.away), what.lots, ts)
      } else exchange.onTrade(btc, what.isBuy, at(!what.isBuy, what.away), what.lots, ts)
    })
}

it('lets a follower keep the same queues, and the same checksum, through any changes', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.constantFrom(10, 100), (steps, depth) => {
      scene = new KrakenScene({ now: new SceneClock().now })
      scene.act((exchange, ts) => exchange.deposit(0, 'BTC', 50_00000000n, ts))
      stream = scene.stream()
      ;({ token } = scene.ask('GetWebSocketsToken').result as { readonly token: string })
      const follower = new Follower(depth)
      stream.take()
      const params = { ...subscription, token, depth }
      stream.send(JSON.stringify({ method: 'subscribe', params }))
      for (const text of books(stream.takeTexts())) expect(follower.hear(text)).toBe(true)
      for (const what of steps) {
        act(what)
        for (const text of books(stream.takeTexts())) expect(follower.hear(text)).toBe(true)
        for (const each of ['bids', 'asks'] as const) {
          const truth = scene.house.exchange.depth(btc, each === 'bids' ? 'buy' : 'sell', depth)
          const own = follower
            .levels(each)
            .map((queue) => [
              Math.round(Number(queue[0]?.price) * 10),
              queue.reduce((sum, { quantity }) => sum + Math.round(Number(quantity) * 100_000), 0),
            ])
          expect(own).toEqual(truth.map(({ price, lots }) => [price, lots]))
        }
      }
      const shown = [...follower.sides.bids, ...follower.sides.asks].map(({ id }) => id)
      const open = scene.house.exchange.openOrders(0).map(({ number }) => number)
      if (depth === 100)
        expect(open.every((each) => shown.map(orderNumber).includes(each))).toBe(true)
    }),
    { numRuns: 120, seed: 20_265 },
  )
})
