import { expect, it } from 'vitest'
import { BarColumns } from './bar-columns.ts'

/** Bars at 10, 20, 30, ... whose every column can be told from the others. */
function bars(count: number, first = 0): BarColumns {
  const made = new BarColumns(0)
  for (let i = first; i < first + count; i += 1)
    made.push(10 * (i + 1), 100 + i, 200 + i, 300 + i, 400 + i, 500 + i)
  return made
}

function row(of: BarColumns, i: number): readonly (number | undefined)[] {
  return [of.ts[i], of.open[i], of.high[i], of.low[i], of.close[i], of.volume[i]]
}

it('grows from nothing, and keeps every row', () => {
  const many = bars(200)
  expect(many.length).toBe(200)
  for (const i of [0, 63, 64, 127, 128, 199])
    expect(row(many, i)).toEqual([10 * (i + 1), 100 + i, 200 + i, 300 + i, 400 + i, 500 + i])
  expect([many.ts.length, bars(1).ts.length]).toEqual([256, 64])
})

it('adds every row of a page, and none of the room behind them', () => {
  const joined = bars(2)
  joined.append(bars(3, 2))
  expect(joined.length).toBe(5)
  for (let i = 0; i < 5; i += 1) expect(row(joined, i)).toEqual(row(bars(5), i))
})

it('shows rows over the same memory', () => {
  const all = bars(5)
  const part = all.slice(1, 3)
  expect(part.length).toBe(2)
  expect(row(part, 0)).toEqual(row(all, 1))
  all.close[2] = -1
  expect(part.close[1]).toBe(-1)
})

it('finds the first row at or after a time, like a search from the start', () => {
  for (const count of [0, 1, 2, 7]) {
    const of = bars(count)
    for (let ts = 0; ts <= 10 * count + 15; ts += 5) {
      const found = [...of.ts.subarray(0, count)].findIndex((each) => each >= ts)
      expect(of.rowAt(ts)).toBe(found < 0 ? count : found)
    }
  }
})

it('takes columns of one length only', () => {
  const { ts, open, high, low, close } = bars(1)
  const shorter = new Float64Array(ts.length - 1)
  expect(() => BarColumns.over({ ts, open, high, low, close, volume: shorter })).toThrow(
    /differ in length/,
  )
})
