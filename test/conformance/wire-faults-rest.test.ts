import ccxt from 'ccxt'
import { afterEach, describe, expect, it } from 'vitest'
import type { FaultPlan } from '../../src/venue/index.ts'
import { type BinanceClient, BinanceVenue, refused, signedQuery } from './binance-scene.ts'
import { KrakenVenue } from './kraken-venue.ts'
import { keyOf } from '../house/canaries.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

async function binance(faults: Partial<FaultPlan>): Promise<BinanceVenue> {
  const venue = await BinanceVenue.open({ faults })
  opened.push(venue)
  return venue
}

async function kraken(faults: Partial<FaultPlan>): Promise<KrakenVenue> {
  const venue = await KrakenVenue.open(undefined, faults)
  opened.push(venue)
  return venue
}

/** A client that has its list of markets from elsewhere, for it would have to get through too. */
async function informed(venue: BinanceVenue): Promise<BinanceClient> {
  const client = await venue.client()
  client.setMarkets(await (await (await binance({})).client()).fetchMarkets())
  return client
}

/** Names of orders, and what ccxt made of sending each. */
async function sent(client: BinanceClient, count: number): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  for (let i = 0; i < count; i += 1) {
    const clientOrderId = `order${i}`
    const order = client.createOrder('BTC/USDT', 'limit', 'buy', 0.001, 29_000, { clientOrderId })
    answers.set(clientOrderId, await refused(order))
  }
  return answers
}

describe('requests over a line that drops messages', () => {
  it('are carried out or not when ccxt hears of a broken line', async () => {
    const venue = await binance({ dropShare: 0.3 })
    const client = await informed(venue)
    const answers = await sent(client, 15)
    expect(new Set(answers.values())).toEqual(new Set(['accepted', 'NetworkError']))
    const { exchange } = venue.scene.house
    const isThere = (clientId: string): boolean => exchange.order(0, { clientId }) !== undefined
    const lost = [...answers].filter(([, answer]) => answer === 'NetworkError')
    expect(new Set(lost.map(([id]) => isThere(id)))).toEqual(new Set([true, false]))
    for (const [id, answer] of answers) if (answer === 'accepted') expect(isThere(id)).toBe(true)
    const unheard = lost.find(([id]) => isThere(id))?.[0] ?? ''
    const ask = (): Promise<unknown> =>
      client.fetchOrder('', 'BTC/USDT', { origClientOrderId: unheard }).then(
        ({ clientOrderId }) => clientOrderId,
        () => undefined,
      )
    await expect.poll(ask, { timeout: 5_000 }).toBe(unheard)
  })

  it('fail in the same places for the same seed', async () => {
    const once = async (): Promise<Map<string, string>> =>
      sent(await informed(await binance({ dropShare: 0.3 })), 10)
    expect(await once()).toEqual(await once())
  })
})

/** Requests the venue counted for an address so far, this one included. */
async function counted({ url }: BinanceVenue): Promise<number> {
  const { headers } = await fetch(`${url}/api/v3/ping`)
  return Number(headers.get('x-mbx-used-weight'))
}

describe('requests that come twice', () => {
  it('are not carried out twice by Binance, which knows the signature', async () => {
    const venue = await binance({ duplicateShare: 1 })
    const first = await counted(venue)
    expect((await counted(venue)) - first).toBe(2)
    const order = 'symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=29000'
    const query = signedQuery(new Map(new URLSearchParams(order)))
    const headers = { 'x-mbx-apikey': keyOf('demo') }
    const answer = await fetch(`${venue.url}/api/v3/order?${query}`, { method: 'POST', headers })
    expect(await answer.json()).toMatchObject({ status: 'NEW' })
    expect(venue.scene.house.exchange.openOrders(0)).toHaveLength(1)
  })

  it('are not carried out twice by Kraken, whose nonces grow', async () => {
    const venue = await kraken({ duplicateShare: 1 })
    const client = await venue.client()
    await client.createOrder('BTC/USD', 'limit', 'buy', 0.001, 29_000)
    expect(venue.scene.house.exchange.openOrders(0)).toHaveLength(1)
  })

  it('are not carried out twice when somebody sends them once more', async () => {
    const venue = await binance({ replayShare: 1, replayUs: 100_000 })
    const client = await venue.client()
    await client.loadMarkets()
    const before = await counted(venue)
    await client.createOrder('BTC/USDT', 'limit', 'buy', 0.001, 29_000)
    const after = await counted(venue)
    // All that was sent until now, and all of it again.
    await expect.poll(() => counted(venue), { timeout: 5_000 }).toBeGreaterThan(2 * after - before)
    expect(venue.scene.house.exchange.openOrders(0)).toHaveLength(1)
    const other = await kraken({ replayShare: 1, replayUs: 100_000 })
    const url = other.streamUrl.replace('ws', 'http').replace('/v2', '')
    const trader = await other.client()
    await trader.createOrder('BTC/USD', 'limit', 'buy', 0.001, 29_000)
    for (let i = 0; i < 5; i += 1) await fetch(`${url}/0/public/Time`)
    expect(other.scene.house.exchange.openOrders(0)).toHaveLength(1)
  })
})

