import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defined } from '../src/base/index.ts'
import { hourUs, type InstrumentId, instrument, micros } from '../src/domain/index.ts'
import {
  columnsSha256,
  generateMarket,
  type LoadedBars,
  loadMarket,
  simulatedInstrument,
} from '../src/market/index.ts'
import type { BenchSize } from './bench-row.ts'

const folder = fileURLToPath(new URL('../../shared/data/candles/1m/', import.meta.url))
const million = 1_000_000

/** Bars to measure on, and where they came from in words. */
export type BenchMarket = { readonly market: readonly LoadedBars[]; readonly note: string }

/** Whether the recorded bars are beside the repository. */
export function hasRecordedBars(): boolean {
  return existsSync(folder)
}

/** The first million one-minute bars of Bitcoin 2023 and 2024; made-up ones where they are not. */
export async function millionBars(size: BenchSize): Promise<BenchMarket> {
  if (size === 'full' && hasRecordedBars()) {
    const market = await recorded('btcusdt', [2023, 2024])
    return { market: [firstRows(market, million)], note: 'BTC 2023 and 2024, recorded' }
  }
  const rows = size === 'full' ? million : 30_000
  const [bitcoin] = generateMarket({ seed: 1, rows })
  return { market: [defined(bitcoin, 'Bitcoin')], note: 'BTC of the generated market, seed 1' }
}

/** Bitcoin and Ethereum of 2020 and 2021 with two made-up instruments beside them. */
export async function fourInstruments(size: BenchSize): Promise<BenchMarket> {
  if (size === 'full' && hasRecordedBars()) {
    const years = [2020, 2021]
    const real = [await recorded('btcusdt', years), await recorded('ethusdt', years)]
    const first = defined(real[0], 'Bitcoin')
    const from = micros((first.bars.ts[0] as number) - first.intervalUs)
    const made = generateMarket({ seed: 1, rows: first.bars.length, from }).slice(2)
    return {
      market: [...real, ...made.map(inTether)],
      note: 'BTC and ETH 2020 and 2021, recorded, with SOL and ADA generated from seed 1',
    }
  }
  const market = generateMarket({ seed: 1, rows: size === 'full' ? million : 10_000 })
  return { market, note: 'the four instruments of the generated market, seed 1' }
}

async function recorded(symbol: string, years: readonly number[]): Promise<LoadedBars> {
  const files = years.map((year) => `${folder}binance_${symbol}_1m_${year}.csv.gz`)
  return defined((await loadMarket(files, {}))[0], symbol)
}

function firstRows(of: LoadedBars, rows: number): LoadedBars {
  const bars = of.bars.slice(0, Math.min(rows, of.bars.length))
  return { ...of, bars, sha256: columnsSha256(bars) }
}

/** Eighteen instruments that a seed makes up, by the hour. */
export function eighteenInstruments(seed: number, rows: number): readonly LoadedBars[] {
  const instruments = Array.from({ length: 18 }, (_, k) => {
    const base = ['BTC', 'ETH'][k] ?? `G${String(k + 1).padStart(2, '0')}`
    const of = [1_000, 0.03 + k / 1_000, 1, 400e6 / (1 + k)] as const
    return simulatedInstrument(`${base}-USD.SIM`, '0.01', '0.001', ...of)
  })
  return generateMarket({ seed, rows, intervalUs: hourUs, instruments })
}

/** The same bars quoted as the recorded ones are: one desk keeps its books in one currency. */
export function inTether(of: LoadedBars): LoadedBars {
  const { id, tick, lot } = of.instrument
  const quoted = instrument(id.replace('-USD.', '-USDT.') as InstrumentId, tick, lot)
  return { ...of, instrument: defined(quoted.ok ? quoted.value : undefined, id) }
}
