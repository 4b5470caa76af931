import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BarColumns, minuteUs } from '../domain/index.ts'
import { atr, every, FeatureSet, type FeatureSpec, sma } from './index.ts'
import { warmupRows } from './every.ts'

const fiveMinutes = 5 * minuteUs

/** The readings of `spec` at every row. */
function readings(spec: FeatureSpec, bars: BarColumns, intervalUs: number): number[] {
  const set = new FeatureSet(bars, { tickSize: 1, lotSize: 1, intervalUs })
  const reading = set.reading(spec)
  return Array.from({ length: bars.length }, (_, row) => {
    set.moveTo(row, bars.length)
    return reading.value
  })
}

/** Minutes that exist, as offsets; gaps in between. */
const minutes = fc
  .uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 200 })
  .map((all) => all.sort((a, b) => a - b))

function barsAt(offsets: readonly number[]): BarColumns {
  const bars = new BarColumns(offsets.length)
  for (const at of offsets) {
    const low = 100 + ((at * 7) % 31)
    bars.push(at * minuteUs, low + 2, low + 9, low, low + 5, at)
  }
  return bars
}

/** The same, put together the plain way: bars of five minutes that are over by the last row. */
function longBars(bars: BarColumns): BarColumns {
  const long = new BarColumns(1)
  const ends = [...bars.ts].map((ts) => Math.ceil(ts / fiveMinutes) * fiveMinutes)
  for (const end of new Set(ends)) {
    const rows = ends.flatMap((each, row) => (each === end ? [row] : []))
    const of = (column: Float64Array): number[] => rows.map((row) => column[row] as number)
    const isOver = end !== ends.at(-1) || bars.ts.at(-1) === end
    if (!isOver) continue
    const highest = Math.max(...of(bars.high))
    long.push(
      end,
      of(bars.open)[0] ?? 0,
      highest,
      Math.min(...of(bars.low)),
      of(bars.close).at(-1) ?? 0,
      1,
    )
  }
  return long
}

it.each([sma(3), atr(3)])('$key over longer bars is $key of the longer bars', (spec) => {
  fc.assert(
    fc.property(minutes, (offsets) => {
      const bars = barsAt(offsets)
      const long = longBars(bars)
      const wanted = readings(spec, long, fiveMinutes).at(-1) ?? Number.NaN
      expect(readings(every(fiveMinutes, spec), bars, minuteUs).at(-1)).toBe(wanted)
    }),
  )
})

it('has its first reading within its warm-up, whatever the gaps', () => {
  fc.assert(
    fc.property(minutes, (offsets) => {
      const bars = barsAt(offsets)
      const spec = every(fiveMinutes, sma(3))
      const all = readings(spec, bars, minuteUs)
      const rows = warmupRows(spec, minuteUs)
      for (let row = rows - 1; row < bars.length; row += 1) expect(all[row]).not.toBeNaN()
    }),
  )
})

it('is the feature itself where the bars of the market are as long', () => {
  const spec = every(fiveMinutes, sma(3))
  expect(warmupRows(spec, fiveMinutes)).toBe(3)
  const bars = barsAt([5, 10, 15])
  const sum = bars.close.reduce((total, close) => total + close, 0)
  expect(readings(spec, bars, fiveMinutes).at(-1)).toBeCloseTo(sum / 3)
})