describe('requests over a line that holds messages up', () => {
  /** The venue's times of requests sent one after the other, in the order of their answers. */
  async function times(venue: BinanceVenue, count: number): Promise<readonly number[]> {
    const answered: number[] = []
    const ask = async (): Promise<void> => {
      const answer = await fetch(`${venue.url}/api/v3/ping`)
      answered.push(Number(answer.headers.get('x-mbx-used-weight')))
    }
    await Promise.all(Array.from({ length: count }, ask))
    return answered
  }

  it('are all answered, the later the more is held up', async () => {
    const venue = await binance({ delayShare: 1, delayUs: 200_000 })
    const start = venue.scene.house.exchange.now
    for (let i = 0; i < 3; i += 1) await fetch(`${venue.url}/api/v3/ping`)
    // Six ways of a hundred milliseconds on average; the seed is always the same.
    expect(venue.scene.house.exchange.now - start).toBeGreaterThan(200_000)
  })

  it('are answered in another order where they may overtake each other', async () => {
    const venue = await binance({ reorderShare: 0.5, reorderUs: 400_000 })
    const answered = await times(venue, 20)
    expect(answered).toHaveLength(20)
    expect(answered).not.toEqual(answered.toSorted((a, b) => a - b))
  })

  it('may be given up by who asks, which harms nobody', async () => {
    const venue = await binance({ delayShare: 1, delayUs: 300_000 })
    const stop = new AbortController()
    const given = fetch(`${venue.url}/api/v3/ping`, { signal: stop.signal })
    setImmediate(() => stop.abort())
    await expect(given).rejects.toThrow('aborted')
    expect(await times(venue, 5)).toHaveLength(5)
  })
})

describe('a venue whose clock runs away', () => {
  // A second of ours is one and a half, or half a one, of its.
  const faults = { driftPpm: 500_000, clockWindowUs: 250_000 }

  it('shows its own time, and declines at Binance who goes by another', async () => {
    const venue = await binance(faults)
    const client = await informed(venue)
    const away = async (): Promise<number> =>
      Math.abs(Number(await client.fetchTime()) - Date.now())
    await expect.poll(away, { timeout: 5_000 }).toBeGreaterThan(300)
    await expect(client.fetchBalance()).rejects.toThrow(ccxt.InvalidNonce)
    await expect(client.fetchBalance()).rejects.toThrow('-1021')
    // Who sets a clock by the venue's is heard again.
    await client.loadTimeDifference()
    client.options['adjustForTimeDifference'] = true
    expect(await client.fetchBalance()).toHaveProperty('USDT')
  })

  it('says invalid nonce at Kraken', async () => {
    const venue = await kraken(faults)
    const client = await venue.client()
    const ask = (): Promise<string> => refused(client.fetchBalance())
    await expect.poll(ask, { timeout: 5_000 }).toBe('InvalidNonce')
  })
})

it('without a plan nothing of this happens', async () => {
  const venue = await binance({})
  const answers = await sent(await informed(venue), 15)
  expect(new Set(answers.values())).toEqual(new Set(['accepted']))
  const first = await counted(venue)
  expect((await counted(venue)) - first).toBe(1)
})
