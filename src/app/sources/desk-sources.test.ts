import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { StormClock } from '../../../test/simulation/storm-clock.ts'
import { defined } from '../../base/index.ts'
import { dayUs, hourUs, type InstrumentId, micros } from '../../domain/index.ts'
import { generateMarket, type LoadedBars } from '../../market/index.ts'
import { ColumnWatch } from './column-watch.ts'
import { type DeskSources, openDeskSources } from './desk-sources.ts'
import { outsideOf } from './outside-of.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-desk-sources-'))
afterAll(() => rmSync(folder, { recursive: true }))

const market = generateMarket({ seed: 1, rows: 4_000 })
const first = (market[0] as LoadedBars).bars.ts[0] as number
const ms = (offset: number): number => first / 1_000 + offset
const day = (offset: number): string => new Date(ms(offset * 86_400_000)).toISOString().slice(0, 10)
mkdirSync(path.join(folder, 'below'))
const write = (name: string, lines: readonly string[]): void =>
  writeFileSync(path.join(folder, name), `${lines.join('\n')}\n`)
write('fear_greed.csv', ['date,value', `${day(0)},30`, `${day(1)},70`])
write('below/funding_binance_btcusdt.csv', ['ts,funding_rate', `${ms(60_000)},0.0002`])
write('crypto_news.csv', [
  'ts,title,polarity',
  ...Array.from({ length: 60 }, (_, i) => `${ms((i * i - 200) * 60_000)},a${i},${(i % 7) / 10}`),
])
write('below/ethereum_eips.csv', [
  'commit_ts,sha,author_hash',
  ...Array.from({ length: 90 }, (_, i) => `${ms(-i * 43_200_000 + 9e7)},c${i},a${i % 3}`),
])

const names = [
  ...['social.fearGreed', 'funding.rate', 'news.sentiment', 'news.count'],
  ...['code.commits24h', 'code.novelty', 'code.activity', 'macro.dff'],
]
const setup = { outsideColumns: names, instruments: market.map((of) => of.instrument) }
const file = { source: { kind: 'file', label: 'bars', speed: 0 } } as const
const settings = { folder, github: [], githubUrl: 'http://127.0.0.1:1', githubKeyFile: '' }
const notes: string[] = []
const needs = { clock: new StormClock(first), onNote: (line: string) => void notes.push(line) }

function opened(
  more: Partial<typeof settings> | { readonly github: readonly string[] } = {},
  outsideColumns: readonly string[] = names,
): ReturnType<typeof openDeskSources> {
  const sources = { ...settings, ...more }
  return openDeskSources({ ...needs, sources }, { ...setup, outsideColumns }, file)
}

it('says bar by bar what a backtest over the same bars and files is given', async () => {
  const { outside } = await outsideOf(folder, market, names)
  const beside = defined(await opened(), 'sources')
  let known = 0
  for (const [i, of] of market.entries())
    for (const name of names)
      for (let row = 0; row < of.bars.length; row += 1) {
        const value = beside.valueAt(i, name, micros(of.bars.ts[row] as number))
        if (!Object.is(value, outside[i]?.[name]?.[row])) expect([name, row, value]).toBe('equal')
        if (!Number.isNaN(value)) known += 1
      }
  expect(known).toBeGreaterThan(10_000)
})

it('says the same of a bar that it begins with in the middle', async () => {
  const { outside } = await outsideOf(folder, market, names)
  for (const row of [1, 61, 1_441, 3_999])
    for (const name of names) {
      const beside: DeskSources = defined(await opened({}, [name]), 'sources')
      const ts = micros((market[0] as LoadedBars).bars.ts[row] as number)
      expect(beside.valueAt(0, name, ts)).toBe(outside[0]?.[name]?.[row])
    }
})

it('is refused a column of no source, a server of now beside recorded bars, an unknown coin', async () => {
  await expect(opened({}, ['moon.phase'])).rejects.toMatchObject({ code: 'outside-missing' })
  const github = ['ethereum/go-ethereum']
  await expect(opened({ github })).rejects.toMatchObject({ code: 'sources-of-now' })
  const venue = { source: { ...file.source, kind: 'venue' } } as const
  const sources = { ...settings, github: ['somebody/thing'] }
  const asked = openDeskSources({ ...needs, sources }, setup, venue)
  await expect(asked).rejects.toThrow(/name it as owner\/name=COIN/)
  await expect(opened({ folder: '/not/there' })).rejects.toMatchObject({ code: 'no-such-folder' })
})

it('opens nothing where no seat looks at anything, and says so', async () => {
  expect(await opened({}, [])).toBeUndefined()
  expect(notes.at(-1)).toMatch(/its sources are not used/)
})

it('tells when a column falls silent or does not move, once until that is over', async () => {
  const told: string[] = []
  const beside = defined(await opened({}, ['social.fearGreed', 'funding.rate']), 'sources')
  const see = (name: string, days: number): number =>
    beside.valueAt(0, name, micros(first + days * dayUs))
  see('funding.rate', 0.1)
  beside.start((code, text) => told.push(`${code}: ${text}`))
  for (const days of [0.2, 0.3, 1, 2]) see('funding.rate', days)
  for (const days of [0, 1, 5, 6]) see('social.fearGreed', days)
  const id = setup.instruments[0]?.id
  expect(told).toEqual([
    `source-stale: funding.rate of ${id} says nothing any more: who looks at it abstains.`,
    `source-stale: social.fearGreed of ${id} says nothing any more: who looks at it abstains.`,
  ])
  const instrument = 'BTC-USD.SIM' as InstrumentId
  const heard: string[] = []
  const watch = new ColumnWatch({ name: 'a', instrument, patienceUs: 2 * dayUs }, (code) => {
    heard.push(code)
  })
  const values = [Number.NaN, 5, 5, 5, 5, 5, 6, 6, 6, 6, Number.NaN, Number.NaN, 6]
  for (const [at, value] of values.entries()) watch.see(value, micros(first + at * dayUs + hourUs))
  expect(heard).toEqual(['source-constant', 'source-constant', 'source-stale'])
  beside.stop()
})
