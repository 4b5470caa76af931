import { describe, expect, it } from 'vitest'
import { type MadeRun, madeCosts, makeRun } from '../../../test/e2e/report-run.ts'
import { hourUs } from '../../domain/index.ts'
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
    expect(holdOf(made).equity[0]).toBe(100_000)
    expect(holdOf(makeRun({ bars: 1 })).full.netPnl).toBe(0)
    expect(holdOf(makeRun({ bars: 0 })).full.netPnl).toBe(0)
  })

  it('moves with its exposure', () => {
    const made = makeRun({ bars: 1_000, intervalUs: hourUs, names })
    const hold = holdOf(made)
    expect(hold.exposure).toBe(measure(made.run).exposure.mean)
    expect(hold.scaled.netPnl).toBeCloseTo(hold.exposure * hold.full.netPnl, 6)
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
