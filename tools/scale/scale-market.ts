import { hourUs, minuteUs } from '../../src/domain/index.ts'
import { generateMarket, type LoadedBars, simulatedInstrument } from '../../src/market/index.ts'

/** Made-up instruments that move together, as many as wanted, all by the hour. */
export function manyInstruments(count: number, rows: number): readonly LoadedBars[] {
  const instruments = Array.from({ length: count }, (_, k) => {
    const base = ['BTC', 'ETH'][k] ?? `G${k + 1}`
    return simulatedInstrument(`${base}-USD.SIM`, '0.01', '0.001', 1_000, 0.03, 1, 400e6)
  })
  return generateMarket({ seed: 1, rows, intervalUs: hourUs, instruments })
}

/** Bars of one minute of the first instrument of the generated market. */
export function minuteBars(rows: number): readonly LoadedBars[] {
  return generateMarket({ seed: 1, rows, intervalUs: minuteUs }).slice(0, 1)
}
