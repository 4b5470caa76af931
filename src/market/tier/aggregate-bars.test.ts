import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BarColumns, hourUs, minuteUs } from '../../domain/index.ts'
import { aggregateBars, bucketOf } from './aggregate-bars.ts'

const fineUs = 5 * minuteUs
const start = 472_222 * hourUs

/** Bars that open at these numbers of bars after `start`. */
function barsAt(places: readonly number[]): BarColumns {
  const bars = new BarColumns(places.length)
  for (const place of places) {
    const [open, close] = [1_000 + ((place * 37) % 101), 1_000 + ((place * 53) % 97)]
    const [high, low] = [Math.max(open, close) + (place % 7), Math.min(open, close) - (place % 5)]
    bars.push(start + (place + 1) * fineUs, open, high, low, close, 1 + (place % 11))
  }
  return bars
}

const from = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => first + i)
const rowsOf = (bars: BarColumns): readonly (readonly number[])[] =>
  Array.from({ length: bars.length }, (_, i) =>
    (['ts', 'open', 'high', 'low', 'close', 'volume'] as const).map((name) => bars[name][i] ?? 0),
  )

describe('coarse bars out of fine ones', () => {
  it('are exact, and only where all fine ones are there', () => {
    const all = barsAt([11, ...from(12, 12), ...from(24, 5), ...from(30, 6), ...from(36, 12)])
    const hours = aggregateBars(all, fineUs, hourUs)
    const [open, close] = [1_000 + ((12 * 37) % 101), 1_000 + ((23 * 53) % 97)]
    expect(rowsOf(hours).map(([ts]) => ts)).toEqual([start + 2 * hourUs, start + 4 * hourUs])
    const first = barsAt(from(12, 12))
    expect(rowsOf(hours)[0]?.slice(1)).toEqual([
      open,
      Math.max(...first.high),
      Math.min(...first.low),
      close,
      first.volume.reduce((sum, lots) => sum + lots, 0),
    ])
  })

  it('are not made of bars off the grid, nor where the lots cannot be counted', () => {
    const off = barsAt(from(0, 12))
    off.ts[3] = (off.ts[3] ?? 0) + 1
    expect(aggregateBars(off, fineUs, hourUs)).toHaveLength(0)
    const many = barsAt(from(0, 12))
    many.volume.fill(Number.MAX_SAFE_INTEGER)
    expect(aggregateBars(many, fineUs, hourUs)).toHaveLength(0)
  })

  it('keep the sum of the volumes, the highest high and the lowest low', () => {
    const places = fc.uniqueArray(fc.integer({ min: 0, max: 80 }), { maxLength: 81 })
    fc.assert(
      fc.property(places, (chosen) => {
        const bars = barsAt([...chosen].sort((a, b) => a - b))
        const rows = rowsOf(bars)
        const hours = rowsOf(aggregateBars(bars, fineUs, hourUs))
        const closes = [...new Set(rows.map(([ts]) => bucketOf(ts ?? 0, fineUs, hourUs)))]
        const naive = closes.flatMap((close) => {
          const own = rows.filter(([ts]) => bucketOf(ts ?? 0, fineUs, hourUs) === close)
          if (own.length < 12) return []
          const column = (i: number): readonly number[] => own.map((row) => row[i] ?? 0)
          const volume = column(5).reduce((sum, lots) => sum + lots, 0)
          const [high, low] = [Math.max(...column(2)), Math.min(...column(3))]
          return [[close, own[0]?.[1], high, low, own[11]?.[4], volume]]
        })
        expect(hours).toEqual(naive)
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})
