import { readdirSync } from 'node:fs'
import path from 'node:path'
import { inTether } from '../../bench/bench-market.ts'
import { micros } from '../../src/domain/index.ts'
import { type LoadedBars, loadMarket } from '../../src/market/index.ts'

const folder = path.join('..', 'shared', 'data', 'candles', '1h')
/** The window that all fifteen series have. */
const from = micros(Date.UTC(2020, 9, 16) * 1_000)
const to = micros(Date.UTC(2022, 9, 11) * 1_000)

/** The hours of a coin at Binance. @param coin - Such as `btc`. */
export function hourFile(coin: string): string {
  return path.join(folder, `binance_${coin}usdt_1h.csv.gz`)
}

/** Fifteen coins by the hour; what Kraken quotes in dollars is read as their stable coin. */
export async function recordedCoins(): Promise<readonly LoadedBars[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.csv.gz'))
  const loaded = await loadMarket(
    files.toSorted().map((file) => path.join(folder, file)),
    { from, to },
  )
  return loaded.map(inTether)
}
