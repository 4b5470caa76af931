// @module-tag long
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { outsideOf } from '../../src/app/index.ts'
import type { OutsideColumns } from '../../src/features/index.ts'
import { type LoadedBars, loadBars } from '../../src/market/index.ts'
import { sourceTable } from '../../src/sources/index.ts'

// The real series of ../shared/data beside its fifteen hourly markets.

const shared = '../shared/data'
const hourly = readdirSync(`${shared}/candles/1h`).map((name) => `${shared}/candles/1h/${name}`)
const names = [
  ...sourceTable.flatMap(({ columns }) => columns.map(({ name }) => name)),
  ...['code.commits24h', 'code.contributors24h', 'code.novelty', 'code.activity'],
  ...['code.openIssues', 'code.entropy'],
]

const markets: Promise<readonly LoadedBars[]> = Promise.all(
  hourly.map(async (file) => loadBars([file], {})),
)
const brought = async (): Promise<readonly OutsideColumns[]> =>
  (await outsideOf(shared, await markets, names)).outside

function hashOf(outside: readonly OutsideColumns[]): string {
  const hash = createHash('sha256')
  for (const columns of outside)
    for (const [name, { buffer }] of Object.entries(columns))
      hash.update(name).update(new Uint8Array(buffer))
  return hash.digest('hex')
}

it('comes to the same columns of all fifteen markets again', async () => {
  const columns = await brought()
  expect(columns).toHaveLength(15)
  expect(hashOf(columns)).toBe(hashOf(await brought()))
  const spoken = columns.map((of) => names.filter((name) => !of[name]?.every(Number.isNaN)).length)
  // Bitcoin has funding, chain and talk of its own; the others have what is about all.
  expect(Math.min(...spoken)).toBeGreaterThan(30)
  expect(Math.max(...spoken)).toBeGreaterThan(65)
})

it('agrees with the vendors on days that are known', async () => {
  const all = await markets
  const columns = await brought()
  const btc = hourly.findIndex((file) => file.includes('binance_btcusdt'))
  const eth = hourly.findIndex((file) => file.includes('binance_ethusdt'))
  const at = (instrument: number, name: string, time: string): number | undefined => {
    const { bars } = all[instrument] as LoadedBars
    const row = bars.ts.subarray(0, bars.length).indexOf(Date.parse(time) * 1_000)
    return columns[instrument]?.[name]?.[row]
  }
  expect(at(btc, 'social.fearGreed', '2018-02-02T12:00:00Z')).toBe(15)
  expect(at(btc, 'funding.rate', '2020-01-01T01:00:00Z')).toBe(-0.000_123_59)
  expect(at(eth, 'funding.rate', '2023-01-01T01:00:00Z')).toBe(0.0001)
  // The close of 15 September 2021 is known when that day is over.
  expect(at(btc, 'funding.openInterest', '2021-09-15T23:00:00Z')).toBeNaN()
  expect(at(btc, 'funding.openInterest', '2021-09-16T00:00:00Z')).toBe(718_741_000)
  // 3 January 2020 was a Friday; its VIX is known when Monday is over.
  expect(at(btc, 'macro.vixcls', '2020-01-06T23:00:00Z')).toBe(12.47)
  expect(at(btc, 'macro.vixcls', '2020-01-07T00:00:00Z')).toBe(14.02)
})
