import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { defined, UserError } from '../../base/index.ts'
import { micros } from '../../domain/index.ts'
import { formatOf, loadSources } from './load-sources.ts'
import { knownAt } from './publication.ts'
import { fieldsOf } from './source-reader.ts'
import { sourceTable } from './source-table.ts'
import { wordScore } from './word-score.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-sources-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, lines: readonly string[]): string {
  const full = path.join(folder, name)
  const text = Buffer.from(`${lines.join('\n')}\n`)
  writeFileSync(full, name.endsWith('.gz') ? gzipSync(text) : text)
  return full
}

const time = (text: string): number => Date.parse(text) * 1_000

it('has every column under one name, and knows every file by one beginning', () => {
  const names = sourceTable.flatMap(({ columns }) => columns.map(({ name }) => name))
  expect(new Set(names).size).toBe(names.length)
  for (const { begins, source } of sourceTable) {
    const name = `/data/${begins.replace('COIN', 'sol')}_1d.csv.gz`
    expect(formatOf(name)?.format.source).toBe(source)
    expect(sourceTable.filter(({ pattern }) => pattern.test(path.basename(name)))).toHaveLength(1)
  }
})

it('reads series of one file, each when it could be known', async () => {
  const rows = ['2024-01-05,DGS10,4.05', '2024-01-05,DGS2,', '2024-01-01,CPIAUCSL,309.7']
  const [loaded] = await loadSources([file('fred_a.csv.gz', ['date,series,value', ...rows])])
  const { log, coin } = defined(loaded, 'a source')
  expect([coin, log.length]).toEqual(['', 3])
  // 5 January 2024 was a Friday: known when Monday is over.
  expect([...log.tsInit]).toEqual([time('2024-01-09'), time('2024-01-09'), time('2024-02-17')])
  expect(log.column('macro.dgs10')?.[0]).toBe(4.05)
  expect(log.column('macro.dgs2')).toEqual(new Float64Array(3).fill(Number.NaN))
  expect(log.column('macro.cpiaucsl')?.[2]).toBe(309.7)
  expect(log.row(2)).toMatchObject({ tsEvent: time('2024-01-01'), line: 4 })
})

it('puts files of one source and coin together, and keeps coins apart', async () => {
  const head = 'ts,funding_rate'
  const late = file('funding_binance_solusdt_8h_2.csv', [head, '1704096000000,5e-05'])
  const early = file('funding_binance_solusdt_8h_1.csv', [head, '1704067200000,-0.0001'])
  const other = file('funding_binance_btcusdt_8h.csv', [head, '1704067200000,0.0003'])
  const loaded = await loadSources([late, early, other])
  expect(loaded.map(({ coin, files }) => [coin, files.length])).toEqual([
    ['BTC', 1],
    ['SOL', 2],
  ])
  expect([...(loaded[1]?.log.column('funding.rate') ?? [])]).toEqual([-0.0001, 0.00005])
})

it('counts an event that is there twice once, and those that count alone', async () => {
  const rows = ['1704067200000,USD,HIGH,Payrolls, all', '1704067200000,USD,LOW,Stocks']
  const name = 'economic_calendar.csv'
  const [loaded] = await loadSources([
    file(name, [
      'ts,currency,impact,name',
      ...rows,
      ...rows.slice(0, 1),
      '1704067200000,EUR,HIGH,Rate',
    ]),
  ])
  expect([...(loaded?.log.column('government.releasesAhead') ?? [])]).toEqual([1, NaN, NaN])
  expect([...(loaded?.log.column('government.releasesAheadAll') ?? [])]).toEqual([1, NaN, 1])
  expect(loaded?.log.row(0)).toMatchObject({
    ...{ said: 'Payrolls, all', tsInit: time('2023-12-31'), tsEvent: time('2024-01-01') },
  })
})

it('keeps a headline whole and scores its words', async () => {
  const rows = ['1704067200000,X,bitcoin,neutral,0.5,0,"Bitcoin crashes, ""exploit"" feared"']
  const head = 'ts,source,subject,sentiment,polarity,subjectivity,title'
  const [loaded] = await loadSources([file('crypto_news.csv', [head, ...rows])])
  expect(loaded?.log.row(0)).toMatchObject({
    ...{ said: 'Bitcoin crashes, "exploit" feared', values: [1, 0.5, -1] },
  })
})

it('takes the coin from a column where there is one', async () => {
  const rows = ['1704067200000,SOL,S,1,1,1,7', '1704067200000,ADA,A,1,1,1,8']
  const head = 'ts,coin_symbol,symbol,oi_open,oi_high,oi_low,oi_close'
  const loaded = await loadSources([file('open_interest_1d.csv', [head, ...rows])])
  expect(loaded.map(({ coin, log }) => [coin, log.row(0)?.values[0]])).toEqual([
    ['SOL', 7],
    ['ADA', 8],
  ])
})

