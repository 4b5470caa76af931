// @module-tag long

import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { minuteUs } from '../../src/domain/index.ts'
import { checkFile, loadBars } from '../../src/market/index.ts'

const data = '../shared/data'

/** The quality column of the data's own README, row by row. */
const known: readonly (readonly [string, Readonly<Record<string, number>>])[] = [
  [
    '1m/binance_btcusdt_1m_2017-12_2018-02',
    { rows: 127_340, missing: 2_260, gaps: 6, longestGap: 2_010, zeroVolume: 100, offGrid: 21_602 },
  ],
  [
    '1m/binance_btcusdt_1m_2020',
    { rows: 525_788, missing: 1_252, gaps: 8, longestGap: 354, zeroVolume: 50, offGrid: 0 },
  ],
  [
    '1m/binance_ethusdt_1m_2021',
    { rows: 524_607, missing: 993, gaps: 6, longestGap: 284, zeroVolume: 89 },
  ],
  ['1m/binance_btcusdt_1m_2022', { rows: 525_600, missing: 0, gaps: 0, zeroVolume: 0 }],
  ['1m/binanceus_btcusdc_1m_2023-03', { rows: 30_240, missing: 0, zeroVolume: 12_971 }],
  ['1m/kraken_xbtusdc_1m_2023q1', { rows: 56_717, missing: 72_883, gaps: 26_746, longestGap: 87 }],
  ['5m/bitstamp_btcusd_5m_2011', { rows: 39_017, missing: 0, gaps: 0, zeroVolume: 38_586 }],
  ['5m/kraken_xbtusd_5m_2023q1', { rows: 25_901, missing: 19, gaps: 5, longestGap: 15 }],
  ['15m/coinbase_ethusd_15m', { rows: 42_068, missing: 10, gaps: 3, longestGap: 4 }],
  ['1h/kraken_xbtusd_1h', { rows: 70_253, missing: 10_856, gaps: 3_254, longestGap: 56 }],
  ['1d/bitstamp_btcusd_1d', { rows: 4_444, missing: 0, gaps: 0, zeroVolume: 3 }],
]

const clean = { duplicates: 0, unsorted: 0, violations: 0, nonPositive: 0, malformed: 0 }

describe.skipIf(!existsSync(data))('recorded market data', () => {
  it.each(known)('%s has the defects its source lists', async (name, counts) => {
    expect(await checkFile(`${data}/candles/${name}.csv.gz`)).toMatchObject({ ...clean, ...counts })
  })

  it('is declined at the first overlapping bar of a dirty file', async () => {
    const dirty = `${data}/candles/1m/binance_btcusdt_1m_2017-12_2018-02.csv.gz`
    await expect(loadBars([dirty])).rejects.toThrow(
      /:4683: the bar at ts 1512367220799 opens before/,
    )
  })

  it('rebuilds every recorded bar of XRP/ETH from its trades', async () => {
    const recorded = await loadBars([`${data}/ticks/binance_xrpeth_1m_2019-10.csv.gz`])
    const trades = `${data}/ticks/binance_xrpeth_trades_2019-10.csv.gz`
    const rebuilt = await loadBars([trades], { intervalUs: minuteUs })
    expect(rebuilt.bars.length).toBe(2_469)
    expect(rebuilt.sha256).toBe(recorded.sha256)
  })

  it('gives LUNA both of its coins, and the days between as a gap', async () => {
    const panel = `${data}/candles/1d/binance_usdt_panel_1d_2018_2024.csv.gz`
    const check = await checkFile(panel, { symbol: 'LUNA/USDT' })
    expect(check).toMatchObject({ gaps: 1, missing: 17, longestGap: 17 })
    expect(check.jumps).toBeGreaterThan(0)
  })
})
