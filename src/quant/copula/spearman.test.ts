import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spearmanRho } from './spearman.ts'

/** By the sum of squared differences of ranks, which holds where no two values are equal. */
function byDifferences(x: readonly number[], y: readonly number[]): number {
  const rankIn = (all: readonly number[], value: number): number =>
    all.filter((other) => other < value).length
  const n = x.length
  const squares = x.map((value, i) => {
    const gap = rankIn(x, value) - rankIn(y, y[i] ?? 0)
    return gap * gap
  })
  return 1 - (6 * squares.reduce((sum, square) => sum + square, 0)) / (n * (n * n - 1))
}

const distinct = fc.uniqueArray(fc.integer({ min: -1_000, max: 1_000 }), {
  minLength: 2,
  maxLength: 40,
})
/** The same values in another order. */
const shuffled = distinct.chain((x) =>
  fc.shuffledSubarray(x, { minLength: x.length }).map((y) => [x, y] as const),
)

describe('spearmanRho', () => {
  it('is that of the ranks', () => {
    const quotient = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110]
    const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]
    const found = spearmanRho(Float64Array.from(quotient), Float64Array.from(hours))
    expect(found).toBeCloseTo(-29 / 165, 14)
    // Two equal values share rank 2.5.
    const tied = spearmanRho(Float64Array.of(1, 2, 2, 3), Float64Array.of(1, 2, 3, 4))
    expect(tied).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 14)
  })

  it('is what differences of ranks come to where none are equal', () => {
    fc.assert(
      fc.property(shuffled, ([x, y]) => {
        const found = spearmanRho(Float64Array.from(x), Float64Array.from(y))
        expect(found).toBeCloseTo(byDifferences(x, y), 12)
      }),
    )
  })

  it('goes by order alone, and turns with it', () => {
    fc.assert(
      fc.property(distinct, (x) => {
        const series = Float64Array.from(x)
        const other = Float64Array.from(x, (value) => value * value * value)
        expect(spearmanRho(series, other)).toBe(1)
        const against = other.map((value) => -value)
        expect(spearmanRho(series, against)).toBe(-1)
      }),
    )
  })

  it('is nothing of what does not vary, and takes only numbers', () => {
    expect(spearmanRho(Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 3))).toBeUndefined()
    const wrong = (): unknown => spearmanRho(Float64Array.of(1, Number.NaN), Float64Array.of(1, 2))
    expect(wrong).toThrow(/x/)
    expect(() => spearmanRho(Float64Array.of(1, 2), Float64Array.of(1, 2, 3))).toThrow(/y/)
  })
})
