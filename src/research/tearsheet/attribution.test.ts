import { describe, expect, it } from 'vitest'
import { makeRun } from '../../../test/e2e/report-run.ts'
import { BarColumns, dayUs, hourUs, minorPerUnit } from '../../domain/index.ts'
import { measure } from '../metrics/measure.ts'
import { attribution } from './attribution.ts'
import { lastCloses } from './booked-pnl.ts'
import { costWaterfall, unitsOf } from './cost-waterfall.ts'
import { regimeLabels, regimeNames, unknownRegime } from './regime-labels.ts'

const names = ['BTC-USD.SIM', 'ETH-USD.SIM', 'SOL-USD.SIM']
const daily = { every: 'day', perYear: 365 } as const

describe.each([1, 2, 3, 4])('attribution of a made-up run, seed %i', (seed) => {
  const made = makeRun({ bars: 3_000, seed, intervalUs: hourUs, holdBars: 25, names })
  const { run, bars } = made
  const found = attribution(run, bars, measure(run).curve.sampled)
  const costs = costWaterfall(run, lastCloses(run, bars))
  const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n)

  it('sums to the same net P&L over instruments, regimes and costs, to the last unit', () => {
    expect(sum(found.instruments.map(({ net }) => net))).toBe(found.net)
    expect(sum(found.regimes.map(({ net }) => net))).toBe(found.net)
    expect(costs.net).toBe(found.net)
    expect(costs.gross - costs.fees - costs.slippage).toBe(costs.net)
    expect(sum(found.instruments.map(({ fees }) => fees))).toBe(costs.fees)
    expect(sum(found.instruments.map(({ gross }) => gross))).toBe(costs.gross)
  })

  it('is what equity came to, within the rounding of its floats', () => {
    const net = run.endEquity - run.startEquity
    expect(Math.abs(unitsOf(found.net) - net)).toBeLessThan(100 / minorPerUnit)
    const { fees, slippage } = measure(run).costs
    expect(unitsOf(costs.fees)).toBeCloseTo(fees, 6)
    expect(unitsOf(costs.slippage)).toBeCloseTo(slippage, 2)
  })

  it('counts every bar once, and every trade', () => {
    expect(found.regimes.reduce((count, of) => count + of.bars, 0)).toBe(run.bars)
    const trades = found.instruments.reduce((count, of) => count + of.trades, 0)
    expect(trades).toBe(run.trades.length)
  })
})

describe('regimes', () => {
  /** Daily closes that move by `moves`, in ticks of a price around 100,000. */
  const barsOf = (moves: readonly number[]): BarColumns => {
    const bars = new BarColumns(moves.length)
    let close = 100_000
    moves.forEach((move, k) => {
      close = Math.round(close * Math.exp(move))
      bars.push((k + 1) * dayUs, close, close, close, close, 1)
    })
    return bars
  }
  const named = (moves: readonly number[]): (string | undefined)[] =>
    [...regimeLabels(barsOf(moves), daily)].map((label) => regimeNames[label])
  const shaky = (k: number): number => (k % 2 === 0 ? 0.01 : -0.01)

  it('are not known before twenty moves, and are told by the past alone', () => {
    const rising = Array.from({ length: 60 }, (_, k) => 0.004 + shaky(k))
    const names = named(rising)
    expect(names.slice(0, 21).every((name) => name === regimeNames[unknownRegime])).toBe(true)
    expect(names.slice(21).every((name) => name?.startsWith('rising'))).toBe(true)
    const crashed = named([...rising, -0.5])
    expect(crashed.slice(0, 60)).toEqual(names)
    expect(crashed[60]).toMatch(/^rising/)
  })

  it('name falls, walks without direction, and restlessness above its median', () => {
    expect(named(Array.from({ length: 50 }, (_, k) => -0.004 + shaky(k))).at(-1)).toMatch(
      /^falling/,
    )
    expect(named(Array.from({ length: 50 }, (_, k) => shaky(k))).at(-1)).toMatch(/^sideways/)
    const wilder = Array.from({ length: 80 }, (_, k) => (k < 60 ? 1 : 4) * shaky(k))
    expect(named(wilder).at(-1)).toBe('sideways, restless')
    const calmer = Array.from({ length: 80 }, (_, k) => (k < 60 ? 4 : 1) * shaky(k))
    expect(named(calmer).at(-1)).toBe('sideways, calm')
  })
})
