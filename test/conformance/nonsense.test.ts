// @module-tag long

import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { Random, Secret } from '../../src/base/index.ts'
import { instrument, type InstrumentId, type OrderIntent, price } from '../../src/domain/index.ts'
import type { VenueAnswer, VenueRequest } from '../../src/execution/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { CcxtLink, openCcxtAccount } from '../../src/venue/index.ts'
import { linkBooks } from './link-books.ts'
import { LinkScene } from './link-scene.ts'
import { type LinkDialect, type LinkVenue, openLinkVenue } from './link-venue.ts'
import { type OrderRequests, restingOrder } from './resting-order.ts'
import { spoil } from './nonsense.ts'
import { TamperingProxy } from './tampering-proxy.ts'
import { keyOf, secretOf } from '../house/canaries.ts'
import { produced } from '../house/produced.ts'

const traded = {
  kraken: { id: 'BTC-USD.KRAKEN', tick: '0.1', middle: 300_000 },
  binance: { id: 'BTC-USDT.BINANCE', tick: '0.01', middle: 3_000_000 },
}

/** An order may be a stranger's, whose names are anything. */
function nameless(answer: VenueAnswer): unknown {
  if (answer.kind !== 'account') return answer
  const { balances, openOrders } = answer.account
  return { balances, orders: openOrders.map(({ instrument: of }) => of) }
}

/** Seeds tried on each request. */
const seeds = 200

describe.each<LinkDialect>(['kraken', 'binance'])('%s answering nonsense', (name) => {
  const { id, tick, middle } = traded[name]
  let venue: LinkVenue
  let proxy: TamperingProxy
  let link: CcxtLink
  const waiting = new Map<number, (answer: VenueAnswer) => void>()
  const mishaps: unknown[] = []
  const onMishap = (error: unknown): void => void mishaps.push(error)
  let tickets = 0
  let orders = 0

  beforeAll(async () => {
    process.on('unhandledRejection', onMishap)
    venue = await openLinkVenue(name, {})
    proxy = await TamperingProxy.open(venue.url)
    const of = instrument(id as InstrumentId, tick, '0.00001')
    if (!of.ok) throw new Error(of.error)
    const own = secretOf('demo')
    const secret = name === 'kraken' ? Buffer.from(own).toString('base64') : own
    const account = await openCcxtAccount({
      venue: name,
      keys: { key: new Secret(keyOf('demo')), secret: new Secret(secret) },
      instruments: [of.value],
      timeoutMs: 1_000,
      url: proxy.url,
    })
    const ear = {
      onAnswer: (ticket: number, answer: VenueAnswer): void => waiting.get(ticket)?.(answer),
      onUpdate: (): void => {},
      onDeafness: (): void => {},
      onNotice: (sentence: string): void => produced(sentence),
    }
    link = new CcxtLink({ account, clock: liveClock, chance: () => 0.5, callUs: 1, ear })
  })
  afterAll(async () => {
    await link.close()
    await proxy.close()
    await venue.close()
    process.off('unhandledRejection', onMishap)
  })
  beforeEach(() => {
    proxy.tamper = () => undefined
  })

  function ask(request: VenueRequest): Promise<VenueAnswer> {
    tickets += 1
    const ticket = tickets
    return new Promise((resolve) => {
      waiting.set(ticket, resolve)
      link.send(ticket, request)
    })
  }

  function order(more: Partial<OrderIntent> = {}): OrderRequests {
    orders += 1
    return restingOrder(middle, orders, more)
  }

  /** What is answered to a request when one call of it, by chance, is answered with nonsense. */
  async function spoiled(request: VenueRequest, seed: number): Promise<VenueAnswer> {
    const random = Random.fromSeed(seed)
    let left = random.below(request.kind === 'account' ? 3 : 2)
    proxy.tamper = (_, { status, body }) => {
      left -= 1
      return left === -1 ? { status, body: spoil(body, random) } : undefined
    }
    const answer = await ask(request)
    proxy.tamper = () => undefined
    return answer
  }

  it('to a look-up never tells of an order otherwise than it is', async () => {
    const { place: placeTaken, lookUp: taken } = order({ type: 'market', price: price(0) })
    const { place: placeResting, cancel, lookUp: resting } = order()
    for (const place of [placeTaken, placeResting])
      expect(await ask(place)).toEqual({ kind: 'done' })
    let declined = 0
    for (const request of [taken, resting]) {
      const truth = await ask(request)
      if (truth.kind !== 'found') throw new Error(truth.kind)
      for (let seed = 1; seed <= seeds; seed += 1) {
        const answer = await spoiled(request, seed)
        if (answer.kind === 'ambiguous') declined += 1
        else {
          if (answer.kind !== 'found') throw new Error(`${seed}: ${JSON.stringify(answer)}`)
          const { fills, quantity: lots, price: at, ...rest } = answer.order
          const { fills: known, quantity: size, price: ticks, ...whole } = truth.order
          expect([seed, rest]).toEqual([seed, whole])
          // 0 is said of what the venue does not say.
          expect([0, size]).toContain(lots)
          expect([0, ticks]).toContain(at)
          // A fill may be missing, which is asked for again; none may be another.
          for (const { liquidity: _, ...fill } of fills)
            expect(known.map(({ liquidity: __, ...each }) => each)).toContainEqual(fill)
        }
      }
    }
    expect(declined).toBeGreaterThan(seeds / 2)
    await ask(cancel)
  })

  it('to an account never tells of holdings and orders that are not there', async () => {
    const { place, cancel } = order()
    await ask(place)
    const truth = await ask({ kind: 'account' })
    let declined = 0
    for (let seed = 1; seed <= seeds; seed += 1) {
      const answer = await spoiled({ kind: 'account' }, seed)
      if (answer.kind === 'ambiguous') declined += 1
      else expect([seed, nameless(answer)]).toEqual([seed, nameless(truth)])
    }
    expect(declined).toBeGreaterThan(seeds / 4)
    await ask(cancel)
  })

  it('to an order or a cancellation never says that it was declined', async () => {
    for (let seed = 1; seed <= seeds / 2; seed += 1) {
      const { place, cancel, lookUp } = order()
      const placed = await spoiled(place, seed)
      expect([seed, placed.kind]).toEqual([seed, expect.stringMatching(/done|ambiguous/)])
      expect(await ask(lookUp)).toMatchObject({ kind: 'found', order: { status: 'open' } })
      const canceled = await spoiled(cancel, seed)
      expect([seed, canceled.kind]).toEqual([seed, expect.stringMatching(/done|ambiguous|found/)])
      // Where an answer is believed to tell the end, it is the end that there was.
      if (canceled.kind === 'found')
        expect([seed, canceled.order]).toMatchObject([
          seed,
          { status: 'canceled', filled: 0, fills: [] },
        ])
    }
  })

  it('to a change never says that it was declined, nor takes a lost order for changed', async () => {
    for (let seed = 1; seed <= seeds / 4; seed += 1) {
      const { place, change, lookUpChanged, cancel, cancelChanged } = order()
      expect(await ask(place)).toEqual({ kind: 'done' })
      const changed = await spoiled(change, seed)
      expect([seed, changed.kind]).toEqual([seed, expect.stringMatching(/done|ambiguous/)])
      const told = { kind: 'found', order: { status: 'open', quantity: 80 } }
      expect(await ask(lookUpChanged)).toMatchObject(told)
      // Asked twice it is the same, or declined because it is done.
      expect((await ask(change)).kind).toMatch(/done|refused/)
      expect(await ask(lookUpChanged)).toMatchObject(told)
      for (const each of [cancel, cancelChanged]) await ask(each)
    }
  })

  it('never ends in an error nobody caught', () => {
    expect(mishaps).toEqual([])
  })
})

