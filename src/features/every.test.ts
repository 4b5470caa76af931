import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BarColumns, minuteUs } from '../domain/index.ts'
import { atr, every, type FeatureMarket, LongBars, sma } from './index.ts'
import { warmupRows } from './every.ts'

const fiveMinutes = 5 * minuteUs

const market = (intervalUs: number): FeatureMarket => ({
  tickSize: 1,
  intervalUs,
  longBars: (us) => new LongBars(us),
})

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
      const folded = every(fiveMinutes, spec).create(market(minuteUs))
      folded.fold(bars, 0, bars.length)
      const plain = spec.create(market(fiveMinutes))
      if (long.length > 0) plain.fold(long, 0, long.length)
      const wanted = long.length === 0 ? Number.NaN : plain.values[long.length - 1]
      expect(folded.values[bars.length - 1]).toBe(wanted)
    }),
  )
})

it('has its first reading within its warm-up, whatever the gaps', () => {
  fc.assert(
    fc.property(minutes, (offsets) => {
      const bars = barsAt(offsets)
      const spec = every(fiveMinutes, sma(3))
      const folded = spec.create(market(minuteUs))
      folded.fold(bars, 0, bars.length)
      const rows = warmupRows(spec, minuteUs)
      for (let row = rows - 1; row < bars.length; row += 1) expect(folded.values[row]).not.toBeNaN()
    }),
  )
})

it('is the feature itself where the bars of the market are as long', () => {
  const spec = every(fiveMinutes, sma(3))
  expect(warmupRows(spec, fiveMinutes)).toBe(3)
  const bars = barsAt([5, 10, 15])
  const folded = spec.create(market(fiveMinutes))
  folded.fold(bars, 0, 3)
  expect(folded.values[2]).toBeCloseTo(
    ((bars.close[0] ?? 0) + (bars.close[1] ?? 0) + (bars.close[2] ?? 0)) / 3,
  )
})
