import { describe, expect, it } from 'vitest'
import { Random } from '../base/index.ts'
import { ArgumentError } from '../quant/index.ts'
import type { IndicatorSpec } from './define-indicator.ts'
import { indicatorCatalog, overBars } from './index.ts'
import { type BarArrays, emptyBars } from './bar-arrays.ts'
import type { Stream } from './stream.ts'

const rows = 700
const all: readonly (readonly [string, IndicatorSpec])[] = Object.values(indicatorCatalog)
  .flat()
  .map(({ spec }) => [spec.key, spec])

/** Bars on a grid of a hundredth, a quarter of an hour apart. */
function market(kind: 'walk' | 'constant' | 'rise' | 'saw' | 'jump' | 'idle', seed = 1): BarArrays {
  const random = Random.fromSeed(seed)
  const bars = emptyBars(rows)
  let close = 100
  for (let row = 0; row < rows; row += 1) {
    const open = close
    if (kind === 'walk' || kind === 'idle') close = Math.max(1, close + grid(random.normal()))
    if (kind === 'rise') close += 0.25
    if (kind === 'saw') close = row % 2 === 0 ? 101 : 99
    if (kind === 'jump') close = row < rows / 2 ? 100 : 5_000
    const wick = kind === 'constant' || kind === 'jump' ? 0 : grid(random.next())
    bars.ts[row] = 1_700_000_100_000_000 + row * 900_000_000
    bars.open[row] = open
    bars.high[row] = Math.max(open, close) + wick
    bars.low[row] = Math.min(open, close) - wick / 2
    bars.close[row] = close
    bars.volume[row] = kind === 'idle' ? 0 : 1 + random.below(1_000)
  }
  return bars
}

function grid(value: number): number {
  return Math.round(value * 100) / 100
}

function scaled(bars: BarArrays, price: number, volume: number): BarArrays {
  const times = (column: Float64Array, factor: number): Float64Array =>
    column.map((value) => value * factor)
  return {
    ts: bars.ts,
    open: times(bars.open, price),
    high: times(bars.high, price),
    low: times(bars.low, price),
    close: times(bars.close, price),
    volume: times(bars.volume, volume),
  }
}

/** Gives `stream` rows [`from`, `to`) one at a time. @returns The readings, a list a row. */
function streamed(stream: Stream, bars: BarArrays, from = 0, to: number = rows): number[][] {
  const out: number[][] = []
  for (let row = from; row < to; row += 1) {
    stream.update({
      ts: bars.ts[row] as number,
      open: bars.open[row] as number,
      high: bars.high[row] as number,
      low: bars.low[row] as number,
      close: bars.close[row] as number,
      volume: bars.volume[row] as number,
    })
    out.push([...stream.readings])
  }
  return out
}

/** The same of the batch form. */
function batch(spec: IndicatorSpec, bars: BarArrays): number[][] {
  const lines = overBars(spec, bars)
  return Array.from({ length: bars.close.length }, (_, row) =>
    spec.lines.map(({ name }) => lines[name]?.[row] as number),
  )
}

describe.each(all)('%s', (_, spec) => {
  const walk = market('walk')

  it('reads the same one bar at a time, in a batch, in blocks, and after a reset', () => {
    const stream = spec.stream()
    const first = streamed(stream, walk)
    expect(batch(spec, walk)).toEqual(first)
    stream.reset()
    expect(stream.value()).toBeUndefined()
    const out = spec.lines.map(() => new Float64Array(rows))
    for (let from = 0, size = 1; from < rows; from += size, size = (size * 3) % 97) {
      const to = Math.min(rows, from + size)
      stream.fold(walk, { from, to, at: from }, out)
      expect([...stream.readings]).toEqual(first[to - 1])
    }
    expect(first.map((_, row) => out.map((line) => line[row] as number))).toEqual(first)
  })

  it('goes on from a saved state as if it had never stopped', () => {
    for (const cut of [1, 7, 150, 433]) {
      const first = spec.stream()
      streamed(first, walk, 0, cut)
      const second = spec.stream()
      second.load(JSON.parse(JSON.stringify(first.save())))
      expect([...second.readings]).toEqual([...first.readings])
      expect(streamed(second, walk, cut)).toEqual(streamed(first, walk, cut))
    }
    const saved = spec.stream().save()
    const other = Array.isArray(saved) ? ['other(1)', ...saved.slice(1)] : []
    for (const state of [null, [], [1], 'x', { a: 1 }, [spec.key, 1, 2, 3, 'x'], other])
      expect(() => spec.stream().load(state)).toThrow(ArgumentError)
  })

  it('knows nothing of the bars to come', () => {
    const half = Object.fromEntries(
      Object.entries(walk).map(([name, column]) => [name, column.slice(0, 350)]),
    ) as BarArrays
    expect(batch(spec, half)).toEqual(batch(spec, walk).slice(0, 350))
  })

  it('first speaks on the last bar of its warm-up, and keeps its range', () => {
    for (const kind of ['walk', 'constant', 'rise', 'saw', 'jump', 'idle'] as const) {
      const readings = batch(spec, market(kind))
      spec.lines.forEach(({ name, warmup, range, isSparse }, line) => {
        const values = readings.map((row) => row[line] as number)
        const spoke = values.findIndex((value) => !Number.isNaN(value))
        const where = `${name} in ${kind}`
        const isFull = spoke === warmup - 1 && !values.slice(spoke).some(Number.isNaN)
        const isLateEnough = spoke === -1 || spoke >= warmup - 1
        if (!(isSparse ? isLateEnough : isFull)) expect.fail(`${where} spoke first at ${spoke}`)
        const [min, max] = range ?? [-Number.MAX_VALUE, Number.MAX_VALUE]
        const hair = 1e-9
        for (const value of values)
          if (!Number.isNaN(value) && !(value >= min - hair && value <= max + hair))
            expect.fail(`${where} was ${value}`)
      })
    }
  })

  it('is measured in what it says: eight times the price, four times the volume', () => {
    const plain = batch(spec, walk)
    for (const [price, volume] of [
      [8, 1],
      [1, 4],
      [0.5, 32],
    ] as const) {
      const other = batch(spec, scaled(walk, price, volume))
      spec.lines.forEach(({ name, unit }, line) => {
        const factor = power(price, unit.price) * power(volume, unit.volume)
        const largest = Math.max(...plain.map((row) => Math.abs(row[line] as number) || 0))
        plain.forEach((row, i) => {
          const wanted = (row[line] as number) * factor
          const gap = Math.abs((other[i]?.[line] as number) - wanted)
          if (gap > 1e-9 * largest * factor) expect.fail(`${name} at ${i}: ${gap} off ${wanted}`)
        })
      })
    }
  })

  it('declines a bar that cannot be, and takes nothing of it in', () => {
    const stream = spec.stream()
    streamed(stream, walk, 0, 300)
    const before = JSON.stringify(stream.save())
    for (const close of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => stream.update({ close })).toThrow(ArgumentError)
    expect(() => stream.update({ close: 1, volume: Number.NaN })).toThrow('a bar must be finite')
    expect(() => stream.update({ close: 1, high: 0, low: 2 })).toThrow('must have low <= high')
    expect(() => stream.update({ close: 1, volume: -1 })).toThrow('volume >= 0, was open 1')
    expect(JSON.stringify(stream.save())).toBe(before)
  })
})

function power(base: number, exponent: number): number {
  return base ** exponent
}
