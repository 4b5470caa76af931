import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/change-point.json' with { type: 'json' }
import strucchange from '../../../test/golden/quant/change-point-strucchange.json' with {
  type: 'json',
}
import { nearWithin } from '../../../test/golden/quant/near-within.ts'
import { hasShared, sharedColumn } from '../../../test/golden/quant/shared-columns.ts'
import {
  type Change,
  cusumRunLength,
  cusumTest,
  meanBreak,
  PageHinkley,
  pelt,
  RunLengthFilter,
} from './index.ts'

const expectNear = nearWithin(golden.tolerance)

const all = new Map<string, readonly number[]>(Object.entries(golden.series))
const series = (name: string): Float64Array => Float64Array.from(all.get(name) ?? [])

function changeOf(name: string): Change {
  if (name === 'mean' || name === 'variance' || name === 'mean-and-variance') return name
  throw new Error(`unknown change ${name}`)
}

it.each(Object.entries(golden.pelt))('the cuts of %s are the best of all', (name, rows) => {
  for (const { penalty, countMin, changes, cost, ...row } of rows) {
    const found = pelt(series(name), { change: changeOf(row.change), penalty, countMin })
    expect(found.changes).toEqual(changes)
    expectNear(found.cost, cost)
  }
})

it('agrees with ruptures on the cuts, but for one in which that loses the best', () => {
  const rows = Object.values(golden.pelt).flat()
  const differing = rows.filter((row) => row.changes.join() !== row.ofPelt.join())
  expect(rows.length).toBe(45)
  expect(differing.length).toBe(1)
})

it.each(Object.entries(golden.hinkley))(
  'Page-Hinkley alarms on %s are those of river',
  (name, rows) => {
    for (const { alarms, ...options } of rows) {
      const test = new PageHinkley({ ...options, warmupCount: 20 })
      const found: number[] = []
      series(name).forEach((value, i) => {
        if (test.update(value) !== undefined) found.push(i)
      })
      expect(found).toEqual(alarms)
    }
  },
)

it.each(Object.entries(golden.runLengths))(
  'run lengths of %s are those written out',
  (name, rows) => {
    for (const { likeliest, expected, changed, ...options } of rows) {
      const filter = new RunLengthFilter(options)
      series(name).forEach((value, i) => {
        filter.update(value)
        expect(filter.runLength).toBe(likeliest[i])
        expectNear(filter.runLengthExpected, expected[i] ?? Number.NaN)
        expectNear(filter.probabilityOf(0), changed[i] ?? Number.NaN)
      })
    }
  },
)

it.each(strucchange.runs)('tests of one mean of $name are those of strucchange', (wanted) => {
  const values = Float64Array.from(wanted.values)
  const [statistic = 0, probability = 0] = wanted.cusum
  expectNear(cusumTest(values)?.statistic, statistic)
  expectNear(cusumTest(values)?.probability, probability)
  expect(meanBreak(values)?.index).toBe(wanted.break)
  expectNear(meanBreak(values)?.residualSum, wanted.residualSum)
  expectNear(meanBreak(values)?.supremumF, wanted.supremumF)
})

describe.skipIf(!hasShared)('the Nile', () => {
  it('changed after 1898', () => {
    const years = sharedColumn('data/reference/nile.csv', 'year')
    const flow = sharedColumn('data/reference/nile.csv', 'flow')
    const found = meanBreak(flow)
    expect(years[found?.index ?? 0]).toBe(1899)
    expectNear(found?.meanBefore, 1097.75)
    expectNear(found?.meanAfter, 849.9722222222222)
    expect(cusumTest(flow)?.index).toBe(28)
    expect(pelt(flow, { variance: 15_000 }).changes).toContain(28)
  })
})

// Montgomery, table 9.3, slack 0.5: shift, run length at threshold 4 and at 5.
it.each([
  [0, 168, 465],
  [0.25, 74.2, 139],
  [0.5, 26.6, 38],
  [0.75, 13.3, 17],
  [1, 8.38, 10.4],
  [1.5, 4.75, 5.75],
  [2, 3.34, 4.01],
])('finds a shift of %d after the published number of values', (shift, four, five) => {
  expect(Math.abs(cusumRunLength({ shift, slack: 0.5, threshold: 4 }) / four - 1)).toBeLessThan(
    0.04,
  )
  expect(Math.abs(cusumRunLength({ shift, slack: 0.5, threshold: 5 }) / five - 1)).toBeLessThan(
    0.04,
  )
})
