import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnEnds, columnMeans, type Series, thin } from './thin.ts'

function series(values: readonly number[], ts?: readonly number[]): Series {
  return {
    length: values.length,
    ts: Float64Array.from(ts ?? values.map((_, row) => row)),
    values: Float64Array.from(values),
  }
}

const curve: fc.Arbitrary<Series> = fc
  .array(fc.tuple(fc.integer({ min: -1_000, max: 1_000 }), fc.integer({ min: 1, max: 50 })))
  .map((steps) => {
    let now = 0
    const ts = steps.map(([, gap]) => {
      now += gap
      return now
    })
    return series(
      steps.map(([value]) => value),
      ts,
    )
  })

describe('thin', () => {
  it('keeps first, last, lowest and highest, in order, and few', () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 1, max: 20 }), (of, columns) => {
        const rows = thin(of, columns)
        expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b))
        expect(rows.length).toBeLessThanOrEqual(2 * columns + 2)
        if (of.length === 0) return
        expect(rows[0]).toBe(0)
        expect(rows.at(-1)).toBe(of.length - 1)
        const kept = rows.map((row) => of.values[row] ?? Number.NaN)
        expect(Math.min(...kept)).toBe(Math.min(...of.values))
        expect(Math.max(...kept)).toBe(Math.max(...of.values))
      }),
    )
  })

  it('ignores rows past the length', () => {
    expect(thin({ ...series([1, 2, 3, 99]), length: 3 }, 10)).toEqual([0, 1, 2])
  })
})

describe('columnMeans', () => {
  it('averages each column and skips empty ones', () => {
    const means = columnMeans(series([1, 3, 10, 20], [0, 1, 9, 10]), 5)
    expect([...means.values]).toEqual([2, 15])
    expect([...means.ts]).toEqual([1, 10])
  })
})

describe('columnEnds', () => {
  it('ends with the last row, and counts every row once', () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 1, max: 20 }), (of, columns) => {
        const ends = columnEnds(of, columns)
        expect(ends.at(-1)).toBe(of.length === 0 ? undefined : of.length - 1)
        expect(ends).toEqual([...new Set(ends)].sort((a, b) => a - b))
      }),
    )
  })
})
