import { expect, it, onTestFinished } from 'vitest'
import { Secret } from '../../src/base/index.ts'
import { instrument, type InstrumentId } from '../../src/domain/index.ts'
import { type CcxtAccount, openCcxtAccount } from '../../src/venue/index.ts'
import { FeesByInstrument, FlatFees, TieredFees } from '../../src/venue/sim/index.ts'
import { keyOf, secretOf } from '../house/canaries.ts'
import { BinanceVenue } from './binance-scene.ts'
import { KrakenVenue } from './kraken-venue.ts'
import { TamperingProxy } from './tampering-proxy.ts'

/** Bitcoin by volume, ether for less. */
const unit = 100_000_000n
const steps = [
  { volume: 0n, makerPpm: 2_500, takerPpm: 4_000 },
  { volume: 50_000n * unit, makerPpm: 2_000, takerPpm: 3_500 },
  { volume: 1_000_000n * unit, makerPpm: 0, takerPpm: 1_000 },
]
const received = { kind: 'received' } as const
const fees = (paidIn?: typeof received): FeesByInstrument =>
  new FeesByInstrument(
    new TieredFees(steps, paidIn),
    new Map([[1, new FlatFees(100, 750, paidIn)]]),
  )

type Served = { readonly account: CcxtAccount; readonly proxy: TamperingProxy }

async function opened(venue: 'kraken' | 'binance', url: string, secret: string): Promise<Served> {
  const quote = venue === 'kraken' ? 'USD' : 'USDT'
  const proxy = await TamperingProxy.open(url)
  const instruments = ['BTC', 'ETH'].map((base) => {
    const made = instrument(
      `${base}-${quote}.${venue.toUpperCase()}` as InstrumentId,
      '0.1',
      '0.0001',
    )
    if (!made.ok) throw new Error(made.error)
    return made.value
  })
  const keys = { key: new Secret(keyOf('demo')), secret: new Secret(secret) }
  const account = await openCcxtAccount({ venue, keys, instruments, url: proxy.url })
  onTestFinished(async () => {
    await account.exchange.close()
    await proxy.close()
  })
  return { account, proxy }
}

const of = ({ fees: known }: CcxtAccount): readonly unknown[] =>
  [0, 1].map((i) => {
    const { makerPpm, takerPpm, source } = known.of(i)
    return [makerPpm, takerPpm, source]
  })

it('what an account pays at Kraken is read per instrument, with the next tier', async () => {
  const venue = await KrakenVenue.open(undefined, undefined, undefined, fees())
  onTestFinished(() => venue.close())
  const url = venue.streamUrl.replace('ws', 'http').slice(0, -3)
  const secret = Buffer.from(secretOf('demo')).toString('base64')
  const { account, proxy } = await opened('kraken', url, secret)
  // The dearest that the venue publishes, until the account is asked for.
  expect(of(account)).toEqual([
    [2_500, 4_000, 'schedule'],
    [1_600, 2_600, 'schedule'],
  ])
  expect(await account.fees.readAgain()).toEqual([])
  expect(of(account)).toEqual([
    [2_500, 4_000, 'account'],
    [100, 750, 'account'],
  ])
  const next = { volume: '50000.00000000', makerPpm: 2_000, takerPpm: 3_500 }
  expect(account.fees.of(0).nextTier).toEqual(next)
  expect(account.fees.of(1).nextTier).toBeUndefined()
  for (let i = 0; i < 2; i += 1) await account.exchange.createOrder('BTC/USD', 'market', 'buy', 1)
  expect(await account.fees.readAgain()).toEqual([
    'BTC-USD.KRAKEN: the account now pays 0.2 % as maker, 0.35 % as taker; ' +
      'before it was 0.25 % as maker, 0.4 % as taker.',
  ])
  expect(account.fees.of(0).nextTier).toMatchObject({ volume: '1000000.00000000' })
  // What makes no sense changes nothing.
  for (const fee of ['"NaN"', '"-20"', '"55.0"', 'null', '{}']) {
    proxy.tamper = (_, { status, body }) => ({
      status,
      body: body.replace(/"fee":"[^"]*"/g, `"fee":${fee}`),
    })
    expect(await account.fees.readAgain()).toEqual([])
    expect(of(account)[0]).toEqual([2_000, 3_500, 'account'])
  }
})

it('what an account pays at Binance is the sum of its parts, by symbol', async () => {
  const venue = await BinanceVenue.open({ fees: fees(received) })
  onTestFinished(() => venue.close())
  const { account, proxy } = await opened('binance', venue.url, secretOf('demo'))
  proxy.tamper = (call) => (call.includes('commission') ? { status: 403, body: '' } : undefined)
  await account.fees.readAgain()
  expect(of(account)[0]).toEqual([1_000, 1_000, 'schedule'])
  proxy.tamper = () => undefined
  await account.fees.readAgain()
  expect(of(account)).toEqual([
    [2_500, 4_000, 'account'],
    [100, 750, 'account'],
  ])
  const tax = '"taxCommission":{"maker":"0.0001","taker":"0.0002","buyer":"0.001","seller":"0"}'
  proxy.tamper = (_, { status, body }) => ({
    status,
    body: body.replace(/"taxCommission":\{[^}]*\}/, tax),
  })
  await account.fees.readAgain()
  expect(of(account)[1]).toEqual([1_200, 1_950, 'account'])
})
