// @module-tag long

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Random } from '../../src/base/index.ts'
import { BarColumns, hourUs, minuteUs } from '../../src/domain/index.ts'
import { columnsSha256, type LoadedBars, loadMarket } from '../../src/market/index.ts'
import { summarise } from '../../src/research/index.ts'
import { madeInstrument } from '../simulation/null-scene.ts'
import { bothWays, fillsOf, type Pair } from './screened-runs.ts'

/** What a screened variant does not know. */
const absent = { exposureMean: null }

/** Sums that are added up in another order. */
const nearly = [
  'slippage',
  'slippageBps',
  'turnover',
  'turnoverPerYear',
  'timeInMarket',
  'fees',
  'feesBps',
] as const

function expectSame({ engine, screen }: Pair, of: LoadedBars): void {
  expect(screen.run.book.kept).toEqual(fillsOf(engine.run, of))
  const ours = summarise(screen.metrics)
  const theirs = summarise(engine.metrics)
  for (const key of nearly) {
    const [a, b] = [ours[key] ?? 0, theirs[key] ?? 0]
    expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.abs(b))
  }
  const same = Object.fromEntries(nearly.map((key) => [key, theirs[key]]))
  expect({ ...ours, ...same }).toEqual({ ...theirs, ...absent })
  expect([...screen.metrics.curve.sampled.returns]).toEqual([
    ...engine.metrics.curve.sampled.returns,
  ])
  expect(screen.metrics.curve.drawdowns.count).toBe(engine.metrics.curve.drawdowns.count)
}

/** Bars with holes in time, still stretches, and hours in which hardly anything changes hands. */
function roughMarket(seed: number, rows: number, intervalUs: number): LoadedBars {
  const random = Random.stream(seed, 'rough market')
  const bars = new BarColumns(rows)
  let ts = 1_704_067_200_000_000 + intervalUs * Math.floor(random.next() * 50)
  let price = 2_000
  for (let row = 0; row < rows; row += 1) {
    ts += intervalUs * (random.next() < 0.02 ? 1 + Math.floor(random.next() * 60) : 1)
    const open = Math.max(2, Math.round(price * (1 + 0.002 * random.normal())))
    if (random.next() < 0.8) price = Math.max(20, price * (1 + 0.01 * random.normal()))
    const close = Math.max(2, Math.round(price))
    const volume = random.next() < 0.5 ? Math.floor(random.next() * 4_000) : 50_000_000
    bars.push(ts, open, Math.max(open, close) + 2, Math.min(open, close) - 1, close, volume)
  }
  const id = 'BTC-USD.SIM'
  return {
    ...{ instrument: madeInstrument(id), bars, intervalUs, sha256: columnsSha256(bars) },
    sources: [{ path: id, rows, from: 0 as never, to: ts as never }],
  }
}

const drawn = fc.record({
  seed: fc.nat(),
  rows: fc.integer({ min: 40, max: 2_500 }),
  intervalUs: fc.constantFrom(minuteUs, 5 * minuteUs, hourUs),
  cash: fc.constantFrom(1e9, 1e12, 1e13, 4e14),
  costs: fc.record({
    feeTakerPpm: fc.constantFrom(0, 1, 2_600, 10_000),
    slippage: fc.constantFrom(0, 0.001, 0.02),
    participationMax: fc.constantFrom(0, 0.01, 0.1, 1),
    reading: fc.constantFrom('default', 'optimistic', 'pessimistic'),
  }),
  variants: fc.array(
    fc.record({
      minutes: fc.constantFrom(1, 5, 60, 240),
      fast: fc.integer({ min: 1, max: 30 }),
      slow: fc.integer({ min: 1, max: 80 }),
      average: fc.constantFrom('sma', 'ema'),
      exposure: fc.constantFrom(0.01, 0.3, 0.99, 1),
    }),
    { minLength: 1, maxLength: 4 },
  ),
})

it('a screened variant does what the engine does, fill by fill, on any market', () => {
  let fills = 0
  let waited = 0
  fc.assert(
    fc.property(drawn, ({ seed, rows, intervalUs, cash, costs, variants }) => {
      const of = roughMarket(seed, rows, intervalUs)
      for (const pair of bothWays(of, variants, { cash, costs })) {
        expectSame(pair, of)
        fills += pair.screen.run.book.fills
        const { results } = pair.screen.run.book
        if (pair.screen.run.book.fills > 2 * results.length + 1) waited += 1
      }
    }),
    { seed: 11, numRuns: 400 },
  )
  expect(fills).toBeGreaterThan(10_000)
  // Many had to wait for volume, or were turned back on the way in.
  expect(waited).toBeGreaterThan(50)
})

it('the same on eight years of recorded hours and on a quarter of recorded minutes', async () => {
  const folder = '../shared/data/candles'
  const [hours] = await loadMarket([`${folder}/1h/binance_btcusdt_1h.csv.gz`], {})
  const [minutes] = await loadMarket([`${folder}/1m/binance_btcusdt_1m_2023.csv.gz`], {})
  if (hours === undefined || minutes === undefined) throw new Error('no recorded bars')
  const quarter = { ...minutes, bars: minutes.bars.slice(0, 130_000) }
  let fills = 0
  for (const of of [hours, quarter]) {
    const long = Array.from({ length: 8 }, (_, i) => ({
      ...{ minutes: of === hours ? 60 : 1, fast: 2 + 7 * i, slow: 200 - 20 * i },
      ...{ average: i % 2 === 0 ? 'sma' : 'ema', exposure: i === 3 ? 1 : 0.5 },
    }))
    for (const pair of bothWays(of, long, { cash: 10_000_000_000_000 })) {
      expectSame(pair, of)
      fills += pair.screen.run.book.fills
    }
  }
  expect(fills).toBeGreaterThan(10_000)
})
