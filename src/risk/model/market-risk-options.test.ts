import { describe, expect, it } from 'vitest'
import { dayUs, hourUs } from '../../domain/index.ts'
import { kellyShare } from './kelly-share.ts'
import { MarketRisk } from './market-risk.ts'
import {
  defaultMarketRisk,
  type MarketRiskOptions,
  newestWeight,
  requireMarketRiskOptions,
} from './market-risk-options.ts'
import { PriceGrid } from './price-grid.ts'
import { restoreArrays, savedArrays } from './saved-arrays.ts'

const accepts = (over: Partial<MarketRiskOptions>): boolean => {
  try {
    requireMarketRiskOptions({ ...defaultMarketRisk, ...over })
    return true
  } catch {
    return false
  }
}

describe('options', () => {
  it.each<
    readonly [edge: Partial<MarketRiskOptions>, beyond: readonly Partial<MarketRiskOptions>[]]
  >([
    [{ gridUs: 1 }, [{ gridUs: 0 }, { gridUs: -1 }, { gridUs: 0.5 }]],
    [
      { fastDays: 5, slowDays: 5 },
      [
        { fastDays: 5, slowDays: 4.9 },
        { fastDays: 0, slowDays: 5 },
      ],
    ],
    [{ fastShare: 0 }, [{ fastShare: -0.01 }, { fastShare: 1.01 }, { fastShare: Number.NaN }]],
    [{ fastShare: 1 }, [{ correlationDays: 0 }, { correlationDays: -1 }]],
    [{ correlationDays: 0.1 }, [{ returnsMin: 1 }, { returnsMin: Number.NaN }]],
    [{ returnsMin: 2 }, [{ level: 0.5 }, { level: 1 }, { level: Number.NaN }]],
    [{ level: 0.51 }, [{ degrees: 2 }, { degrees: Number.NaN }]],
    [{ degrees: 2.1 }, [{ hedgeTrust: -0.1 }, { hedgeTrust: 1.1 }]],
    [{ hedgeTrust: 0 }, [{ crisisRatio: [1, 2] }, { crisisRatio: [1, 0] }]],
    [{ hedgeTrust: 1, crisisRatio: [2, 2] }, [{ crisisCorrelation: [0.8, 0.9] }]],
    [{ crisisCorrelation: [0.8, 0.8] }, [{ volatilityTarget: 0 }, { volatilityTarget: -1 }]],
    [{ volatilityTarget: 0.01 }, [{ volatilityScaleMax: 0 }, { volatilityScaleMax: Number.NaN }]],
    [{ volatilityScaleMax: 0.1 }, [{ refitDays: 0 }, { refitDays: Number.NaN }]],
    [{ refitDays: 0.1 }, [{ fitReturns: [100, 29] }, { fitReturns: [99, 100] }]],
    [{ fitReturns: [30, 30] }, [{ gridUs: Number.NaN }]],
  ])('may be %o, and not beyond', (edge, beyond) => {
    expect(accepts(edge)).toBe(true)
    for (const each of beyond) expect([each, accepts(each)]).toEqual([each, false])
  })

  it('that mean nothing make no market risk', () => {
    expect(() => new MarketRisk(1, { level: 2 })).toThrow(/level must be within 0.5 to 1, was 2/)
  })

  it('say what the newest weighs, and never less than eight steps long', () => {
    expect(newestWeight(30, hourUs)).toBe(Math.LN2 / (720 + Math.LN2))
    expect(newestWeight(8, dayUs)).toBe(Math.LN2 / (8 + Math.LN2))
    expect(newestWeight(1, dayUs)).toBe(newestWeight(8, dayUs))
  })
})

