import { describe, expect, it } from 'vitest'
import {
  follower,
  guesser,
  noisyMarket,
  seatOf,
  trendingMarket,
} from '../../../test/simulation/null-scene.ts'
import { ran, statusesOf } from '../../../test/simulation/sound-scene.ts'
import type { RunResult } from '../../engine/index.ts'
import type { CheckRow } from '../check-row.ts'
import { measure } from '../metrics/measure.ts'
import { overfittingFigures } from '../overfitting/overfitting-figures.ts'
import type { SoundnessCategory } from './soundness-check.ts'
import { defaultThresholds } from './soundness-thresholds.ts'
import { expectancyInterval, statisticalSanity } from './statistical-sanity.ts'

function found(
  run: RunResult,
  over: Partial<typeof defaultThresholds> = {},
  nulls: readonly CheckRow[] = [],
): SoundnessCategory {
  const metrics = measure(run)
  const results = Float64Array.from(run.trades, ({ netPnl }) => netPnl)
  const evidence = {
    ...{ metrics, expectancy: expectancyInterval(results, 1), rows: [], nulls },
    overfitting: overfittingFigures(metrics.curve, { trials: 3, others: [] }, 1),
  }
  return statisticalSanity(evidence, { ...defaultThresholds, ...over })
}

const nullRow = (status: CheckRow['status']): CheckRow => ({
  ...{ name: 'shuffled returns', status, figures: {}, why: 'It closed no trade.' },
})

const edge = ran(seatOf(follower), [trendingMarket(1, 4_000)])
const noise = ran(seatOf(guesser), [noisyMarket(2, 4_000)])

describe('statistical sanity', () => {
  it('asks for a review of what is too good, and passes it where that is not asked', () => {
    const sharpe = measure(edge).curve.sharpe?.value ?? 0
    expect(sharpe).toBeGreaterThan(3)
    const wide = { drawdownMax: 0.5, drawdownToLeave: 0.5 }
    expect(found(edge, wide).status).toBe('review')
    const category = found(edge, { ...wide, sharpeReview: 100 }, [nullRow('pass')])
    expect(category.status).toBe('pass')
    expect(category.checks.every(({ mayLeave }) => mayLeave)).toBe(true)
  })

  it('fails what earns nothing, and tells the win rate without judging it', () => {
    const statuses = statusesOf(found(noise))
    expect(statuses).toMatchObject({
      'expectancy of a trade': 'fail',
      'Sharpe, annual': 'fail',
      'closed trades': 'pass',
      'win rate': 'told',
      DSR: 'pass',
    })
  })

  it('lets what is sound not leave paper below what that asks', () => {
    const over = { sharpeReview: 100, drawdownMax: 0.5, drawdownToLeave: 0.5 }
    const leaves = (name: string, of: typeof over & Partial<typeof defaultThresholds>): unknown =>
      found(edge, of).checks.find((check) => check.name === name)
    expect(leaves('null tests', over)).toMatchObject({ status: 'told', mayLeave: false })
    for (const [name, more] of [
      ['Sharpe, annual', { sharpeToLeave: 99 }],
      ['deepest drawdown', { drawdownToLeave: 0.001 }],
      ['closed trades', { tradesToLeave: 100_000 }],
    ] as const)
      expect(leaves(name, { ...over, ...more })).toMatchObject({ status: 'pass', mayLeave: false })
  })

  it('lets nothing leave paper whose ratio is what the luckiest of all that was tried shows', () => {
    const dsr = (run: RunResult): unknown => found(run).checks.find(({ name }) => name === 'DSR')
    expect(dsr(edge)).toMatchObject({ status: 'pass', mayLeave: true })
    expect(dsr(noise)).toMatchObject({ status: 'pass', mayLeave: false })
  })

  it('asks the interval of the expectancy to be above 0 before anything leaves paper', () => {
    const winner = Float64Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? -9 : 4))
    const [low = 0, high = 0] = expectancyInterval(winner, 1) ?? []
    const mean = 0.75
    expect([low < mean, mean < high]).toEqual([true, true])
    expect(expectancyInterval(winner.slice(0, 7), 1)).toBeUndefined()
    expect(expectancyInterval(new Float64Array(20).fill(1), 1)).toBeUndefined()
  })

  it('fails with a null test that failed, and is not run with none that could be', () => {
    const nulls = (status: CheckRow['status']): unknown =>
      statusesOf(found(edge, {}, [nullRow(status)]))['null tests']
    expect([nulls('fail'), nulls('pass'), nulls('NOT RUN')]).toEqual(['fail', 'pass', 'NOT RUN'])
    expect(statusesOf(found(edge))['null tests']).toBe('told')
  })

  it('is not run where there is nothing to measure', () => {
    const short = ran(seatOf(follower), [noisyMarket(1, 4)])
    expect(statusesOf(found(short))).toMatchObject({
      'expectancy of a trade': 'NOT RUN',
      'Sharpe, annual': 'NOT RUN',
      'closed trades': 'fail',
    })
  })
})
