import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type BarColumns, dayUs, hourUs, minuteUs } from '../../domain/index.ts'
import type { LoadedBars } from '../loaded-bars.ts'
import { takeRows } from './bar-stream.ts'
import { GeneratedMarket, generateMarket } from './generated-market.ts'
import {
  isScenarioName,
  type ScenarioName,
  scenarioMarket,
  scenarioNames,
} from './scenario-market.ts'

/** SHA-256 over the column hashes of the four instruments, 100,000 minutes of seed 1. */
const hashOfSeedOne = '42e3be3681330bbb5d2ec510ef1f763bac13376c4e7d4995fa125da340090304'

const market = generateMarket({ seed: 1, rows: 100_000 })
const of = (id: string): LoadedBars =>
  market.find(({ instrument }) => instrument.id === id) as LoadedBars

function logReturns(bars: BarColumns, step: number): number[] {
  const returns: number[] = []
  for (let row = step; row < bars.length; row += step)
    returns.push(Math.log((bars.close[row] as number) / (bars.close[row - step] as number)))
  return returns
}

const mean = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / values.length

function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)]
  const covariance = mean(a.map((x, i) => (x - ma) * ((b[i] as number) - mb)))
  const deviation = (v: readonly number[], m: number): number =>
    Math.sqrt(mean(v.map((x) => (x - m) * (x - m))))
  return covariance / deviation(a, ma) / deviation(b, mb)
}

describe('the generated market', () => {
  it('is the same to the last bit on every Node', () => {
    const hash = createHash('sha256')
    for (const { sha256 } of market) hash.update(sha256)
    expect(hash.digest('hex')).toBe(hashOfSeedOne)
  })

  it('is the same bar by bar as in a batch, and differs by seed', () => {
    const stream = new GeneratedMarket({ seed: 1 })
    for (let row = 0; row < 1_000; row += 1) {
      stream.next()
      for (const [i, { bars }] of market.entries()) {
        expect(stream.ts).toBe(bars.ts[row])
        expect(stream.close[i]).toBe(bars.close[row])
        expect(stream.volume[i]).toBe(bars.volume[row])
      }
    }
    const other = generateMarket({ seed: 2, rows: 10 })
    expect(other[0]?.sha256).not.toBe(generateMarket({ seed: 1, rows: 10 })[0]?.sha256)
  })

  it('makes bars that could be, in whole ticks and lots, one a minute', () => {
    for (const { bars } of market)
      for (let row = 0; row < bars.length; row += 1) {
        const [open, high, low, close] = [bars.open, bars.high, bars.low, bars.close].map(
          (column) => column[row] as number,
        ) as [number, number, number, number]
        const isWhole = [open, high, low, close, bars.volume[row]].every(Number.isSafeInteger)
        const isShaped = high >= Math.max(open, close) && low <= Math.min(open, close) && low > 0
        const isNext = row === 0 || bars.ts[row] === (bars.ts[row - 1] as number) + minuteUs
        if (!isWhole || !isShaped || !isNext || !((bars.volume[row] as number) > 0))
          expect.fail(`row ${row} is ${open} ${high} ${low} ${close} ${bars.volume[row]}`)
      }
  })

  it('moves its instruments together, and by their own volatility', () => {
    const btc = logReturns(of('BTC-USD.SIM').bars, 60)
    const others = ['ETH-USD.SIM', 'SOL-USD.SIM', 'ADA-USD.SIM'].map((id) =>
      correlation(btc, logReturns(of(id).bars, 60)),
    )
    for (const value of others) expect(value).toBeGreaterThan(0.5)
    for (const value of others) expect(value).toBeLessThan(0.95)
    const perDay = Math.sqrt(mean(btc.map((r) => r * r)) * (dayUs / hourUs))
    expect(perDay).toBeGreaterThan(0.015)
    expect(perDay).toBeLessThan(0.06)
  })

  it('has volatility that clusters and tails that are fat', () => {
    const squares = logReturns(of('BTC-USD.SIM').bars, 5).map((r) => r * r)
    expect(correlation(squares.slice(1), squares.slice(0, -1))).toBeGreaterThan(0.05)
    const kurtosis = mean(squares.map((s) => s * s)) / (mean(squares) * mean(squares))
    expect(kurtosis).toBeGreaterThan(5)
  })

  it('keeps its prices near their level for years', () => {
    const [years] = generateMarket({ seed: 3, rows: 30_000, intervalUs: hourUs }) as [LoadedBars]
    const dollars = years.bars.close.map((ticks) => ticks * years.instrument.tickSize)
    expect(Math.min(...dollars)).toBeGreaterThan(10_000)
    expect(Math.max(...dollars)).toBeLessThan(400_000)
  })

  it('visits every regime', () => {
    const stream = new GeneratedMarket({ seed: 1 })
    const seen = new Set<string>()
    for (let row = 0; row < 20_000; row += 1) {
      stream.next()
      seen.add(stream.regime)
    }
    expect([...seen].sort()).toEqual(['calm', 'crisis', 'trend-down', 'trend-up'])
  })
})

describe('scenarios', () => {
  const closes = (name: ScenarioName, rows: number, seed: number): number[] => {
    const [{ bars }] = takeRows(scenarioMarket(name, seed), rows, name) as [LoadedBars]
    return [...bars.close]
  }
  const overall = (prices: readonly number[]): number => {
    return Math.log((prices.at(-1) as number) / (prices[0] as number))
  }
  const seeds = [1, 2, 3, 4, 5]
  const day = dayUs / minuteUs

  it('are known by name', () => {
    expect(scenarioNames).toHaveLength(6)
    expect(isScenarioName('golden-cross')).toBe(true)
    expect(isScenarioName('toString')).toBe(false)
  })

  it.each(seeds)('trend when they say so, seed %d', (seed) => {
    expect(overall(closes('trending-up', 7 * day, seed))).toBeGreaterThan(0.1)
    expect(overall(closes('trending-down', 7 * day, seed))).toBeLessThan(-0.1)
  })

  it.each(seeds)('stay near their level when they say so, seed %d', (seed) => {
    for (const price of closes('mean-reverting', 7 * day, seed))
      expect(Math.abs(Math.log(price / 600_000))).toBeLessThan(0.05)
    for (const price of closes('range-bound', 7 * day, seed))
      expect(Math.abs(Math.log(price / 600_000))).toBeLessThan(0.1)
  })

  it.each(seeds)('fall and then rise in the golden cross, seed %d', (seed) => {
    const prices = closes('golden-cross', 7 * day, seed)
    expect(overall(prices.slice(0, 2 * day))).toBeLessThan(0)
    expect(overall(prices.slice(3 * day))).toBeGreaterThan(0.05)
  })

  it.each(seeds)('move ten times as much in the spike, seed %d', (seed) => {
    const prices = closes('volatility-spike', 4 * day, seed)
    const size = (from: number, to: number): number => {
      const moves = prices.slice(from, to).map((p, i, all) => p - (all[i - 1] ?? p))
      return Math.sqrt(mean(moves.map((m) => m * m)))
    }
    const ratio = size(3 * day, 3.5 * day) / size(2 * day, 3 * day)
    expect(ratio).toBeGreaterThan(7)
    expect(ratio).toBeLessThan(14)
  })
})
