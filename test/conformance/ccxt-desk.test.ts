import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { price, quantity } from '../../src/domain/index.ts'
import type { VenueAnswer, VenueRequest } from '../../src/execution/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { AskedLink } from './asked-link.ts'
import { middle } from './binance-scene.ts'
import type { WireAnswer } from './tampering-proxy.ts'

let desk: AskedLink
beforeAll(async () => {
  desk = await AskedLink.open()
})
afterAll(() => desk.close())
beforeEach(() => {
  desk.proxy.tamper = () => undefined
  desk.notices.length = 0
  desk.venue.scene.act((exchange, ts) => exchange.cancelAll(0, undefined, ts))
})

const json = (value: unknown): string => JSON.stringify(value)
const said = (status: number, body: string) => (): WireAnswer => ({ status, body })

describe('an order that the venue took, and whose answer', () => {
  it.each<[string, (answer: WireAnswer) => WireAnswer | 'cut']>([
    ['was cut', () => 'cut'],
    ['is half of itself', ({ body }) => ({ status: 200, body: body.slice(0, body.length / 2) })],
    ['is empty', said(200, '')],
    ['is no object', said(200, '[]')],
    ['is null', said(200, 'null')],
    ['is a page', said(200, '<html>Welcome</html>')],
    ['has no number', said(200, '{}')],
    ['is a page of a gateway', said(502, '<html>Bad Gateway</html>')],
    ['is a page with a status nobody knows', said(524, '<html>A timeout occurred</html>')],
    ['says 503 and a final reason', said(503, json({ code: -2010, msg: 'Duplicate order sent.' }))],
    ['says 500 and too many requests', said(500, json({ code: -1003, msg: 'Too many requests.' }))],
    ['says that nobody knows', said(400, json({ code: -1006, msg: 'execution status unknown.' }))],
    ['says -1007', said(408, json({ code: -1007, msg: 'Timeout waiting for response.' }))],
  ])('%s is in doubt, and is found', async (_, how) => {
    const { place, lookUp, cancel } = desk.order()
    desk.change('POST /api/v3/order', how)
    const answer = await desk.ask(place)
    expect(answer).toMatchObject({ kind: 'ambiguous' })
    expect(json(answer)).not.toMatch(/signature|timestamp=/)
    expect(await desk.ask(lookUp)).toMatchObject({
      kind: 'found',
      order: { status: 'open', filled: 0, fills: [] },
    })
    expect(await desk.ask(cancel)).toMatchObject({ kind: 'found', order: { status: 'canceled' } })
  })
})

describe('an order that the venue declines', () => {
  it('is refused, with its words', async () => {
    const { place, lookUp, cancel } = desk.order({ quantity: quantity(100_000_000) })
    expect(await desk.ask(place)).toMatchObject({ kind: 'refused', isDuplicate: false })
    expect(await desk.ask(lookUp)).toEqual({ kind: 'missing' })
    expect(await desk.ask(cancel)).toMatchObject({ kind: 'refused' })
  })

  it('for its name was there already is no new one', async () => {
    const { place, cancel } = desk.order()
    expect(await desk.ask(place)).toEqual({ kind: 'done' })
    expect(await desk.ask(place)).toMatchObject({ kind: 'refused', isDuplicate: true })
    expect(await desk.ask(cancel)).toMatchObject({ kind: 'found', order: { status: 'canceled' } })
  })

  it('for our clock was off may be sent again', async () => {
    const { place } = desk.order()
    desk.change(
      'POST /api/v3/order',
      said(
        400,
        json({ code: -1021, msg: 'Timestamp for this request is outside of the recvWindow.' }),
      ),
    )
    expect(await desk.ask(place)).toEqual({ kind: 'throttled', waitUs: 100_000 })
  })
})

