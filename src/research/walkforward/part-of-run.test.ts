import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  follower,
  sceneSetup,
  seatOf,
  trendingMarket,
} from '../../../test/simulation/null-scene.ts'
import { uncounted } from '../../../test/simulation/uncounted.ts'
import { hourUs, type Micros } from '../../domain/index.ts'
import { backtest } from '../../engine/index.ts'
import { measure } from '../metrics/measure.ts'
import { equalWindows } from './equal-windows.ts'
import { partOfRun } from './part-of-run.ts'

const market = [trendingMarket(1, 1_200)]
const { run } = backtest({ setup: sceneSetup([seatOf(follower)]), market }, uncounted)
const span = { from: run.from, to: run.to, barUs: hourUs }

it('all parts together are the run: its return, its bars, its fills and its trades', () => {
  const counts = fc.integer({ min: 1, max: 40 })
  fc.assert(
    fc.property(counts, (windows) => {
      const made = equalWindows({ ...span, windows })
      if (!made.ok) throw new Error(made.error)
      const parts = made.value.map((each) => partOfRun(run, each))
      const growth = parts.reduce((all, of) => (all * of.endEquity) / of.startEquity, 1)
      expect(growth).toBeCloseTo(run.endEquity / run.startEquity, 9)
      expect(parts.reduce((all, of) => all + of.equity.length, 0)).toBe(run.equity.length)
      expect(parts.flatMap(({ fills }) => fills)).toEqual(run.fills)
      expect(parts.reduce((all, of) => all + of.trades.length, 0)).toBe(run.trades.length)
    }),
    { numRuns: 20 },
  )
})

it('the whole is its only part, and measures the same', () => {
  const whole = partOfRun(run, span)
  expect(measure(whole)).toEqual(measure(run))
})

it('what was shut is shut in a part for as long as it was then', () => {
  const at = (hour: number): Micros => (run.from + hour * hourUs) as Micros
  const shut = [
    { scope: 'desk' as const, subject: 0, from: at(10), to: at(30), reason: '' },
    { scope: 'desk' as const, subject: 0, from: at(90), to: undefined, reason: '' },
  ]
  const part = (from: number, to: number): number =>
    measure(partOfRun({ ...run, shut }, { from: at(from), to: at(to) })).awakeShare
  expect([part(0, 20), part(20, 40), part(40, 80), part(100, 200)]).toEqual([0.5, 0.5, 1, 0])
})

it('windows are equal but for a bar, end with the run, and are none where they would be short', () => {
  const made = equalWindows({ ...span, windows: 7 })
  const spans = made.ok ? made.value : []
  const hours = spans.map(({ from, to }) => (to - from) / hourUs)
  expect(hours.every((each) => each === 171 || each === 172)).toBe(true)
  expect([spans[0]?.from, spans.at(-1)?.to]).toEqual([run.from, run.to])
  spans.slice(1).forEach(({ from }, k) => expect(from).toBe(spans[k]?.to))
  expect(equalWindows({ ...span, windows: 41 })).toEqual({
    ...{ ok: false, error: expect.stringContaining('29 in the shortest (30 at least)') },
  })
})
