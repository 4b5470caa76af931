import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const candles = '../shared/data/candles'
const msUs = 1_000

/** Whether the recorded data is there. */
export const hasCandles: boolean = existsSync(candles)

/** Closes of one instrument, at the times in microseconds when their bars closed. */
export type Closes = {
  readonly name: string
  readonly ts: Float64Array
  readonly closes: Float64Array
}

/** The hours of fourteen coins on Binance and of Bitcoin on Kraken, in the order of their names. */
export function hourlyCloses(): readonly Closes[] {
  const folder = `${candles}/1h`
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const name = file.replace('_1h.csv.gz', '')
      return closesOf(name, rowsOf(`${folder}/${file}`), { ts: 0, close: 4, length: 3_600_000 })
    })
}

/** The days of every symbol in one of the files that hold many. */
export function dailyCloses(file: string): readonly Closes[] {
  const bySymbol = new Map<string, string[][]>()
  for (const row of rowsOf(`${candles}/1d/${file}.csv.gz`)) {
    const symbol = row[1] ?? ''
    const rows = bySymbol.get(symbol)
    if (rows === undefined) bySymbol.set(symbol, [row])
    else rows.push(row)
  }
  const columns = { ts: 0, close: 5, length: 86_400_000 }
  return [...bySymbol].map(([symbol, rows]) => closesOf(symbol, rows, columns))
}

function rowsOf(file: string): string[][] {
  const [, ...lines] = gunzipSync(readFileSync(file)).toString().trim().split('\n')
  return lines.map((line) => line.split(','))
}

function closesOf(
  name: string,
  rows: readonly (readonly string[])[],
  columns: { readonly ts: number; readonly close: number; readonly length: number },
): Closes {
  return {
    name,
    ts: Float64Array.from(rows, (row) => (Number(row[columns.ts]) + columns.length) * msUs),
    closes: Float64Array.from(rows, (row) => Number(row[columns.close])),
  }
}