describe('a look-up of an order that filled', () => {
  type Trade = Readonly<Record<string, unknown>>
  const trades =
    (change: (trade: Trade) => Trade) =>
    ({ status, body }: WireAnswer): WireAnswer => {
      const told: readonly Trade[] = JSON.parse(body)
      return { status, body: json(told.map(change)) }
    }

  async function filled(): Promise<VenueRequest> {
    const { place, lookUp } = desk.order({ type: 'market', price: price(0) })
    expect(await desk.ask(place)).toEqual({ kind: 'done' })
    return lookUp
  }

  it('brings its fills, in ticks, lots and minor units', async () => {
    const lookUp = await filled()
    expect(await desk.ask(lookUp)).toMatchObject({
      kind: 'found',
      order: {
        status: 'filled',
        filled: 100,
        fills: [{ price: middle + 100, quantity: 100, fee: 0n, taken: 100n, liquidity: 'taker' }],
      },
    })
    expect(desk.notices).toEqual([])
  })

  it.each<[string, Trade, string]>([
    ['a price that is none', { price: 'NaN' }, 'the answer to myTrades makes no sense'],
    ['a price below 0', { price: '-30000.00' }, 'price: -30000 is not above 0'],
    ['a price off the grid', { price: '30000.005' }, 'is no multiple of 0.01'],
    ['an amount below 0', { qty: '-0.001' }, 'amount: -0.001 is below 0'],
    ['no amount', { qty: undefined }, 'makes no sense'],
    ['no time', { time: undefined }, 'makes no sense'],
    ['no name', { id: undefined }, 'makes no sense'],
  ])('with %s leaves it in doubt, and says so', async (_, change, sentence) => {
    const lookUp = await filled()
    desk.change(
      'GET /api/v3/myTrades',
      trades((trade) => ({ ...trade, ...change })),
    )
    expect(await desk.ask(lookUp)).toMatchObject({ kind: 'ambiguous' })
    expect(desk.notices.join()).toContain(sentence)
  })

  it('books a fee in a third currency at its price there, and says when it has none', async () => {
    const paidIn = async (commissionAsset: string): Promise<VenueAnswer> => {
      const lookUp = await filled()
      desk.change(
        'GET /api/v3/myTrades',
        trades((trade) => ({ ...trade, commission: '0.0001', commissionAsset })),
      )
      return desk.ask(lookUp)
    }
    expect(await paidIn('BNB')).toMatchObject({ order: { fills: [{ fee: 0n }] } })
    expect(desk.notices.join()).toContain('cost 0.0001 BNB, which has no price in USDT')
    desk.notices.length = 0
    // The dearer of the last price and the ask.
    desk.venue.scene.act((exchange, ts) => exchange.onDepth(1, false, 250_010, 1_000, ts))
    desk.venue.scene.act((exchange, ts) => exchange.onTrade(1, true, 250_000, 1, ts))
    expect(await paidIn('ETH')).toMatchObject({ order: { fills: [{ fee: 25_001_000n }] } })
    expect(desk.notices).toEqual([])
  })

  it('takes no fill of another order, and no other order', async () => {
    const lookUp = await filled()
    desk.change(
      'GET /api/v3/myTrades',
      trades((trade) => ({ ...trade, orderId: 999_999 })),
    )
    expect(await desk.ask(lookUp)).toMatchObject({ order: { filled: 100, fills: [] } })
    desk.change('GET /api/v3/order', ({ status, body }) => ({
      status,
      body: json({ ...JSON.parse(body), clientOrderId: 'somebody' }),
    }))
    expect(await desk.ask(lookUp)).toMatchObject({ kind: 'ambiguous' })
    expect(desk.notices.join()).toContain('told of another order')
  })

  it('is in doubt when the state is nonsense', async () => {
    const lookUp = await filled()
    desk.change('GET /api/v3/order', ({ status, body }) => ({
      status,
      body: json({ ...JSON.parse(body), status: 'QUANTUM' }),
    }))
    expect(await desk.ask(lookUp)).toMatchObject({ kind: 'ambiguous' })
  })
})

describe('the account', () => {
  it('is what it holds and has open', async () => {
    const { place, cancel } = desk.order()
    await desk.ask(place)
    const told = await desk.ask({ kind: 'account' })
    if (told.kind !== 'account') throw new Error(told.kind)
    const { exchange } = desk.venue.scene.house
    for (const [name, { free, held }] of exchange.balances(0))
      expect([name, told.account.balances.get(name) ?? 0n]).toEqual([name, free + held])
    expect(told.account.openOrders).toEqual([
      { clientId: cancel.kind === 'cancel' ? cancel.clientId : '', instrument: 0 },
    ])
    await desk.ask(cancel)
  })

  it.each(['NaN', '-', null])('is in doubt when a balance is %s', async (free) => {
    desk.change('GET /api/v3/account', ({ status, body }) => ({
      status,
      body: body.replace(/"free":"[^"]*"/, `"free":${json(free)}`),
    }))
    expect(await desk.ask({ kind: 'account' })).toMatchObject({ kind: 'ambiguous' })
  })
})

it('a venue that asks for less is left alone, and the way out comes first after', async () => {
  const entry = desk.order()
  desk.change('POST /api/v3/order', () => ({
    status: 429,
    body: json({ code: -1003, msg: 'Too many requests.' }),
    headers: { 'Retry-After': '1' },
  }))
  expect(await desk.ask(entry.place)).toEqual({ kind: 'throttled', waitUs: 1_000_000 })
  desk.proxy.tamper = () => undefined
  const start = liveClock.now()
  const answered: string[] = []
  const exit = desk.order({
    side: 'sell',
    role: 'exit',
    isReduceOnly: true,
    price: price(middle + 9_000),
  })
  const asked = [
    ['entry', desk.order().place],
    ['look-up', entry.lookUp],
    ['exit', exit.place],
  ] as const
  await Promise.all(
    asked.map(async ([name, request]) => {
      await desk.ask(request)
      answered.push(name)
    }),
  )
  expect(liveClock.now() - start).toBeGreaterThanOrEqual(900_000)
  expect(answered).toEqual(['exit', 'look-up', 'entry'])
})

it('an exit of more than is left after the fee sells what is left', async () => {
  const other = await AskedLink.open('other')
  onTestFinished(() => other.close())
  const atMarket = { type: 'market', price: price(0) } as const
  const out = { ...atMarket, side: 'sell', role: 'exit', isReduceOnly: true } as const
  expect(await other.ask(other.order(atMarket).place)).toEqual({ kind: 'done' })
  // An entry is never cut.
  const { place: entry } = other.order({ ...out, role: 'entry', isReduceOnly: false })
  expect(await other.ask(entry)).toMatchObject({ kind: 'refused' })
  const exit = other.order(out)
  expect(await other.ask(exit.place)).toEqual({ kind: 'done' })
  expect(await other.ask(exit.lookUp)).toMatchObject({
    kind: 'found',
    order: { status: 'filled', filled: 99 },
  })
  // Nothing is left that could be sold.
  expect(await other.ask(other.order(out).place)).toMatchObject({ kind: 'refused' })
})

it('an order for a key that may not trade any more is not sent for good, and that is said once', async () => {
  const other = await AskedLink.open()
  onTestFinished(() => other.close())
  const denied = json({ code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' })
  other.change('POST /api/v3/order', said(401, denied))
  for (let i = 0; i < 2; i += 1)
    expect((await other.ask(other.order().place)).kind).toMatch(/throttled|refused/)
  const told = other.notices.filter((each) => each.includes('does not take the key any more'))
  expect(told).toHaveLength(1)
})
