import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { depegFall, type Fall, measuredFalls } from './scenarios.ts'

const data = '../shared/data'

function rowsOf(file: string): readonly (readonly string[])[] {
  const [, ...lines] = gunzipSync(readFileSync(`${data}/${file}.csv.gz`))
    .toString()
    .trim()
    .split('\n')
  return lines.map((line) => line.split(','))
}

/** What one bar can have done to whoever holds: its close, and the low that a stop may meet. */
type Step = { readonly close: number; readonly low: number }

/** From the highest close to the lowest after it, and the worst step from a close to a low. */
function fallOf(steps: readonly Step[]): Fall {
  let [peak, fall, gap] = [0, 0, 0]
  let before = Number.NaN
  for (const { close, low } of steps) {
    peak = Math.max(peak, close)
    fall = Math.max(fall, 1 - close / peak)
    if (low < before) gap = Math.max(gap, 1 - low / before)
    before = close
  }
  return { fall, gap }
}

/** Daily closes of an index, whose step is from one to the next. */
function index(series: string, from: string, to: string): Fall {
  const closes = rowsOf('moat/markets_1d')
    .filter(([date = '', name]) => name === series && date >= from && date <= to)
    .map((row) => Number(row[5]))
  return fallOf(closes.map((close) => ({ close, low: close })))
}

/** Minutes of Bitcoin. */
function minutes(file: string, from: string, to: string): Fall {
  const [first, last] = [Date.parse(from), Date.parse(to)]
  const steps = rowsOf(`candles/1m/${file}`)
    .filter(([ts]) => Number(ts) >= first && Number(ts) < last)
    .map((row) => ({ close: Number(row[4]), low: Number(row[3]) }))
  return fallOf(steps)
}

/** Bitcoin in dollars over Bitcoin in USD Coin, minute by minute: least of all. */
function coinInDollars(): number {
  const folder = 'candles/1m/binanceus_'
  const dollars = new Map(
    rowsOf(`${folder}btcusd_1m_2023-03`).map((row) => [row[0], Number(row[4])]),
  )
  const coins = rowsOf(`${folder}btcusdc_1m_2023-03`).filter((row) => Number(row[5]) > 0)
  return Math.min(...coins.map((row) => (dollars.get(row[0]) ?? Number.NaN) / Number(row[4])))
}

describe.skipIf(!existsSync(data))('the falls that stress tests replay', () => {
  it.each([
    ['slide-2000', () => index('NASDAQ', '2000-01-01', '2002-12-31')],
    ['crisis-2008', () => index('SP500', '2007-07-01', '2009-12-31')],
    ['crisis-2020', () => index('SP500', '2020-01-01', '2020-12-31')],
    ['crypto-2020-03', () => minutes('binance_btcusdt_1m_2020', '2020-03-01', '2020-04-01')],
    ['crypto-2022', () => minutes('binance_btcusdt_1m_2022', '2022-01-01', '2023-01-01')],
  ] as const)('%s is as recorded', (scenario, measure) => {
    const { fall, gap } = measure()
    expect(fall).toBeCloseTo(measuredFalls[scenario].fall, 4)
    expect(gap).toBeCloseTo(measuredFalls[scenario].gap, 4)
  })

  it('a broken quote currency is as recorded', () => {
    expect(1 - coinInDollars()).toBeCloseTo(depegFall, 4)
  })
})

it('docs/stress-tests.md tells every fall', () => {
  const page = readFileSync('docs/stress-tests.md', 'utf8')
  const told = [...page.matchAll(/^\| `([\w-]+)` \| ([\d.]+) % \| ([\d.]+) % \|/gm)]
  const falls = told.map(([, scenario, fall, gap]) => [scenario, Number(fall), Number(gap)])
  const known = Object.entries(measuredFalls).map(([scenario, { fall, gap }]) => [
    scenario,
    Number((100 * fall).toFixed(2)),
    Number((100 * gap).toFixed(2)),
  ])
  expect(falls).toEqual(known)
})
