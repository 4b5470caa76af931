import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/haircut.json' with { type: 'json' }
import { ArgumentError } from '../argument.ts'
import type { Adjustment } from '../hypothesis/index.ts'
import { haircutSharpe, sharpeProbability } from './haircut-sharpe.ts'

const adjustments = ['bonferroni', 'holm', 'benjamini-yekutieli'] as const

function near(value: number | undefined, wanted: number): void {
  const gap = Math.abs((value ?? Number.NaN) - wanted)
  expect(gap <= golden.tolerance * Math.abs(wanted) + 1e-12, `${value} for ${wanted}`).toBe(true)
}

it.each(golden.cases)('has $sharpe on $count by $adjustment from scipy', (wanted) => {
  const { sharpe, count, others } = wanted
  const adjustment: Adjustment = adjustments.find((name) => name === wanted.adjustment) ?? 'holm'
  const found = haircutSharpe({ sharpe, count }, others, adjustment)
  near(found?.probability, wanted.probability)
  near(found?.adjusted, wanted.adjusted)
  near(found?.sharpe, wanted.left)
  near(found?.haircut, wanted.haircut)
})

it('keeps 0.3 of 0.75 a year on 240 months among 200 tests, by hand', () => {
  // t = 0.75 × √20 = 3.354, of which Student's t has 0.00093; 200 times that is 0.185, which is a t
  // of 1.329; and 1.329 / √20 = 0.297 a year.
  const of = { sharpe: 0.75 / Math.sqrt(12), count: 240 }
  const left = haircutSharpe(of, new Float64Array(199).fill(1), 'bonferroni')
  expect(left?.probability).toBeCloseTo(0.00093, 5)
  expect(left?.adjusted).toBeCloseTo(0.185, 3)
  expect((left?.sharpe ?? 0) * Math.sqrt(12)).toBeCloseTo(0.297, 3)
  expect(left?.haircut).toBeCloseTo(1 - 0.297 / 0.75, 3)
})

describe('a haircut', () => {
  const ratio = fc.double({ min: 0.001, max: 0.5, noNaN: true })
  const count = fc.integer({ min: 8, max: 2_000 })
  const others = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 })

  it('takes between nothing and all, and the more the more was tried', () => {
    fc.assert(
      fc.property(ratio, count, others, (sharpe, n, tried) => {
        for (const adjustment of adjustments) {
          const fewer = haircutSharpe({ sharpe, count: n }, tried, adjustment)
          const more = haircutSharpe({ sharpe, count: n }, [...tried, 1], adjustment)
          if (fewer === undefined || more === undefined) continue
          expect(fewer.haircut).toBeGreaterThanOrEqual(0)
          expect(fewer.haircut).toBeLessThanOrEqual(1)
          expect(more.sharpe).toBeLessThanOrEqual(fewer.sharpe + 1e-12)
        }
      }),
    )
  })

  it('takes nothing of a ratio that was tried alone', () => {
    for (const adjustment of adjustments)
      expect(haircutSharpe({ sharpe: 0.2, count: 100 }, [], adjustment)?.haircut).toBeCloseTo(0, 9)
  })

  it('takes all where the probability comes to 1, and has none for a loss', () => {
    const of = { sharpe: 0.05, count: 100 }
    expect(haircutSharpe(of, [1, 1, 1], 'holm')).toMatchObject({ sharpe: 0, haircut: 1 })
    expect(haircutSharpe({ ...of, sharpe: 0 }, [], 'holm')).toBeUndefined()
    expect(haircutSharpe({ ...of, sharpe: -0.1 }, [], 'holm')).toBeUndefined()
    expect(haircutSharpe({ sharpe: 1e6, count: 1_000 }, [1], 'holm')).toBeUndefined()
  })

  it('declines what is no sample', () => {
    expect(() => sharpeProbability({ sharpe: Number.NaN, count: 9 })).toThrow(ArgumentError)
    for (const n of [1, 2.5, Number.NaN])
      expect(() => sharpeProbability({ sharpe: 1, count: n })).toThrow('count')
    expect(() => haircutSharpe({ sharpe: 1, count: 9 }, [2], 'holm')).toThrow(ArgumentError)
  })
})
