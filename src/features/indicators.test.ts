import fs from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../base/index.ts'
import { BarColumns } from '../domain/index.ts'
import {
  adx,
  atr,
  ema,
  every,
  FeatureSet,
  type FeatureSpec,
  highest,
  lowest,
  type Reading,
  rsi,
  sma,
  volatility,
} from './index.ts'

const golden = '../shared/golden'
const isThere = fs.existsSync(golden)

/**
 * Bars in the file's own decimals and not in ticks: both references compute on binary floats, where
 * an up-move and a down-move of equal size can differ in the last bit, and ADX asks for the larger.
 */
function goldenBars(file: string, columns: readonly string[]): BarColumns {
  const [header = '', ...lines] = fs.readFileSync(`${golden}/${file}`, 'utf8').trim().split('\n')
  const at = columns.map((name) =>
    header.toLowerCase().replaceAll('"', '').split(',').indexOf(name),
  )
  const bars = new BarColumns(lines.length)
  lines.forEach((line, row) => {
    const cells = line.split(',')
    const [open = 0, high = 0, low = 0, close = 0] = at.map((i) => Number(cells[i]))
    bars.push(row, open, high, low, close, 1)
  })
  return bars
}

/** A set over ticks of one and bars of a microsecond. */
function setOf(spec: FeatureSpec, bars: BarColumns): { set: FeatureSet; reading: Reading } {
  const set = new FeatureSet(bars, { tickSize: 1, lotSize: 1, intervalUs: 1 })
  return { set, reading: set.reading(spec) }
}

/** Visits rows [`from`, `to`), in blocks that reach no further. */
function visit({ set, reading }: ReturnType<typeof setOf>, from: number, to: number): number[] {
  const out: number[] = []
  for (let row = from; row < to; row += 1) {
    set.moveTo(row, to)
    out.push(reading.value)
  }
  return out
}

function readings(spec: FeatureSpec, bars: BarColumns, cuts: readonly number[] = []): number[] {
  const seat = setOf(spec, bars)
  const out: number[] = []
  for (let row = 0, i = 0; row < bars.length; i += 1) {
    const to = Math.min(bars.length, row + (cuts[i] ?? bars.length))
    for (const value of visit(seat, row, to)) out.push(value)
    row = to
  }
  return out
}

describe.skipIf(!isThere)('indicators against Stock.Indicators', () => {
  const text = isThere ? fs.readFileSync(`${golden}/indicators_502.json`, 'utf8') : '{}'
  const answers = JSON.parse(text) as Record<string, Record<string, Record<string, number>>>
  const cases: readonly [FeatureSpec, string, string, number][] = [
    [sma(20), 'sma', 'sma', 1],
    [ema(20), 'ema', 'ema', 1],
    [atr(14), 'atr', 'atr', 1],
    [adx(14), 'adx', 'adx', 1],
    [rsi(14), 'rsi', 'rsi', 1],
    [highest(20), 'donchian', 'upperBand', 1],
    [lowest(20), 'donchian', 'lowerBand', 1],
  ]
  it.each(cases)('$key reads the golden numbers', (spec, name, field) => {
    const bars = goldenBars('skender_default_502.csv', ['open', 'high', 'low', 'close'])
    const all = readings(spec, bars)
    const rows = Object.entries(answers[name] ?? {})
    expect(rows.length).toBeGreaterThan(0)
    for (const [row, fields] of rows) expect(all[Number(row)]).toBeCloseTo(fields[field] ?? 0, 6)
  })
})

// TTR seeds the sums of ADX its own way, 0.9 % off Wilder's after 60 bars, so ADX is not here.
describe.skipIf(!isThere)('indicators against TTR', () => {
  const answers: readonly [FeatureSpec, number][] = [
    [rsi(14), 47.2086725394],
    [atr(14), 0.068261981364],
  ]
  it.each(answers)('$key reads the golden number', (spec, answer) => {
    const bars = goldenBars('ttrc_60.csv', ['open', 'high', 'low', 'close'])
    expect(readings(spec, bars).at(-1)).toBeCloseTo(answer, 9)
  })
})

