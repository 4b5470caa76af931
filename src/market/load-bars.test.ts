import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { InstrumentId } from '../domain/index.ts'
import { exportBars } from './export-bars.ts'
import { loadBars, loadMarket } from './load-bars.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'market-'))
const header = 'ts,open,high,low,close,volume'
const minute = 60_000
const start = 1_700_000_040_000

function file(name: string, text: string | Uint8Array): string {
  const whole = path.join(folder, name)
  writeFileSync(whole, text)
  return whole
}

function rows(count: number, from = start, close = '100.5'): string {
  return Array.from(
    { length: count },
    (_, i) => `${from + i * minute},100,101,99.25,${close},1.5`,
  ).join('\n')
}

describe('good files', () => {
  it('become ticks and lots stamped at the close', async () => {
    const { instrument, bars, intervalUs } = await loadBars([
      file('BTC-USD.csv', `${header}\n${rows(3)}\n`),
    ])
    expect(instrument).toMatchObject({ id: 'BTC-USD.FILE', tick: '0.01', lot: '0.1' })
    expect(intervalUs).toBe(60_000_000)
    expect([...bars.ts]).toEqual([1, 2, 3].map((n) => (start + n * minute) * 1_000))
    expect([bars.open[2], bars.high[2], bars.low[2], bars.close[2], bars.volume[2]]).toEqual([
      10_000, 10_100, 9_925, 10_050, 15,
    ])
  })

  it('give the same bars and the same hash in every form', async () => {
    const text = `\uFEFF${header}\r\n${rows(40_000).replaceAll('\n', '\r\n')}`
    const plain = await loadBars([file('eth_usd.csv', text)])
    const packed = await loadBars([file('eth_usd.csv.gz', gzipSync(text))])
    const pieces = new Uint8Array([
      ...gzipSync(text.slice(0, 99_999)),
      ...gzipSync(text.slice(99_999)),
    ])
    const twoPieces = await loadBars([file('eth_usd_2.gz', pieces)])
    const parquet = path.join(folder, 'eth_usd.parquet')
    await exportBars(parquet, plain)
    const csv = path.join(folder, 'eth_usd_again.csv')
    await exportBars(csv, plain)
    for (const other of [packed, twoPieces, await loadBars([parquet]), await loadBars([csv])]) {
      expect(other.sha256).toBe(plain.sha256)
      expect(other.instrument).toEqual(plain.instrument)
    }
    expect(plain.bars.length).toBe(40_000)
  })

  it('may have their columns in any order and more of them', async () => {
    const text = `volume,trades,CLOSE,low,high,open,ts\n1,7,3,2,4,3,${start}\n1,7,3,2,4,3,${start + minute}`
    const { bars } = await loadBars([file('x.csv', text)])
    expect([bars.open[0], bars.high[0], bars.low[0], bars.close[0]]).toEqual([3, 4, 2, 3])
  })

  it('of one instrument are joined in the order of time, on the finer grid', async () => {
    const late = file('a-usd.csv', `${header}\n${rows(2, start + 10 * minute, '100.125')}`)
    const early = file('a-usd.early.csv', `${header}\n${rows(2)}`)
    const { bars, instrument, sources } = await loadBars([late, early])
    expect(instrument.tick).toBe('0.001')
    expect([...bars.close]).toEqual([100_500, 100_500, 100_125, 100_125])
    expect(sources.map((source) => source.path)).toEqual([early, late])
  })

  it('of several instruments stay apart, or are refused where one is wanted', async () => {
    const files = ['btc-usd.m.csv', 'eth-usd.m.csv'].map((name) =>
      file(name, `${header}\n${rows(2)}`),
    )
    const market = await loadMarket(files)
    expect(market.map((of) => of.instrument.id)).toEqual(['BTC-USD.FILE', 'ETH-USD.FILE'])
    await expect(loadBars(files)).rejects.toMatchObject({ code: 'many-instruments' })
  })

  it('with a symbol column give the rows of one symbol', async () => {
    const text =
      'ts,symbol,open,high,low,close,volume\n' +
      [0, 1, 2]
        .flatMap((n) => ['A/USD', 'B/USD'].map((s) => `${start + n * minute},${s},1,1,1,1,${n}`))
        .join('\n')
    const panel = file('panel.csv', text)
    const { bars, instrument } = await loadBars([panel], { symbol: 'B/USD' })
    expect([bars.length, instrument.id]).toEqual([3, 'B-USD.FILE'])
    await expect(loadBars([panel])).rejects.toMatchObject({ code: 'choose-symbol' })
    await expect(loadBars([panel], { symbol: 'C/USD' })).rejects.toThrow(
      /no rows of symbol 'C\/USD'/,
    )
  })

  it('are cut to a range of whole bars', async () => {
    const from = (start + minute) * 1_000
    const { bars } = await loadBars([file('r-usd.csv', `${header}\n${rows(5)}`)], {
      from: from as never,
      to: (from + 120_000_000) as never,
    })
    expect([...bars.ts]).toEqual([from + 60_000_000, from + 120_000_000])
  })

  it('of trades become bars of the interval asked for', async () => {
    const text = `ts,price,qty,side\n${start},10,1,buy\n${start + 1},12,2,sell\n${start + 1},9,1,buy\n${start + minute},11,0.5,sell`
    const trades = file('t-usd.csv', text)
    const { bars } = await loadBars([trades], { intervalUs: 60_000_000 })
    expect([...bars.open, ...bars.high, ...bars.low, ...bars.close, ...bars.volume]).toEqual([
      10, 11, 12, 11, 9, 11, 9, 11, 40, 5,
    ])
    await expect(loadBars([trades])).rejects.toMatchObject({ code: 'bad-interval' })
  })
})