describe('saved arrays', () => {
  it('come back with NaN for what is not finite, or change nothing', () => {
    const arrays = [Float64Array.of(1, Number.NaN), Float64Array.of(Number.POSITIVE_INFINITY)]
    expect(savedArrays(arrays)).toEqual([[1, null], [null]])
    const read = (saved: unknown): readonly (readonly number[])[] | false => {
      const into = [Float64Array.of(7, 7), Float64Array.of(7)]
      const fits = restoreArrays(saved as never, into)
      const now = into.map((each) => [...each])
      if (!fits) expect(now).toEqual([[7, 7], [7]])
      return fits && now
    }
    expect(read(savedArrays(arrays))).toEqual([[1, Number.NaN], [Number.NaN]])
    for (const wrong of [
      ...[undefined, null, 'x', {}, [], [[1, 2]], [[1, 2], [3], [4]], [[1], [3]]],
      ...[Number.NaN, Number.POSITIVE_INFINITY].map((value) => [[value, 2], [3]]),
      ...[
        [
          [1, 2],
          [3, 4],
        ],
        [[1, 2], 3],
        [['1', 2], [3]],
        [[1, 2], [true]],
        [[1, 2], [{}]],
      ],
    ])
      expect([wrong, read(wrong)]).toEqual([wrong, false])
  })
})

describe('a grid of prices', () => {
  const loads = (over: Record<string, unknown>): boolean => {
    const grid = new PriceGrid(2, 10)
    return grid.load({ ...(new PriceGrid(2, 10).save() as object), ...over } as never)
  }

  it('is taken from a state that is whole, and from no other', () => {
    expect(loads({})).toBe(true)
    for (const name of ['next', 'last', 'arrived', 'expected', 'fresh', 'arrays'])
      for (const wrong of [undefined, 'x', null])
        expect([name, loads({ [name]: wrong })]).toEqual([name, false])
    expect(loads({ fresh: [0] })).toBe(false)
    expect(loads({ arrays: [[0, 0]] })).toBe(false)
  })

  it('waits for as many as had a close at the last boundary, and takes who is late in', () => {
    const grid = new PriceGrid(3, 10)
    grid.moveTo(10)
    expect(grid.sample()).toBe(false)
    expect([grid.take(0, 10, 100), grid.take(1, 9, 50), grid.take(1, 10, 50)]).toEqual([
      ...[false, false, false],
    ])
    expect([grid.sample(), [...grid.steps]]).toEqual([true, [0, 0, 0]])
    expect([grid.late(2, 70), grid.late(2, 71)]).toEqual([false, false])
    grid.moveTo(20)
    grid.take(0, 20, 110)
    expect([grid.take(1, 20, 50), grid.take(2, 20, 77)]).toEqual([false, true])
    grid.sample()
    expect([...grid.returns].map((each) => Math.round(1_000 * each))).toEqual([100, 0, 100])
    expect([...grid.steps]).toEqual([1, 1, 1])
    grid.moveTo(30)
    grid.take(0, 30, Number.NaN)
    grid.take(1, 30, 200)
    grid.sample()
    expect([[...grid.steps], grid.returns[1]]).toEqual([[0, 1, 0], 1])
    expect(grid.late(0, 121)).toBe(true)
    expect([grid.steps[0], Math.round(1_000 * (grid.returns[0] ?? 0))]).toEqual([1, 100])
  })
})

describe('a Kelly bet', () => {
  const even = { confidence: 0.6, price: 100, stop: 90, target: 110, fraction: 0.25 }

  it('is a quarter at most, and nothing for odds or prices that make no sense', () => {
    expect(kellyShare(even)).toBeCloseTo(0.25 * 0.2 * 10, 9)
    expect(kellyShare({ ...even, fraction: 1 })).toBe(kellyShare(even))
    expect(kellyShare({ ...even, confidence: 1 })).toBeCloseTo(2.5, 9)
    for (const wrong of [
      ...[{ confidence: 0.5 }, { confidence: 0 }, { confidence: -0.1 }, { confidence: 1.1 }],
      ...[{ stop: 0 }, { stop: -5 }, { stop: 100 }, { target: 100 }, { stop: 110 }, { target: 90 }],
      ...[
        { price: -100, stop: -110, target: -90 },
        { price: Number.NaN },
        { fraction: Number.NaN },
      ],
    ])
      expect([wrong, kellyShare({ ...even, ...wrong })]).toEqual([wrong, 0])
  })
})
