import { expect, it } from 'vitest'
import { BarColumns } from '../domain/index.ts'
import { blockRows, every, FeatureSet, outside } from './index.ts'

const market = { tickSize: 1, lotSize: 1, intervalUs: 1 }

function bars(rows: number): BarColumns {
  const made = new BarColumns(rows)
  for (let row = 0; row < rows; row += 1) made.push(row + 1, 5, 6, 4, 5, 1)
  return made
}

it('reads the column at the row that is judged, over the border of a block', () => {
  const rows = blockRows + 5
  const column = Float64Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? Number.NaN : row))
  const set = new FeatureSet(bars(rows), { ...market, outside: { activity: column } })
  const reading = set.reading(outside('activity'))
  expect(set.warmup).toBe(1)
  for (let row = 0; row < rows; row += 1) {
    set.moveTo(row, rows)
    expect(reading.value).toBe(column[row])
  }
})

it('is refused where nothing brings it', () => {
  const refused = expect.objectContaining({ code: 'outside-missing' }) as Error
  expect(() => new FeatureSet(bars(3), market).reading(outside('activity'))).toThrow(refused)
  const other = new FeatureSet(bars(3), { ...market, outside: { news: new Float64Array(3) } })
  expect(() => other.reading(outside('activity'))).toThrow(/looks at 'activity'/)
})

it('has times of its own, which longer bars would shift', () => {
  expect(() => every(10, outside('activity'))).toThrow(/goes by its own times/)
})