describe('bad files are declined with the line and what to do', () => {
  const good = rows(3)
  const at = start + 3 * minute
  const cases: readonly (readonly [what: string, text: string, sentence: RegExp])[] = [
    ['nothing in it', '', /is empty; it needs a header/],
    ['a header only', header, /no rows below its header/],
    [
      'a missing column',
      `ts,open,high,low,close\n1,2,3`,
      /:1: no column 'volume' among 'ts', 'open'/,
    ],
    ['another separator', header.replaceAll(',', ';'), /:1: no column .* separated by commas/],
    ['NaN', `${header}\n${good}\n${at},1,1,1,NaN,1`, /:5: close 'NaN' is not a plain number/],
    ['a negative price', `${header}\n${good}\n${at},-1,1,-1,1,1`, /:5: open -1 is not above zero/],
    ['a zero price', `${header}\n${good}\n${at},1,1,0,1,1`, /:5: low 0 is not above zero/],
    ['a negative volume', `${header}\n${good}\n${at},1,1,1,1,-1`, /:5: volume '-1' is not/],
    ['a short row', `${header}\n${good}\n\n${at},1,1`, /:6: the row ends before column 'low'/],
    ['high below close', `${header}\n${at},1,1,1,2,1`, /:2: high 1 and low 1 do not enclose/],
    ['a repeated stamp', `${header}\n${good}\n${at - minute},1,1,1,1,1`, /:5: ts \d+ stands twice/],
    [
      'an earlier stamp',
      `${header}\n${good}\n${start},1,1,1,1,1`,
      /:5: ts \d+ comes after .* sort/,
    ],
    [
      'overlapping bars',
      `${header}\n${good}\n${at - 5},1,1,1,1,1`,
      /:5: .* opens before the one above/,
    ],
    ['seconds', `${header}\n1700000000,1,1,1,1,1`, /:2: ts 1700000000 looks like seconds/],
    ['nanoseconds', `${header}\n1700000000000000,1,1,1,1,1`, /:2: .* looks like micro- or nano/],
    [
      'a date',
      `${header}\n2024-01-01,1,1,1,1,1`,
      /:2: ts '2024-01-01' is not a whole number of mil/,
    ],
    ['one bar', `${header}\n${start},1,1,1,1,1`, /one bar only.*--interval/],
    ['a bad side', `ts,price,qty,side\n${start},1,1,hold`, /:2: side 'hold' is neither/],
    ['an endless line', 'x'.repeat(200_000), /:1: no column|the line has over/],
  ]
  it.each(cases)('%s', async (what, text, sentence) => {
    const bad = file(`bad-${what.replaceAll(' ', '-')}.csv`, text)
    await expect(loadBars([bad])).rejects.toThrow(sentence)
    await expect(loadBars([bad])).rejects.toMatchObject({ name: 'UserError', exitCode: 2 })
  })

  it('a price off a given grid', async () => {
    const off = file('grid-usd.csv', `${header}\n${rows(3)}`)
    await expect(loadBars([off], { spec: { tick: '0.1' } })).rejects.toThrow(
      /:2: low 99.25 is not a multiple of 0.1/,
    )
    const { instrument } = await loadBars([off], { spec: { tick: '0.05', lot: '0.00001' } })
    expect(instrument).toMatchObject({ tick: '0.05', lot: '0.00001' })
  })

  it('two files that overlap', async () => {
    const a = file('o-usd.csv', `${header}\n${rows(3)}`)
    const b = file('o-usd.2.csv', `${header}\n${rows(3, start + 2 * minute)}`)
    await expect(loadBars([a, b])).rejects.toThrow(
      /o-usd.2.csv begins at .* before .*o-usd.csv ends/,
    )
  })

  it('a torn gzip or Parquet file', async () => {
    const torn = file('torn.csv.gz', gzipSync(`${header}\n${rows(999)}`).subarray(0, 500))
    await expect(loadBars([torn])).rejects.toMatchObject({ code: 'broken-gzip' })
    const parquet = file('torn.parquet', 'PAR1 and no more')
    await expect(loadBars([parquet])).rejects.toMatchObject({ code: 'broken-parquet' })
  })

  it('a file that is not there', async () => {
    const missing = path.join(folder, 'missing.csv')
    const id = 'A-USD.B' as InstrumentId
    await expect(loadBars([missing], { instrumentId: id })).rejects.toThrow(/does not exist; check/)
  })
})
