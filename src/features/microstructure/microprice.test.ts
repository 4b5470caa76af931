import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../../quant/index.ts'
import { type BookTops, fitMicroprice, MicropriceMomentum, microprice } from './index.ts'

describe('microprice', () => {
  const tops = (rows: readonly (readonly number[])[]): BookTops => {
    const column = (at: number): Float64Array => Float64Array.from(rows, (row) => row[at] ?? 0)
    return { bid: column(0), bidSize: column(1), ask: column(2), askSize: column(3) }
  }

  it('is the chain solved by hand: a heavy bid, then up a tick, for ever', () => {
    // Heavy bid goes to light bid or up; by symmetry a light bid goes to a heavy one or down.
    const table = fitMicroprice(
      tops([
        [10, 9, 11, 1],
        [10, 1, 11, 9],
        [10, 9, 11, 1],
        [11, 9, 12, 1],
      ]),
      { tickSize: 1, imbalanceBuckets: 2, spreadMaxTicks: 1, moves: 1 },
    )
    // Of light: 3 steps in all, 2 mirrored. Heavy: stays 2/3 into light, moves up 1/3 to heavy.
    // g = 1/3 + 2/3 (-g), so g = 1/5.
    expect(table?.adjustments[1]).toBeCloseTo(0.2, 12)
    expect(table?.adjustments[0]).toBeCloseTo(-0.2, 12)
    if (table === undefined) throw new Error('nothing was fitted')
    expect(microprice(table, { bid: 10, bidSize: 9, ask: 11, askSize: 1 })).toBeCloseTo(10.7, 12)
    expect(microprice(table, { bid: 10, bidSize: 9, ask: 12, askSize: 1 })).toBe(undefined)
    expect(microprice(table, { bid: 10, bidSize: 0, ask: 11, askSize: 1 })).toBe(undefined)
  })

  it('is odd in the imbalance and moves with the unit of prices', () => {
    const random = Random.fromSeed(7)
    const rows = Array.from({ length: 400 }, () => {
      const bid = 100 + random.below(4)
      return [bid, 1 + random.below(20), bid + 1 + random.below(2), 1 + random.below(20)]
    })
    const options = { tickSize: 1, imbalanceBuckets: 4, spreadMaxTicks: 2 }
    const table = fitMicroprice(tops(rows), options)
    const halves = rows.map(([bid = 0, b = 0, ask = 0, a = 0]) => [bid / 2, b, ask / 2, a])
    const half = fitMicroprice(tops(halves), { ...options, tickSize: 0.5 })
    for (let state = 0; state < 8; state += 1) {
      const value = table?.adjustments[state] ?? Number.NaN
      const bucket = state % 4
      expect(table?.adjustments[state - bucket + 3 - bucket]).toBeCloseTo(-value, 9)
      expect(half?.adjustments[state]).toBeCloseTo(value / 2, 9)
    }
  })

  it('has no table where the middle never moves, and no answer in a book never seen', () => {
    const still = [
      [10, 9, 11, 1],
      [10, 1, 11, 9],
    ]
    const options = { tickSize: 1, imbalanceBuckets: 4, spreadMaxTicks: 1 }
    expect(fitMicroprice(tops(still), options)).toBe(undefined)
    const table = fitMicroprice(tops([...still, [11, 1, 12, 9]]), options)
    if (table === undefined) throw new Error('nothing was fitted')
    expect(microprice(table, { bid: 10, bidSize: 11, ask: 11, askSize: 9 })).toBe(undefined)
  })

  it('declines columns of different length', () => {
    const rows = tops([
      [10, 9, 11, 1],
      [10, 1, 11, 9],
    ])
    expect(() => fitMicroprice({ ...rows, ask: new Float64Array(3) }, { tickSize: 1 })).toThrow(
      ArgumentError,
    )
  })
})

describe('microprice momentum', () => {
  it('is 0 at a price that stands, positive in a rise, and weighs time, not updates', () => {
    const momentum = new MicropriceMomentum({ fastUs: 10, slowUs: 50 })
    momentum.update(0, 100)
    expect(momentum.valueBps).toBe(undefined)
    momentum.update(50, 101)
    expect(momentum.valueBps).toBe(0)
    for (let n = 0; n < 100; n += 1) momentum.update(50, 101)
    expect(momentum.valueBps).toBe(0)
    momentum.update(60, 101)
    expect(momentum.valueBps).toBeGreaterThan(0)
    expect(() => momentum.update(59, 101)).toThrow(/must not be before/)
  })
})
