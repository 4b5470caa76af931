// @module-tag long

import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { reasonOf, Secret, UserError } from '../../src/base/index.ts'
import { instrument, type InstrumentId, micros } from '../../src/domain/index.ts'
import { type Clock, liveClock } from '../../src/kernel/index.ts'
import { openCcxtAccount } from '../../src/venue/index.ts'
import { BinanceVenue } from './binance-scene.ts'
import { openLinkVenue, type LinkDialect, type LinkVenue } from './link-venue.ts'
import { type Tamper, TamperingProxy } from './tampering-proxy.ts'
import { keyOf, secretFor, secretOf } from '../house/canaries.ts'
import { produced } from '../house/produced.ts'

const traded = {
  kraken: { id: 'BTC-USD.KRAKEN', tick: '0.1', other: 'DOGE-USD.KRAKEN' },
  binance: { id: 'BTC-USDT.BINANCE', tick: '0.01', other: 'DOGE-USDT.BINANCE' },
}

type Asking = {
  readonly key?: string
  readonly secret?: string
  readonly id?: string
  readonly url?: string
}

type Refusal = [what: string, asking: Asking, code: string, sentence: RegExp]

const keysOfOneVenue: Record<LinkDialect, Refusal[]> = {
  kraken: [],
  binance: [['a key that may borrow', { key: 'margin' }, 'venue-key-withdraws', /on margin/]],
}

describe.each<LinkDialect>(['kraken', 'binance'])('a desk that opens an account at %s', (name) => {
  let venue: LinkVenue
  let proxy: TamperingProxy
  beforeAll(async () => {
    venue = await openLinkVenue(name, {})
    proxy = await TamperingProxy.open(venue.url)
  })
  afterAll(async () => {
    await proxy.close()
    await venue.close()
  })
  beforeEach(() => {
    proxy.tamper = () => undefined
  })

  /** What the desk is told: a code and a sentence, or `opened`. */
  async function told(asking: Asking = {}, tamper?: Tamper): Promise<readonly [string, string]> {
    const { key = 'demo', secret = key, id = traded[name].id, url = proxy.url } = asking
    const of = instrument(id as InstrumentId, traded[name].tick, '0.00001')
    if (!of.ok) throw new Error(of.error)
    if (tamper !== undefined) proxy.tamper = tamper
    const plain = secretFor(secret)
    const signing = name === 'kraken' ? Buffer.from(plain).toString('base64') : plain
    const before = venue.orders().length
    try {
      const { exchange, clock = '' } = await openCcxtAccount({
        venue: name,
        keys: { key: new Secret(keyOf(key)), secret: new Secret(signing) },
        instruments: [of.value],
        timeoutMs: 1_000,
        url,
      })
      await exchange.close()
      return ['opened', clock]
    } catch (error) {
      produced(error)
      if (!(error instanceof UserError)) throw error
      expect(reasonOf(error)).not.toMatch(/signature=|timestamp=/)
      return [error.code, error.message]
    } finally {
      // Whatever was asked, nothing came of it.
      expect(venue.orders().length).toBe(before)
    }
  }

  it('is let in with a key that trades and no more', async () => {
    expect(await told()).toEqual(['opened', ''])
  })

  it.each<Refusal>([
    ['a key nobody has', { key: 'nobody' }, 'venue-key', /does not take this key/],
    ['the secret of another key', { secret: 'other' }, 'venue-key', /its secret belongs/],
    ['a key that may not trade', { key: 'reader' }, 'venue-key-right', /may not place orders/],
    ['a key that may withdraw', { key: 'mover' }, 'venue-key-withdraws', /may move money away/],
    ['a key that may transfer', { key: 'transfer' }, 'venue-key-withdraws', /may .*transfer/],
    ['a key for sub-accounts', { key: 'sub-accounts' }, 'venue-key-withdraws', /sub-accounts/],
    ['a key that tells nothing', { key: 'untold' }, 'venue-key-unproved', /withdraw or transfer/],
    ...keysOfOneVenue[name],
    ['an unknown instrument', { id: traded[name].other }, 'unknown-instrument', /lists no DOGE/],
    ['a venue that is not there', { url: 'http://127.0.0.1:9' }, 'venue-unreachable', /network/],
  ])('is refused with %s', async (_, asking, code, sentence) => {
    const [heard, text] = await told(asking)
    expect(heard).toBe(code)
    expect(text).toMatch(sentence)
  })

  it('is refused when a right is missing that is needed later', async () => {
    const denied =
      name === 'kraken'
        ? { status: 200, body: '{"error":["EGeneral:Permission denied"]}' }
        : { status: 401, body: '{"code":-2015,"msg":"Invalid API-key, IP, or permissions."}' }
    const calls =
      name === 'kraken'
        ? ['BalanceEx', 'OpenOrders', 'ClosedOrders', 'AddOrder', 'CancelOrder']
        : ['GET /api/v3/openOrders', 'order/test', 'DELETE /api/v3/order']
    for (const one of calls) {
      const [code, sentence] = await told({}, (call) => (call.endsWith(one) ? denied : undefined))
      expect([one, code]).toEqual([one, 'venue-key-right'])
      expect(sentence).toMatch(/may not (read|place|cancel)/)
    }
  })

  it('is refused when nobody can say whether the key may withdraw', async () => {
    const what = name === 'kraken' ? 'WithdrawMethods' : 'apiRestrictions'
    const bodies =
      name === 'kraken'
        ? ['{"error":["EFunding:Unknown asset"]}', '{"error":[],"result":{}}', '<html>', '']
        : ['{}', '{"enableWithdrawals":"false"}', '{"enableWithdrawals":false}', '[]', '<html>', '']
    for (const body of bodies) {
      const answer = { status: 200, body }
      const [code] = await told({}, (call) => (call.includes(what) ? answer : undefined))
      expect([body, code]).toEqual([body, expect.stringMatching(/venue-(key-unproved|nonsense)/)])
    }
  })

  it('waits when it is asked too much, and says so when that does not pass', async () => {
    const busy =
      name === 'kraken'
        ? { status: 200, body: '{"error":["EGeneral:Too many requests"]}' }
        : { status: 429, body: '{"code":-1003,"msg":"Too many requests."}' }
    let left = 2
    const twice: Tamper = () => {
      left -= 1
      return left >= 0 ? busy : undefined
    }
    expect(await told({}, twice)).toEqual(['opened', ''])
    const banned = { ...busy, status: 418, headers: { 'retry-after': '7200' } }
    const [code, sentence] = await told({}, () => banned)
    expect(code).toBe('venue-busy')
    expect(sentence).toMatch(/asked too much .*try again in some minutes/)
  })

  it('is refused when our clock is off by minutes, and told of half a minute', async () => {
    const off = (ms: number): Tamper =>
      shiftTime(name === 'kraken' ? 'GET /0/public/Time' : 'GET /api/v3/time', ms)
    const [code, sentence] = await told({}, off(-180_000))
    expect(code).toBe('venue-clock')
    expect(sentence).toMatch(/clock of this machine is (179|180|181) s ahead of that of/)
    expect((await told({}, off(61_500)))[0]).toBe('venue-clock')
  })

  it.each(['', '[]', '{}', '<html>Welcome</html>', '{"error":[],"res'])(
    'is refused when anything it is answered is %j',
    async (body) => {
      const calls: string[] = []
      await told({}, (call) => void calls.push(call))
      // An order that was cancelled or tried may be answered with nothing.
      const asked = [...new Set(calls)].filter((call) => !/DELETE|order\/test|margin/.test(call))
      expect(asked.length).toBeGreaterThan(4)
      for (const one of asked) {
        // No orders are open.
        if (body === '[]' && one === 'GET /api/v3/openOrders') continue
        const [code] = await told({}, (call) => (call === one ? { status: 200, body } : undefined))
        expect([one, code]).toEqual([
          one,
          expect.stringMatching(/venue-(nonsense|key-unproved|refuses)|unknown-instrument/),
        ])
      }
    },
  )
})

