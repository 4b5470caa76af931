import { describe, expect, it } from 'vitest'
import { type MadeRun, madeCosts, makeRun } from '../../../test/e2e/report-run.ts'
import { hourUs } from '../../domain/index.ts'
import { holdControl } from './hold-control.ts'
import { measure } from './measure.ts'
import { type Evidence, verdict } from './verdict.ts'

function evidenceOf({ run, bars }: MadeRun, trials?: number): Evidence {
  const metrics = measure(run)
  const hold = holdControl(run, metrics, bars, madeCosts)
  return { run, metrics, hold, random: undefined, trials }
}

const busy = makeRun({ bars: 2_000, intervalUs: hourUs, holdBars: 10 })

describe('verdict', () => {
  it('judges nothing when nothing was traded', () => {
    const idle = makeRun({ bars: 200, intervalUs: hourUs, holdBars: 1e12 })
    expect(verdict(evidenceOf(idle))).toEqual(['No trade was made: there is nothing to judge.'])
  })

  it('compares with holding at full and at equal exposure', () => {
    const evidence = evidenceOf(busy)
    const better = evidence.metrics.curve.returnPct > (evidence.hold?.full.returnPct ?? 0)
    const [first] = verdict(evidence)
    expect(first).toContain(`${better ? 'better' : 'worse'} than buy-and-hold`)
  })

  it('says whether the Sharpe interval includes 0', () => {
    const evidence = evidenceOf(busy)
    const { sharpe } = evidence.metrics.curve
    if (sharpe === undefined) throw new Error('a busy run has a Sharpe ratio')
    const saying = (low: number, high: number): string => {
      const curve = { ...evidence.metrics.curve, sharpe: { ...sharpe, value: 0.5, low, high } }
      return verdict({ ...evidence, metrics: { ...evidence.metrics, curve } }).join(' ')
    }
    expect(saying(-1, 2)).toContain('it includes 0')
    expect(saying(0.1, 2)).toContain('all above 0')
    expect(saying(-2, -0.1)).toContain('all below 0')
  })

  it('concludes nothing from fewer than 30 trades', () => {
    const few = makeRun({ bars: 2_000, intervalUs: hourUs, holdBars: 100 })
    expect(verdict(evidenceOf(few)).join(' ')).toMatch(/fewer than 30: nothing can be concluded/)
    expect(verdict(evidenceOf(busy)).join(' ')).not.toMatch(/fewer than 30/)
  })

  it('says what part costs had, when it was the larger one', () => {
    const evidence = evidenceOf(busy)
    const saying = (netPnl: number, fees: number): string => {
      const curve = { ...evidence.metrics.curve, netPnl }
      const costs = { ...evidence.metrics.costs, fees, slippage: 0 }
      return verdict({ ...evidence, metrics: { ...evidence.metrics, curve, costs } }).join(' ')
    }
    expect(saying(20, 80)).toContain('Costs took 80.0 % of the gross profit.')
    expect(saying(-20, 80)).toContain('Costs took more than all of the gross profit.')
    expect(saying(-100, 75)).toContain('Costs were 75.0 % of the loss.')
    expect(saying(80, 20)).not.toContain('Costs')
    expect(saying(-100, 20)).not.toContain('Costs')
  })

  it('distrusts many trials and a Sharpe above 3', () => {
    expect(verdict(evidenceOf(busy, 1)).join(' ')).not.toContain('trial')
    expect(verdict(evidenceOf(busy, 1_200)).join(' ')).toContain('trial 1,200 on these data')
    const deflated = { ...evidenceOf(busy, 1_200), deflated: 0.25 }
    expect(verdict(deflated).join(' ')).toContain('show without skill is 25.0 %.')
    expect(verdict({ ...deflated, trials: 1 }).join(' ')).not.toContain('without skill')
    const { metrics, ...rest } = evidenceOf(busy)
    const { sharpe } = metrics.curve
    if (sharpe === undefined) throw new Error('a busy run has a Sharpe ratio')
    const curve = { ...metrics.curve, sharpe: { ...sharpe, value: 4 } }
    expect(verdict({ ...rest, metrics: { ...metrics, curve } }).join(' ')).toContain('mistake')
  })
})
