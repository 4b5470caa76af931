import { expect, it, onTestFinished } from 'vitest'
import { Secret } from '../../src/base/index.ts'
import { instrument, type InstrumentId, type Micros, minuteUs } from '../../src/domain/index.ts'
import { type Clock, liveClock } from '../../src/kernel/index.ts'
import { CcxtLink, openCcxtAccount } from '../../src/venue/index.ts'
import { FlatFees } from '../../src/venue/sim/index.ts'
import { keyOf, secretOf } from '../house/canaries.ts'
import { BinanceVenue } from './binance-scene.ts'
import { TamperingProxy } from './tampering-proxy.ts'

/** Time of the link, whose minutes pass when they are told to. */
class MinuteClock implements Clock {
  #due: (() => void) | undefined
  now(): Micros {
    return liveClock.now()
  }
  after(us: number, task: () => void): () => void {
    if (us < minuteUs) return liveClock.after(us, task)
    this.#due = task
    return () => {
      this.#due = undefined
    }
  }
  get isWaiting(): boolean {
    return this.#due !== undefined
  }
  pass(): void {
    const due = this.#due
    this.#due = undefined
    due?.()
  }
}

class ChangingFees extends FlatFees {
  takerPpm = 1_000
  override tier(): ReturnType<FlatFees['tier']> {
    return { makerPpm: 1_000, takerPpm: this.takerPpm, volume: 0n }
  }
}

it('what is known of a venue is kept fresh while a desk trades there, and changes are said', async () => {
  const fees = new ChangingFees(1_000, 1_000, { kind: 'received' })
  const venue = await BinanceVenue.open({ fees })
  const proxy = await TamperingProxy.open(venue.url)
  const of = instrument('BTC-USDT.BINANCE' as InstrumentId, '0.01', '0.00001')
  if (!of.ok) throw new Error(of.error)
  const account = await openCcxtAccount({
    venue: 'binance',
    keys: { key: new Secret(keyOf('demo')), secret: new Secret(secretOf('demo')) },
    instruments: [of.value],
    url: proxy.url,
  })
  const clock = new MinuteClock()
  const said: string[] = []
  const ear = {
    onAnswer: (): void => {},
    onUpdate: (): void => {},
    onDeafness: (): void => {},
    onNotice: (sentence: string): void => {
      // Streams do not get through this proxy.
      if (!sentence.includes('the stream of')) said.push(sentence)
    },
  }
  const link = new CcxtLink({ account, clock, chance: () => 0.5, ear })
  onTestFinished(async () => {
    await link.close()
    await proxy.close()
    await venue.close()
  })
  const minutes = async (n: number): Promise<readonly string[]> => {
    for (let i = 0; i < n; i += 1) {
      clock.pass()
      await expect.poll(() => clock.isWaiting, { interval: 2 }).toBe(true)
    }
    return said.splice(0)
  }
  const timeIs = (change: (ms: number) => unknown): void => {
    proxy.tamper = (call, { status, body }) => {
      if (call !== 'GET /api/v3/time') return undefined
      return {
        status,
        body: body.replace(/\d{13}/, (ms) => `${JSON.stringify(change(Number(ms)))}`),
      }
    }
  }
  link.open()
  await expect.poll(() => account.fees.of(0).source).toBe('account')
  expect(await minutes(2)).toEqual([])
  timeIs((ms) => ms - 300_000)
  expect(await minutes(2)).toEqual([
    expect.stringMatching(/^The clock of this machine is (299|300|301) s ahead of that of Binance/),
  ])
  // What is no time changes nothing.
  for (const nonsense of ['NaN', -1, null, {}]) {
    timeIs(() => nonsense)
    expect(await minutes(1)).toEqual([])
    expect(Number(account.exchange.options['timeDifference'])).toBeGreaterThan(298_000)
  }
  proxy.tamper = () => undefined
  expect(await minutes(1)).toEqual(['The clock of this machine is right again.'])
  const { exchange } = venue.scene.house
  const rules = exchange.listings[0]?.rules
  if (rules === undefined) throw new Error('no listing')
  venue.scene.act((house, ts) => house.relist(0, { ...rules, tickStep: 10, lotStep: 100 }, ts))
  expect(await minutes(10)).toEqual([expect.stringContaining('amounts in steps of 0.001')])
  expect(link.steps(0)).toMatchObject({ tickStep: 10, lotStep: 100 })
  fees.takerPpm = 1_250
  expect(await minutes(60)).toEqual([expect.stringContaining('now pays 0.1 % as maker, 0.125 %')])
})
