import { expect, it } from 'vitest'
import { hourUs } from '../domain/index.ts'
import { GrowingColumn } from '../features/index.ts'
import { generateMarket } from '../market/index.ts'
import { contextOf } from './swarm-context.ts'

it('tells what stood beside the last bar that had closed, and nothing before the first', () => {
  const market = generateMarket({ seed: 1, rows: 5, intervalUs: hourUs })
  const first = market[0]?.bars.ts[0] ?? 0
  const outside = [
    { funding: Float64Array.of(1, 2, Number.NaN, 4, 5) },
    { mood: new Float64Array(5) },
  ]
  const [funding, mood] = contextOf(market, outside)
  expect([funding?.name, mood?.name]).toEqual(['funding', 'mood'])
  const told = [-1, 0, 1, hourUs, 2 * hourUs, 3 * hourUs + 7, 99 * hourUs].map((past) =>
    funding?.valueAt(0, first + past),
  )
  expect(told).toEqual([Number.NaN, 1, 1, 2, Number.NaN, 4, 5])
  expect(funding?.valueAt(1, first)).toBeNaN()
  expect(contextOf(market)).toEqual([])
})

it('tells of columns that grow with the bars of a desk what stands there so far', () => {
  const market = generateMarket({ seed: 1, rows: 5, intervalUs: hourUs })
  const first = market[0]?.bars.ts[0] ?? 0
  const funding = new GrowingColumn()
  for (const value of [1, Number.NaN, 3]) funding.push(value)
  const [told] = contextOf(market, [{ funding }])
  const values = [-1, 0, 1, 2, 3].map((hours) => told?.valueAt(0, first + hours * hourUs))
  expect(values).toEqual([Number.NaN, 1, Number.NaN, 3, Number.NaN])
})
