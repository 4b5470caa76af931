import { expect, it } from 'vitest'
import { dayUs, type Micros } from '../../domain/index.ts'
import type { Summary } from '../metrics/summarise.ts'
import type { WalkPlan } from './walk-plan.ts'
import { walkForward, type WalkRun } from './walk-forward.ts'

const at = (day: number): Micros => (day * dayUs) as Micros

function tested(from: number, equity: readonly number[], outOfSample?: number): WalkRun {
  const span = { warmFrom: at(from), from: at(from), to: at(from + equity.length) }
  const start = 100
  const netPnl = (equity.at(-1) ?? start) - start
  return {
    fold: {
      ...{ window: { train: [span], test: [span], inner: [] }, parameters: {}, inSample: 2 },
      ...{ outOfSample, rule: 'best', rank: 0.5, stopped: 0 },
      trained: { returnPct: 10, sharpe: 4 } as Summary,
      ...{ summary: { netPnl } as Summary, hash: 'x' },
    },
    tests: [
      {
        equity: {
          length: equity.length,
          ts: Float64Array.from(equity, (_, day) => at(from + day + 1)),
          equity: Float64Array.from(equity),
          exposure: new Float32Array(equity.length),
        },
        startEquity: start,
      },
    ],
  }
}

function walked(
  runs: readonly WalkRun[],
  paths?: WalkPlan['paths'],
): ReturnType<typeof walkForward> {
  const windows = runs.map(({ fold }) => fold.window)
  const plan = { windows, paths: paths ?? [windows.map((_, window) => ({ window, test: 0 }))] }
  return walkForward(plan, runs, { start: 1_000, intervalUs: dayUs, seed: 1 })
}

it('puts tests together as if each began with what the one before left', () => {
  const walk = walked([tested(0, [110, 120], 1), tested(2, [90, 50], -2)])
  expect([...walk.stitched.equity]).toEqual([1_100, 1_200, 1_080, 600])
  expect([...walk.stitched.ts]).toEqual([1, 2, 3, 4].map(at))
  expect(walk.curve.returnPct).toBeCloseTo(-40, 12)
  expect(walk).toMatchObject({ gained: 1, inSample: 2, outOfSample: -0.5 })
})

it('says nothing of a mean that not every fold has', () => {
  expect(walked([tested(0, [110], 1), tested(1, [])]).outOfSample).toBeUndefined()
  const none = walked([])
  expect([none.inSample, none.curve.returnPct, none.stitched.length]).toEqual([undefined, 0, 0])
})

it('promises that each test grows as what it tried did where it was chosen', () => {
  const { promised } = walked([tested(0, [110, 120], 1), tested(2, [90, 50], -2)])
  // 10 % over two days of training, carried on day by day.
  expect([...promised.equity]).toEqual([
    expect.closeTo(1_000 * Math.sqrt(1.1), 9),
    expect.closeTo(1_100, 9),
    expect.closeTo(1_100 * Math.sqrt(1.1), 9),
    expect.closeTo(1_210, 9),
  ])
})

it('says what is left of the Sharpe ratio that was promised, and how the order held', () => {
  const noisy = (day: number): number => 100 + day + 3 * Math.sin(day * day)
  const long = tested(
    0,
    Array.from({ length: 60 }, (_, day) => noisy(day)),
    1,
  )
  const { degradation, curve } = walked([long])
  expect(degradation).toMatchObject({ inSample: 4, outOfSample: curve.sharpe?.value, rank: 0.5 })
  expect(degradation.kept).toBeCloseTo((curve.sharpe?.value ?? 0) / 4, 12)
  const [low = 0, high = 0] = degradation.keptInterval ?? []
  expect(low).toBeLessThan(degradation.kept ?? 0)
  expect(high).toBeGreaterThan(degradation.kept ?? 0)
  const none = { ...long, fold: { ...long.fold, trained: { sharpe: -1 } as Summary } }
  expect(walked([none]).degradation).toMatchObject({ kept: undefined, keptInterval: undefined })
})

it('of many paths takes the one in the middle, and says how they are spread', () => {
  const runs = [110, 90, 101].map((end) => tested(0, [100, 99, end, end + 1], 1))
  const paths = runs.map((_, window) => [{ window, test: 0 }])
  const walk = walked(runs, paths)
  expect(walk.paths.map(({ curve }) => Math.round(curve.endEquity))).toEqual([1_110, 910, 1_020])
  expect(walk.curve.endEquity).toBeCloseTo(1_020, 9)
  expect(walk.spread).toMatchObject({ belowZero: 1 / 3, median: walk.curve.sharpe?.value })
  expect(walked(runs.slice(0, 1)).spread).toBeUndefined()
})