it('a clock that is off by half a minute is corrected, and that is said', async () => {
  const clock: Clock = { ...liveClock, now: () => micros(liveClock.now() + 30_000_000) }
  const venue = await BinanceVenue.open({ clock })
  onTestFinished(() => venue.close())
  const of = instrument('BTC-USDT.BINANCE' as InstrumentId, '0.01', '0.00001')
  if (!of.ok) throw new Error(of.error)
  const account = await openCcxtAccount({
    venue: 'binance',
    keys: { key: new Secret(keyOf('demo')), secret: new Secret(secretOf('demo')) },
    instruments: [of.value],
    url: venue.url,
  })
  expect(account.clock).toMatch(/is (29|30|31) s behind that of Binance/)
  const placed = await account.exchange.createOrder('BTC/USDT', 'limit', 'buy', 0.001, 29_000)
  expect(placed.status).toBe('open')
  await account.exchange.close()
})

/** The venue's time is told so much later than it is. */
function shiftTime(which: string, ms: number): Tamper {
  return (call, { status, body }) => {
    if (call !== which) return undefined
    const shifted = body
      .replace(/"serverTime":(\d+)/, (_, at: string) => `"serverTime":${Number(at) + ms}`)
      .replace(/"unixtime":(\d+)/, (_, at: string) => `"unixtime":${Number(at) + ms / 1_000}`)
    return { status, body: shifted }
  }
}
