import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type Micros, micros, secondUs } from '../domain/index.ts'
import { ServedExchange, type ServedExchangeOptions } from './served-exchange.ts'
import { secretOf } from '../../test/house/canaries.ts'

const folder = mkdtempSync(join(tmpdir(), 'exchange-'))
afterAll(() => rmSync(folder, { recursive: true }))

const start = micros(1_800_000_000_000_000)
const options: ServedExchangeOptions = {
  dialect: 'binance',
  market: ['generated'],
  speed: 1,
  seed: 7,
  customers: [{ key: 'demo', secret: secretOf('demo'), units: 100_000 }],
  fees: undefined,
  isLimited: false,
  stateFile: undefined,
  faults: undefined,
  now: start,
}

function later(seconds: number): Micros {
  return micros(start + seconds * secondUs)
}

function ask(served: ServedExchange, path: string, query: string, now: Micros): unknown {
  const request = { method: 'GET', path, query, headers: {}, body: '', address: '1' }
  return JSON.parse(served.house.answer(request, now).body)
}

it('has a past, and a market that moves', async () => {
  const served = await ServedExchange.open(options)
  for (let s = 1; s <= 90; s += 1) served.onTime(later(s))
  const klines = ask(
    served,
    '/api/v3/klines',
    'symbol=BTCUSDT&interval=1m',
    later(90),
  ) as string[][]
  expect(klines).toHaveLength(500)
  expect(new Set(klines.map((row) => row[4])).size).toBeGreaterThan(300)
  const days = ask(served, '/api/v3/klines', 'symbol=XRPUSDT&interval=1d', later(90)) as string[][]
  expect(days.length).toBeGreaterThanOrEqual(30)
  const { bids, asks } = ask(served, '/api/v3/depth', 'symbol=ETHUSDT', later(90)) as {
    readonly bids: readonly string[][]
    readonly asks: readonly string[][]
  }
  expect([bids.length, asks.length]).toEqual([10, 10])
  expect(Number(bids[0]?.[0])).toBeLessThan(Number(asks[0]?.[0]))
})

it('goes on from its file, with the market where it was', async () => {
  const stateFile = join(folder, 'state.json')
  const first = await ServedExchange.open({ ...options, stateFile })
  first.onTime(later(30))
  first.save()
  const price = ask(first, '/api/v3/ticker/price', '', later(30))
  const second = await ServedExchange.open({ ...options, stateFile, now: later(3_600) })
  expect(ask(second, '/api/v3/ticker/price', '', later(3_600))).toEqual(price)
  first.onTime(later(40))
  second.onTime(later(3_610))
  expect(ask(second, '/api/v3/ticker/price', '', later(3_610))).toEqual(
    ask(first, '/api/v3/ticker/price', '', later(40)),
  )
  await expect(ServedExchange.open({ ...options, stateFile, seed: 8 })).rejects.toThrow('--state')
  writeFileSync(stateFile, '{"kind":"coinswarm-exchange"}\n')
  await expect(ServedExchange.open({ ...options, stateFile })).rejects.toMatchObject({
    code: 'exchange-state-damaged',
    exitCode: 2,
  })
})

it('plays recorded bars at the pace it is told, and stops at their end', async () => {
  const file = join(folder, 'btc-usd.csv')
  const rows = Array.from({ length: 40 }, (_, i) => {
    const open = 100 + i
    return `${1_700_000_040_000 + i * 60_000},${open}.0,${open + 2}.5,${open - 1}.0,${open + 1}.0,5.000`
  })
  writeFileSync(file, ['ts,open,high,low,close,volume', ...rows].join('\n'))
  const market = [file]
  const served = await ServedExchange.open({ ...options, dialect: 'kraken', market, speed: 60 })
  const [listing] = served.source.listings
  served.onTime(later(10))
  expect(served.isOver).toBe(false)
  const middle = served.house.exchange.lastPrice(0) * (listing?.instrument.tickSize ?? 0)
  expect(middle).toBeGreaterThan(125)
  expect(middle).toBeLessThan(135)
  served.onTime(later(60))
  expect(served.isOver).toBe(true)
  expect(served.house.exchange.lastPrice(0) * (listing?.instrument.tickSize ?? 0)).toBe(140)
  expect(served.house.tape(0).day(later(60)).high).toBe(1_415)
})
