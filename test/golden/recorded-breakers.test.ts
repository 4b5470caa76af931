// @module-tag long

import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type Alarms, alarmRow, alarmsOfBars, alarmsOfTape, shared } from './breaker-alarms.ts'

/** Too large for the repository. */
const tapes = [
  ['binance_usdm_btcusdt_20230405', '0.1', '0.001'],
  ['binance_spot_btcusdt_20240809', '0.01', '0.00000001'],
  ['binance_coinm_ethusd_20240809', '0.01', '1'],
] as const
const files = [
  '1m/binance_btcusdt_1m_2020.csv.gz',
  '1m/binance_btcusdt_1m_2023.csv.gz',
  '1h/binance_btcusdt_1h.csv.gz',
  '1h/binance_dogeusdt_1h.csv.gz',
]
const page = readFileSync('docs/breakers.md', 'utf8')

it.skipIf(!existsSync(shared))(
  'alarms of recorded markets are those that are published',
  async () => {
    const alarms: Alarms[] = []
    for (const [name, tick, lot] of tapes) alarms.push(await alarmsOfTape(name, tick, lot))
    for (const file of files) alarms.push(await alarmsOfBars(file))
    const rows = alarms.map(alarmRow)
    expect(page.split('\n').filter((line) => rows.includes(line))).toEqual(rows)
  },
  60_000,
)
