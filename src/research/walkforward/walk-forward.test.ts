import { expect, it } from 'vitest'
import { dayUs, type Micros } from '../../domain/index.ts'
import type { Summary } from '../metrics/summarise.ts'
import { walkForward, type WalkRun } from './walk-forward.ts'

const at = (day: number): Micros => (day * dayUs) as Micros

function tested(from: number, equity: readonly number[], outOfSample?: number): WalkRun {
  const span = { from: at(from), to: at(from + equity.length) }
  const start = 100
  const netPnl = (equity.at(-1) ?? start) - start
  return {
    fold: {
      ...{ window: { train: span, test: span }, parameters: {}, inSample: 2, outOfSample },
      ...{ summary: { netPnl } as Summary, hash: 'x' },
    },
    equity: {
      length: equity.length,
      ts: Float64Array.from(equity, (_, day) => at(from + day + 1)),
      equity: Float64Array.from(equity),
      exposure: new Float32Array(equity.length),
    },
    startEquity: start,
  }
}

it('puts tests together as if each began with what the one before left', () => {
  const walk = walkForward([tested(0, [110, 120], 1), tested(2, [90, 50], -2)], 1_000, dayUs)
  expect([...walk.stitched.equity]).toEqual([1_100, 1_200, 1_080, 600])
  expect([...walk.stitched.ts]).toEqual([1, 2, 3, 4].map(at))
  expect(walk.curve.returnPct).toBeCloseTo(-40, 12)
  expect(walk).toMatchObject({ gained: 1, inSample: 2, outOfSample: -0.5 })
})

it('says nothing of a mean that not every fold has', () => {
  expect(
    walkForward([tested(0, [110], 1), tested(1, [])], 1_000, dayUs).outOfSample,
  ).toBeUndefined()
  const none = walkForward([], 1_000, dayUs)
  expect([none.inSample, none.curve.returnPct, none.stitched.length]).toEqual([undefined, 0, 0])
})
