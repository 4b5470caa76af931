import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { micros, minuteUs } from '../../domain/index.ts'
import type { Trade } from '../../engine/index.ts'
import { tradeFigures, tradeReturn } from './trade-figures.ts'

function trade(netPnl: number, minutes = 1): Trade {
  return {
    instrument: 0,
    side: 'long',
    tsEntry: micros(0),
    tsExit: micros(minutes * minuteUs),
    entryPrice: 100,
    exitPrice: 100,
    quantity: 2,
    netPnl,
    fees: 0,
    exitRole: 'exit',
  }
}

const figuresOf = (...results: readonly number[]): ReturnType<typeof tradeFigures> =>
  tradeFigures(results.map((result) => trade(result)))

describe('tradeFigures', () => {
  it('counts wins, losses and neither', () => {
    const found = figuresOf(30, -10, 0, 20, 10, -20)
    expect(found).toMatchObject({ count: 6, wins: 3, losses: 2, winRate: 0.5, profitFactor: 2 })
    expect(found).toMatchObject({ expectancy: 5, averageWin: 20, averageLoss: -15 })
    expect(found.payoff).toBeCloseTo(4 / 3, 12)
    expect(found).toMatchObject({ winStreak: 2, lossStreak: 1 })
  })

  it('counts what is still open like any other, and what was sold short', () => {
    const lost = { ...trade(-90), side: 'short' as const, exitRole: 'open' as const }
    const found = tradeFigures([trade(10), trade(10), lost])
    expect(found).toMatchObject({ count: 3, open: 1, openPnl: -90, shorts: 1 })
    expect(found).toMatchObject({ winRate: 2 / 3, profitFactor: 20 / 90, losses: 1 })
    expect(figuresOf(1, 2)).toMatchObject({ open: 0, openPnl: 0, shorts: 0 })
  })

  it('has no profit factor without a losing trade, and says why', () => {
    expect(figuresOf(5, 6).profitFactor).toBeUndefined()
    expect(figuresOf(5, 6).profitFactorAbsent).toBe('no losing trade')
    expect(figuresOf().profitFactorAbsent).toBe('no trades')
    expect(figuresOf(-1).profitFactorAbsent).toBeUndefined()
    expect(figuresOf(-1).profitFactor).toBe(0)
  })

  it('defines nothing of no trades, and no interval of one', () => {
    const none = figuresOf()
    expect(none.winRate).toBeUndefined()
    expect(none.expectancy).toBeUndefined()
    expect(none.holding).toEqual({ medianUs: undefined, meanUs: undefined, longestUs: undefined })
    expect(figuresOf(4).expectancyInterval).toBeUndefined()
  })

  it('measures how long trades were held', () => {
    const { holding } = tradeFigures([trade(1, 1), trade(1, 2), trade(1, 9)])
    expect(holding).toEqual({
      medianUs: 2 * minuteUs,
      meanUs: 4 * minuteUs,
      longestUs: 9 * minuteUs,
    })
  })

  it('keeps its figures consistent with each other', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 2 }), (results) => {
        const found = figuresOf(...results)
        const sum = results.reduce((total, value) => total + value, 0)
        const fromParts =
          found.wins * (found.averageWin ?? 0) + found.losses * (found.averageLoss ?? 0)
        expect(fromParts).toBeCloseTo(sum, 6)
        const [low, high] = found.expectancyInterval ?? [Number.NaN, Number.NaN]
        expect(low).toBeLessThanOrEqual(found.expectancy ?? Number.NaN)
        expect(high).toBeGreaterThanOrEqual(found.expectancy ?? Number.NaN)
        expect(found.winStreak).toBeLessThanOrEqual(found.wins)
      }),
    )
  })
})

it('returns a trade’s result on the notional at entry', () => {
  expect(tradeReturn(trade(10))).toBe(0.05)
})
