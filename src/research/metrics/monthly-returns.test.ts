import { expect, it } from 'vitest'
import type { EquityCurve } from '../../engine/index.ts'
import { monthlyReturns } from './monthly-returns.ts'

function curve(points: readonly (readonly [time: string, equity: number])[]): EquityCurve {
  return {
    length: points.length,
    ts: Float64Array.from(points, ([time]) => Date.parse(time) * 1_000),
    equity: Float64Array.from(points, ([, equity]) => equity),
    exposure: new Float32Array(points.length),
  }
}

it('closes a month at midnight of the next first, and a year with its December', () => {
  const years = monthlyReturns(
    curve([
      ['2023-11-15T00:00:00Z', 90],
      ['2023-12-01T00:00:00Z', 110],
      ['2023-12-01T00:01:00Z', 50],
      ['2024-01-01T00:00:00Z', 121],
      ['2024-01-01T00:01:00Z', 60.5],
      ['2024-03-05T00:00:00Z', 121],
    ]),
    100,
  )
  expect(years.map((year) => year.year)).toEqual([2023, 2024])
  expect(years[0]?.months[10]).toBeCloseTo(10, 9)
  expect(years[0]?.months[11]).toBeCloseTo(10, 9)
  expect(years[0]?.totalPct).toBeCloseTo(21, 9)
  expect(years[1]?.months[0]).toBeCloseTo(-50, 9)
  expect(years[1]?.months[1]).toBeUndefined()
  expect(years[1]?.months[2]).toBeCloseTo(100, 9)
  expect(years[1]?.totalPct).toBeCloseTo(0, 9)
})

it('is empty for an empty curve', () => {
  expect(monthlyReturns(curve([]), 100)).toEqual([])
})
