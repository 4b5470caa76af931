import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { micros } from '../../domain/index.ts'
import { generateMarket, type LoadedBars } from '../../market/index.ts'
import { openSources } from './open-sources.ts'
import { outsideOf } from './outside-of.ts'
import { sourcesReport } from './sources-report.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-outside-'))
afterAll(() => rmSync(folder, { recursive: true }))

const market = generateMarket({ seed: 1, rows: 2_880 })
const first = (market[0] as LoadedBars).bars.ts[0] as number
const day = (offset: number): string =>
  new Date(first / 1_000 + offset * 86_400_000).toISOString().slice(0, 10)

mkdirSync(path.join(folder, 'below'))
const write = (name: string, lines: readonly string[]): void =>
  writeFileSync(path.join(folder, name), `${lines.join('\n')}\n`)
write('fear_greed.csv', ['date,value', `${day(0)},30`, `${day(1)},70`])
write('below/funding_binance_btcusdt.csv', ['ts,funding_rate', `${first / 1_000 + 60_000},0.0002`])
write('bars.csv', ['ts,open', '1,1'])
write('below/ethereum_eips.csv', [
  'commit_ts,sha,author_hash',
  ...Array.from({ length: 90 }, (_, i) => `${first / 1_000 - i * 43_200_000 - 1},c${i},a${i % 3}`),
])

write('below/ethereum_go-ethereum.csv', [
  'commit_ts,sha,author_hash',
  ...Array.from({ length: 90 }, (_, i) => `${first / 1_000 - i * 43_200_000 - 1},d${i},a${i % 3}`),
])

const last = (column: Float64Array | undefined): number | undefined => column?.at(-1)
const coins = market.map((of) => of.instrument.base)
const [btc, eth] = [coins.indexOf('BTC'), coins.indexOf('ETH')]

it('brings what is about all to all, and what is about a coin to that coin', async () => {
  const names = ['social.fearGreed', 'funding.rate', 'code.commits24h', 'macro.dff']
  const { outside, remarks } = await outsideOf(folder, market, names)
  expect(outside.map((columns) => Object.keys(columns))).toEqual(market.map(() => names))
  for (const columns of outside) {
    expect(last(columns['social.fearGreed'])).toBe(70)
    expect(last(columns['macro.dff'])).toBeNaN()
  }
  expect(outside[btc]?.['funding.rate']?.slice(0, 3)).toEqual(
    (market[btc] as LoadedBars).bars.ts
      .slice(0, 3)
      .map((ts) => (ts >= first + 60_000_000 ? 0.0002 : Number.NaN)),
  )
  expect(last(outside[eth]?.['funding.rate'])).toBeNaN()
  expect(last(outside[btc]?.['code.commits24h'])).toBeNaN()
  // Two a day in each of two repositories of the coin.
  expect(outside[eth]?.['code.commits24h']?.[0]).toBe(4)
  const id = (market[eth] as LoadedBars).instrument.id
  expect(remarks).toContain(`funding.rate says nothing of ${id}: who looks at it abstains.`)
})

it('refuses a name that no source gives, and a folder without files', async () => {
  await expect(outsideOf(folder, market, ['moon.phase'])).rejects.toMatchObject({
    code: 'outside-missing',
  })
  const none = path.join(folder, 'not-there')
  await expect(outsideOf(none, market, [])).rejects.toMatchObject({ code: 'no-such-folder' })
})

it('reads only the files that are looked at', async () => {
  const broken = path.join(folder, 'crypto_news.csv')
  writeFileSync(broken, 'no,such,columns\n')
  const { outside } = await outsideOf(folder, market, ['social.fearGreed'])
  expect(last(outside[0]?.['social.fearGreed'])).toBe(70)
  await expect(outsideOf(folder, market, ['news.count'])).rejects.toMatchObject({
    code: 'bad-columns',
  })
  rmSync(broken)
})

it('tells of every moat what it has and why it abstains, as of a time', async () => {
  const opened = await openSources(folder)
  const now = micros(first + 10 * 60_000_000)
  const report = sourcesReport(opened, now)
  const moat = (name: string): object | undefined => report.moats.find((of) => of.moat === name)
  expect(moat('logistics')).toMatchObject({ abstains: expect.stringContaining('no source of it') })
  expect(moat('macro')).toMatchObject({ abstains: `no file of it is in ${folder}` })
  expect(moat('derivatives')).toMatchObject({ speaking: 1, abstains: undefined })
  expect(report.passedOver).toEqual([`${folder}/bars.csv`])
  const column = (name: string): object | undefined =>
    report.columns.find((each) => each.name === name)
  expect(column('funding.rate')).toMatchObject({ about: 'BTC', rows: 1, value: 0.0002 })
  expect(column('code.openIssues')).toMatchObject({
    value: undefined,
    abstains: expect.stringContaining('only the interface of GitHub'),
  })
  const later = sourcesReport(opened, micros(first + 40 * 86_400_000_000))
  expect(later.columns.find((each) => each.name === 'social.fearGreed')).toMatchObject({
    ...{ value: undefined, last: 70, abstains: expect.stringMatching(/newest is 39 days old/) },
  })
  expect(later.moats.find((of) => of.moat === 'social')?.abstains).toMatch(/older than it may be/)
})

it('knows nothing at a time before the first', async () => {
  const report = sourcesReport(await openSources(folder), micros(86_400_000_000))
  expect(report.columns.every(({ value, rows }) => value === undefined && rows === 0)).toBe(true)
  expect(report.moats.every(({ abstains }) => abstains !== undefined)).toBe(true)
})