const bar = fc.tuple(
  fc.integer({ min: 1, max: 100_000 }),
  fc.integer({ min: 0, max: 5_000 }),
  fc.integer({ min: 0, max: 5_000 }),
  fc.double({ min: 0, max: 1, noNaN: true }),
)

function randomBars(rows: readonly [number, number, number, number][]): BarColumns {
  const bars = new BarColumns(rows.length)
  rows.forEach(([low, body, wick, at], row) => {
    const close = low + Math.round(at * body)
    bars.push(row, low + body - Math.round(at * body), low + body + wick, low, close, 1)
  })
  return bars
}

const specs = [sma(7), ema(7), atr(7), adx(7), rsi(7), volatility(7), highest(7), lowest(7)]
/** Rows are one microsecond apart here, so these are bars of four. */
const longer = [every(4, sma(3)), every(4, atr(2))]

describe.each([...specs, ...longer])('$key', (spec) => {
  it('reads the same however the rows are cut into blocks', () => {
    fc.assert(
      fc.property(
        fc.array(bar, { minLength: 1, maxLength: 120 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 200 }),
        (rows, cuts) => {
          const bars = randomBars(rows)
          expect(readings(spec, bars, cuts)).toEqual(readings(spec, bars))
        },
      ),
    )
  })

  it('goes on from a saved state as if it had never stopped', () => {
    fc.assert(
      fc.property(
        fc.array(bar, { minLength: 2, maxLength: 80 }),
        fc.integer({ min: 1, max: 79 }),
        (rows, at) => {
          const bars = randomBars(rows)
          const cut = Math.min(at, bars.length - 1)
          const first = setOf(spec, bars)
          visit(first, 0, cut)
          const second = setOf(spec, bars)
          second.set.load(JSON.parse(JSON.stringify(first.set.save())), cut)
          const tail = visit(second, cut, bars.length)
          expect(tail).toEqual(readings(spec, bars).slice(cut))
        },
      ),
    )
  })

  it('knows nothing of the bars to come', () => {
    fc.assert(
      fc.property(fc.array(bar, { minLength: 2, maxLength: 60 }), (rows) => {
        const half = rows.slice(0, Math.ceil(rows.length / 2))
        const known = readings(spec, randomBars(half))
        expect(readings(spec, randomBars(rows)).slice(0, half.length)).toEqual(known)
      }),
    )
  })
})

it.each(specs)('$key speaks first on the last bar of its warm-up', (spec) => {
  const rows = Array.from({ length: 60 }, (_, i): [number, number, number, number] => [
    500 + ((i * 37) % 90),
    20 + (i % 7),
    i % 5,
    0.3,
  ])
  const all = readings(spec, randomBars(rows))
  expect(all.findIndex((value) => !Number.isNaN(value))).toBe(spec.warmup - 1)
  expect(all.slice(spec.warmup - 1).some(Number.isNaN)).toBe(false)
})

it('volatility is the sample deviation of simple returns', () => {
  const closes = [100, 110, 99, 120, 118, 125]
  const bars = new BarColumns(8)
  closes.forEach((close, row) => {
    bars.push(row, close, close, close, close, 1)
  })
  const returns = closes.slice(1).map((close, i) => close / (closes[i] as number) - 1)
  const mean = returns.reduce((a, b) => a + b) / returns.length
  const variance = returns.reduce((a, r) => a + (r - mean) * (r - mean), 0) / (returns.length - 1)
  expect(readings(volatility(5), bars).at(-1)).toBeCloseTo(Math.sqrt(variance), 12)
})

it('volatility is still exact after a million bars', () => {
  const rows = 1_000_000
  const bars = new BarColumns(rows)
  const random = Random.fromSeed(3)
  let close = 5_000_000
  for (let row = 0; row < rows; row += 1) {
    // Now and then a jump of a tenth, which is what running sums would remember.
    close = Math.max(
      1_000,
      Math.round(close * (1 + (row % 9_973 === 0 ? 0.1 : 0.001) * random.normal())),
    )
    bars.push(row, close, close, close, close, 1)
  }
  const long = readings(volatility(20), bars).at(-1) ?? 0
  const fresh = readings(volatility(20), bars.slice(rows - 21, rows)).at(-1) ?? 1
  expect(Math.abs(long / fresh - 1)).toBeLessThan(1e-9)
})
