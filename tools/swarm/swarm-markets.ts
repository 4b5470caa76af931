import { readdirSync } from 'node:fs'
import path from 'node:path'
import { defined } from '../../src/base/index.ts'
import {
  hourUs,
  type Instrument,
  type InstrumentId,
  instrument,
  micros,
} from '../../src/domain/index.ts'
import {
  generateMarket,
  type LoadedBars,
  loadMarket,
  simulatedInstrument,
} from '../../src/market/index.ts'

const folder = path.join('..', 'shared', 'data', 'candles', '1h')
/** The window that all fifteen series have. */
const from = micros(Date.UTC(2020, 9, 16) * 1_000)
const to = micros(Date.UTC(2022, 9, 11) * 1_000)

/** Fifteen coins by the hour; what Kraken quotes in dollars is read as their stable coin. */
export async function recordedCoins(): Promise<readonly LoadedBars[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.csv.gz'))
  const loaded = await loadMarket(
    files.toSorted().map((file) => path.join(folder, file)),
    { from, to },
  )
  return loaded.map((of) => ({ ...of, instrument: inTether(of.instrument) }))
}

function inTether({ id, tick, lot }: Instrument): Instrument {
  const same = instrument(id.replace('-USD.', '-USDT.') as InstrumentId, tick, lot)
  return defined(same.ok ? same.value : undefined, id)
}

/** Eighteen instruments that a seed makes up, a year of hours. */
export function generatedCoins(seed: number): readonly LoadedBars[] {
  const instruments = Array.from({ length: 18 }, (_, k) => {
    const base = `G${String(k + 1).padStart(2, '0')}`
    const name = k === 0 ? 'BTC' : k === 1 ? 'ETH' : base
    const volume = 400e6 / (1 + k)
    return simulatedInstrument(
      `${name}-USD.SIM`,
      '0.01',
      '0.001',
      1_000,
      0.03 + k / 1_000,
      1,
      volume,
    )
  })
  return generateMarket({ seed, rows: 8_760, intervalUs: hourUs, instruments })
}
