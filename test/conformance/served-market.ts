import { writeFileSync } from 'node:fs'
import { type DialectName, ServedExchange } from '../../src/app/index.ts'
import { Random } from '../../src/base/index.ts'
import { serveExchange } from '../../src/doors/index.ts'
import { liveClock } from '../../src/kernel/index.ts'

/** Minutes of a market in dollars, as a file both dialects can list. @returns Its path. */
export function writeDollarMarket(folder: string): string {
  const random = Random.fromSeed(7)
  const rows = ['ts,open,high,low,close,volume']
  let close = 60_000
  for (let minute = 0; minute < 3_000; minute += 1) {
    const open = close
    close = Math.max(1_000, open + random.below(41) - 20)
    const [high, low] = [Math.max(open, close) + 5, Math.min(open, close) - 5]
    rows.push([1_700_000_040_000 + minute * 60_000, open, high, low, close, '12.34567'].join())
  }
  const path = `${folder}/btcusd.csv`
  writeFileSync(path, `${rows.join('\n')}\n`)
  return path
}

export type ServedMarket = { readonly port: number; readonly close: () => Promise<void> }

/** Our own exchange on a file of bars, a minute of it in a second, in a venue's dialect. */
export async function serveMarket(
  dialect: DialectName,
  file: string,
  port = 0,
): Promise<ServedMarket> {
  const served = await ServedExchange.open({
    dialect,
    market: [file],
    speed: 60,
    seed: dialect === 'kraken' ? 1 : 2,
    customers: [],
    fees: undefined,
    isLimited: false,
    stateFile: undefined,
    faults: undefined,
    now: liveClock.now(),
  })
  return serveExchange({ served, clock: liveClock, host: '127.0.0.1', port })
}
