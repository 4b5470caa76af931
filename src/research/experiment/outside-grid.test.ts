import { expect, it } from 'vitest'
import { dayUs, hourUs } from '../../domain/index.ts'
import { columnsAt, weekGrid } from './outside-grid.ts'

const to = 40 * dayUs + 5 * hourUs
const grid = weekGrid(3 * dayUs, to, 6 * hourUs)
const place = Float64Array.from(grid.clock.keys())

it('has the most whole weeks to the end', () => {
  expect([grid.weeks, grid.perWeek, grid.clock.length]).toEqual([5, 28, 140])
  expect(grid.clock.at(-1)).toBe(to)
  expect(weekGrid(0, 6 * dayUs, hourUs)).toMatchObject({ weeks: 0, clock: new Float64Array(0) })
})

it('gives each bar what stood at its close or before, and nothing for bars that are missing', () => {
  const closes = Float64Array.of(to - 18 * hourUs, to - 12 * hourUs + 1, to - 1, to)
  expect([...(columnsAt(grid, { place }, closes, 0)['place'] ?? [])]).toEqual([136, 137, 138, 139])
})

it('moves columns on by whole weeks, their end to their beginning', () => {
  const closes = grid.clock
  const moved = columnsAt(grid, { place }, closes, 2)['place'] ?? new Float64Array()
  expect([moved[0], moved[56], moved[139]]).toEqual([140 - 56, 0, 139 - 56])
  expect(moved.every((from, at) => (at - from + 140) % 28 === 0)).toBe(true)
})
