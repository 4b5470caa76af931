import { describe, expect, it } from 'vitest'
import { type MadeRun, madeCosts, makeRun } from '../../../test/e2e/report-run.ts'
import { hourUs } from '../../domain/index.ts'
import { measure } from './measure.ts'
import { summarise } from './summarise.ts'

const made = (bars: number): MadeRun =>
  makeRun({ bars, intervalUs: hourUs, holdBars: 20, names: ['BTC-USD.SIM', 'ETH-USD.SIM'] })

describe('measure', () => {
  it('balances: what trades made, and the open position, is what equity gained', () => {
    const { run } = made(3_000)
    const metrics = measure(run)
    const closed = run.trades.reduce((sum, trade) => sum + trade.netPnl, 0)
    const fees = run.fills.reduce((sum, fill) => sum + Number(fill.fee) / 1e8, 0)
    expect(metrics.costs.fees).toBeCloseTo(fees, 6)
    expect(metrics.costs.fills).toBe(run.fills.length)
    expect(metrics.trades.count).toBe(run.trades.length)
    // Two instruments: at most two positions are open at the end.
    expect(run.fills.length - 2 * run.trades.length).toBeLessThanOrEqual(2)
    expect(Math.abs(metrics.curve.netPnl - closed)).toBeLessThan(0.5 * run.startEquity)
  })

  it('finds the fee and the slippage that were charged', () => {
    const { costs } = measure(made(3_000).run)
    expect(costs.feesBps).toBeCloseTo(madeCosts.feeTakerPpm / 100, 3)
    // Every fill is slipped; arrival is the close before, which the open equals here.
    expect(costs.slippageBps).toBeCloseTo(madeCosts.slippage * 10_000, 1)
    expect(costs.slippage).toBeGreaterThan(0)
  })

  it('measures exposure and turnover over mean equity', () => {
    const { run } = made(3_000)
    const metrics = measure(run)
    expect(metrics.exposure.mean).toBeGreaterThan(0)
    expect(metrics.exposure.mean).toBeLessThanOrEqual(metrics.exposure.max)
    expect(metrics.exposure.timeInMarket).toBeLessThan(1)
    const days = (run.to - run.from) / (24 * hourUs)
    expect(metrics.turnoverPerYear).toBeCloseTo((metrics.turnover * 365) / days, 6)
  })
})

describe('summarise', () => {
  const keys =
    'netPnl returnPct sharpe sharpeInterval drawdownMax fills winRate turnover fees slippage'

  it('keeps the keys other tools rely on', () => {
    const summary = summarise(measure(made(3_000).run))
    for (const key of keys.split(' ')) expect(summary).toHaveProperty(key)
    expect(summary.sharpeInterval[0]).toBeLessThan(summary.sharpe ?? Number.NaN)
  })

  it.each([0, 1, 2, 30, 3_000])('is finite or null after %i bars', (bars) => {
    const summary = summarise(measure(made(bars).run))
    for (const value of Object.values(summary).flat()) {
      if (typeof value === 'number') expect(value).toSatisfy(Number.isFinite)
      else expect(value === null || typeof value === 'string').toBe(true)
    }
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary)
  })

  it('gives null and the reason, never an infinity, when no trade lost', () => {
    const { run } = made(30)
    const summary = summarise(measure({ ...run, trades: [] }))
    expect(summary.profitFactor).toBeNull()
    expect(summary.profitFactorAbsent).toBe('no trades')
  })
})