const fredHead = 'date,series,value'

it.each([
  ['fred_b.csv', [fredHead, '2024-13-01,DFF,5'], 'bad-row', /:2: date '2024-13-01' is no day/],
  ['fred_b.csv', [fredHead, '3024-01-01,DFF,5'], 'bad-row', /:2: date '3024-01-01' is no day/],
  ['fred_b.csv', [fredHead, '2024-06-31,DFF,5'], 'bad-row', /:2: date '2024-06-31' is no day/],
  ['fred_b.csv', [fredHead, '2024-01-01,DFF,five'], 'bad-row', /:2: value 'five' is not a number/],
  ['fred_b.csv', [fredHead, '2024-01-01,DFF,1e999'], 'bad-row', /value '1e999' is not a number/],
  ['fred_b.csv', [fredHead, '2024-01-01,DFF,NaN'], 'bad-row', /value 'NaN' is not a number/],
  ['fred_b.csv', [fredHead, '2024-01-01,XYZ,1'], 'bad-row', /series 'XYZ' is not known/],
  [
    'fred_b.csv',
    [fredHead, '2024-01-01,DFF,1', '', '2024-01-01,DFF,2'],
    'bad-row',
    /:4: stands for the same time as line 2/,
  ],
  ['fear_greed.csv', ['date,class', '2024-01-01,Fear'], 'bad-columns', /:1: no column 'value'/],
  ['fear_greed.csv', ['date,value'], 'empty-file', /no rows below its header/],
  ['reddit_activity.csv', ['ts,subreddit,posts', '99999999999999,a,1'], 'bad-row', /year 2199/],
  ['reddit_activity.csv', ['ts,subreddit,posts', '1704067200,a,1'], 'bad-row', /looks like sec/],
  [
    'open_interest.csv',
    ['ts,coin_symbol,oi_close', '1704067200000,B T,1'],
    'bad-row',
    /coin_symbol 'B T' is no coin/,
  ],
  ['weather.csv', ['date,value', '2024-01-01,5'], 'source-unknown', /begin with one of fred/],
] as const)('declines %s of %j', async (name, lines, code, sentence) => {
  const reading = loadSources([file(name, lines)])
  await expect(reading).rejects.toMatchObject({ code })
  await expect(reading).rejects.toThrow(sentence)
})

describe('a damaged file', () => {
  const wholes = sourceTable.map((format) => {
    const fields = fieldsOf(format)
    const cell = (field: string, i: number): string =>
      field === 'ts'
        ? String(1_704_067_200_000 + i * 3_600_000)
        : field === 'date'
          ? `2024-01-${String(i + 10)}`
          : field === format.seriesField
            ? (format.columns[i % format.columns.length]?.series ?? '')
            : String(i)
    const rows = Array.from({ length: 12 }, (_, i) =>
      fields.map((field) => cell(field, i)).join(','),
    )
    const begins = format.begins.replace('COIN', 'btc')
    return {
      name: `${begins}_x.csv`,
      bytes: Buffer.from([fields.join(','), ...rows, ''].join('\n')),
    }
  })

  it.each(wholes)('is read or declined in one sentence: $name', async ({ name, bytes }) => {
    const full = path.join(folder, name)
    const rowsOf = async (): Promise<number> => {
      const loaded = await loadSources([full])
      return loaded.reduce((sum, { log }) => sum + log.length, 0)
    }
    writeFileSync(full, bytes)
    expect(await rowsOf()).toBe(12)
    const damage = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255), cut: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, byte, cut }) => {
        const hurt = Buffer.from(cut ? bytes.subarray(0, at) : bytes)
        if (!cut) hurt[at] = byte
        writeFileSync(full, hurt)
        const rows = await rowsOf().catch((error: unknown) => {
          expect(error).toBeInstanceOf(UserError)
          return 0
        })
        // A byte can end a line in its middle: no more than one row comes of it.
        expect(rows).toBeLessThanOrEqual(13)
      }),
      { numRuns: 60 },
    )
  })
})

it('goes past Saturdays and Sundays to the end of the next day at which there is work', () => {
  const rule = { lagUs: 0, isBusinessDay: true, why: '' }
  const ends = ['01', '02', '03', '04', '05', '06', '07', '08'].map((day) =>
    new Date(knownAt(rule, micros(time(`2024-01-${day}`))) / 1_000).toISOString().slice(8, 10),
  )
  // 1 January 2024 was a Monday.
  expect(ends).toEqual(['03', '04', '05', '06', '09', '09', '09', '10'])
})

it.each([
  ['Bitcoin rallies to a record high', 1],
  ['Exchange hacked, price plunges', -1],
  ['Rally after the crash', 0],
  ['No crash', -1],
  ['', 0],
  ['Nothing of the kind', 0],
])('scores %j as %d', (text, score) => {
  expect(wordScore(text)).toBe(score)
})
