import { describe, expect, it } from 'vitest'
import { type MadeRun, madeCosts, makeRun } from '../../../test/e2e/report-run.ts'
import { defined } from '../../base/index.ts'
import { hourUs } from '../../domain/index.ts'
import type { FillRow, RunResult, Trade } from '../../engine/index.ts'
import { type HoldControl, holdControl } from './hold-control.ts'
import { measure } from './measure.ts'

const names = ['BTC-USD.SIM', 'ETH-USD.SIM']
const holdOf = ({ run, bars }: MadeRun, costs = madeCosts): HoldControl =>
  holdControl(run, measure(run), bars, costs)

describe('holdControl', () => {
  it('earns close over the second open, less one entry, in equal parts', () => {
    const made = makeRun({ bars: 1_000, intervalUs: hourUs, names })
    const growth = made.bars.map((bars) => (bars.close[999] ?? 0) / (bars.open[1] ?? 1))
    const entry = 1 / (1.001 * 1.0026)
    const wanted = (((growth[0] ?? 0) + (growth[1] ?? 0)) / 2) * entry
    expect(holdOf(made).full.returnPct).toBeCloseTo((wanted - 1) * 100, 9)
  })

  it('is in cash until the first fill a desk could have had', () => {
    const made = makeRun({ bars: 10, intervalUs: hourUs })
    expect(holdOf(made).curves().full[0]).toBe(100_000)
    expect(holdOf(makeRun({ bars: 1 })).full.netPnl).toBe(0)
    expect(holdOf(makeRun({ bars: 0 })).full.netPnl).toBe(0)
  })

  it('moves with its exposure, of which what is short is taken off', () => {
    const made = makeRun({ bars: 1_000, intervalUs: hourUs, names, holdBars: 20 })
    const hold = holdOf(made)
    const never = made.run.trades.map((trade) => ({ ...trade, side: 'long' as const }))
    const long = holdOf({ ...made, run: { ...made.run, trades: never } })
    expect(long.exposure).toBe(measure(made.run).exposure.mean)
    expect(hold.exposure).toBeLessThan(long.exposure)
    expect(hold.scaled.netPnl).toBeCloseTo(hold.exposure * hold.full.netPnl, 6)
  })

  it('sets who is always short beside being short, and pays as much to be', () => {
    const { run, bars } = makeRun({ bars: 1_000, intervalUs: hourUs, holdBars: 1e12 })
    const [columns, of] = [defined(bars[0], 'bars'), defined(run.instruments[0], 'instrument')]
    const open = columns.open[1] as number
    const lots = Math.round(50_000 / (open * of.tickSize * of.lotSize))
    const value = (ticks: number): number => ticks * of.tickSize * lots * of.lotSize
    const got = value(open) * (1 - madeCosts.slippage) * (1 - madeCosts.feeTakerPpm / 1e6)
    const equity = run.equity.ts.map((_, i) =>
      i === 0 ? 100_000 : 100_000 + got - value(columns.close[i] as number),
    )
    const fill = { ts: run.equity.ts[1], instrument: 0, side: 'sell', quantity: lots } as FillRow
    const trade = { side: 'short', netPnl: 1, tsEntry: 0, tsExit: 0 } as Trade
    const shorted = {
      ...run,
      equity: { ...run.equity, equity },
      fills: [{ ...fill, notional: 0n, fee: 0n, price: fill.quantity, arrival: fill.quantity }],
      trades: [trade],
    } as unknown as RunResult
    const hold = holdOf({ run: shorted, bars })
    expect(hold.exposure).toBeLessThan(-0.3)
    expect(Math.sign(hold.scaled.returnPct)).toBe(-Math.sign(hold.full.returnPct))
    const scale = -hold.exposure / 0.5
    hold.curves().scaled.forEach((held, i) => {
      const own = 100_000 + scale * ((equity[i] as number) - 100_000)
      expect(Math.abs(held - own)).toBeLessThan(1)
    })
  })

  it('starts at the run, not at the bars that warmed it up', () => {
    const made = makeRun({ bars: 1_000, intervalUs: hourUs })
    const late = { ...made.run.equity, length: 400, ts: made.run.equity.ts.subarray(600) }
    const curve = {
      ...late,
      equity: made.run.equity.equity.subarray(600),
      exposure: made.run.equity.exposure.subarray(600),
    }
    const hold = holdOf({ run: { ...made.run, equity: curve }, bars: made.bars })
    const bars = made.bars[0]
    const growth = (bars?.close[999] ?? 0) / (bars?.open[601] ?? 1)
    expect(hold.full.returnPct).toBeCloseTo((growth / (1.001 * 1.0026) - 1) * 100, 9)
  })

  it('says by how much the strategy differed, with a reproducible interval', () => {
    const made = makeRun({ bars: 2_000, intervalUs: hourUs, holdBars: 20 })
    const { excess } = holdOf(made)
    expect(excess?.lowPct).toBeLessThan(excess?.meanPct ?? Number.NaN)
    expect(excess?.highPct).toBeGreaterThan(excess?.meanPct ?? Number.NaN)
    expect(holdOf(made).excess).toEqual(excess)
  })
})