it.each<LinkDialect>(['kraken', 'binance'])(
  'streams of %s that tell nonsense bring nothing into the books',
  async (name) => {
    const mishaps: unknown[] = []
    const onMishap = (error: unknown): void => void mishaps.push(error)
    process.on('unhandledRejection', onMishap)
    const desk = await LinkScene.open(name)
    onTestFinished(async () => {
      await desk.close()
      process.off('unhandledRejection', onMishap)
    })
    const patience = { timeout: 20_000, interval: 20 }
    // Both streams stand.
    await expect.poll(() => desk.deafness, patience).toBeGreaterThanOrEqual(2)
    const random = Random.fromSeed(7)
    let spoilt = 0
    desk.venue.tamper = (text) => {
      if (random.below(2) === 0) return text
      spoilt += 1
      return spoil(text, random)
    }
    const out = { side: 'sell', role: 'exit', isReduceOnly: true } as const
    for (let i = 0; i < 40; i += 1) {
      desk.submit({ lots: 100 + i })
      desk.submit({ lots: 50 + i, ...out })
      desk.submit({ lots: 200, type: 'limit', offset: -5_000 - i })
      await sleep(20)
    }
    await expect.poll(() => desk.settle(), patience).toEqual([])
    const { desk: ours, venue } = linkBooks(desk)
    expect(ours).toEqual(venue)
    expect(spoilt).toBeGreaterThan(5)
    expect(mishaps).toEqual([])
  },
)
