import { expect, it } from 'vitest'
import { BarColumns } from '../domain/index.ts'
import { every, FeatureSet, type FeatureSpec, macd, overBars, sma } from './index.ts'

const market = { tickSize: 0.5, lotSize: 1, intervalUs: 1 }
const spec = macd(3, 5, 2)

function waves(rows: number): BarColumns {
  const bars = new BarColumns(rows)
  for (let row = 0; row < rows; row += 1) {
    const close = 200 + ((row * 37) % 23)
    bars.push(row + 1, close, close + 1, close - 1, close, 1)
  }
  return bars
}

/** The same features, and how often an indicator was made for them. */
function counted(specs: readonly FeatureSpec[]): { specs: readonly FeatureSpec[]; made: string[] } {
  const made: string[] = []
  const wrapped = specs.map((of) => ({
    ...of,
    create: (given: Parameters<FeatureSpec['create']>[0]) => {
      made.push(of.key)
      return of.create(given)
    },
  }))
  return { specs: wrapped, made }
}

it('lines of one indicator are computed together, and read what the library reads', () => {
  const bars = waves(60)
  const { specs, made } = counted([spec.line('histogram'), spec, spec.line('signal'), sma(4)])
  const set = new FeatureSet(bars, market)
  const readings = specs.map((each) => set.reading(each))
  expect(made).toEqual(['macd(3,5,2).histogram', 'sma(4)'])
  expect(set.warmup).toBe(6)
  const close = bars.close.map((ticks) => ticks * market.tickSize)
  const wanted = overBars(spec, { close })
  for (let row = 0; row < bars.length; row += 1) {
    set.moveTo(row, bars.length)
    const [histogram, line, signal] = readings.map(({ value }) => value)
    if (row < 5) continue
    expect(line).toBeCloseTo(wanted.macd[row] ?? 0, 9)
    expect(signal).toBeCloseTo(wanted.signal[row] ?? 0, 9)
    expect(histogram).toBeCloseTo(wanted.histogram[row] ?? 0, 9)
  }
})

it('so are they over longer bars, and go on from a saved state', () => {
  const bars = waves(120)
  const longer = [every(4, spec), every(4, spec.line('signal'))]
  const { specs, made } = counted(longer)
  const first = new FeatureSet(bars, market)
  const readings = specs.map((each) => first.reading(each))
  expect(made).toHaveLength(1)
  for (let row = 0; row < 90; row += 1) first.moveTo(row, row + 1)
  const second = new FeatureSet(bars, market)
  const again = longer.map((each) => second.reading(each))
  second.load(JSON.parse(JSON.stringify(first.save())), 90)
  for (let row = 90; row < bars.length; row += 1) {
    first.moveTo(row, row + 1)
    second.moveTo(row, row + 1)
    expect(again.map(({ value }) => value)).toEqual(readings.map(({ value }) => value))
    expect(readings.every(({ value }) => Number.isFinite(value))).toBe(true)
  }
})
