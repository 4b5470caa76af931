import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/metrics.json' with { type: 'json' }
import { dayUs } from '../../domain/index.ts'
import type { EquityCurve } from '../../engine/index.ts'
import { type CurveFigures, curveFigures } from './curve-figures.ts'

/** Daily equity, closing at midnight, that earns `returns` one after the other. */
function earned(returns: readonly number[]): EquityCurve {
  let last = 100_000
  return {
    length: returns.length,
    ts: Float64Array.from(returns, (_, day) => (day + 1) * dayUs),
    equity: Float64Array.from(returns, (value) => {
      last *= 1 + value
      return last
    }),
    exposure: new Float32Array(returns.length),
  }
}

const figuresOf = (returns: readonly number[]): CurveFigures =>
  curveFigures(earned(returns), 100_000, dayUs)

const measured = Object.entries(golden.samples).flatMap(([name, { values, performance }]) =>
  performance === null ? [] : [{ name, values, performance }],
)

it.each(measured)('agrees with empyrical on golden sample $name', ({ values, performance }) => {
  const found = figuresOf(values)
  expect(found.cagrPct).toBeCloseTo(performance.cagr * 100, 7)
  expect(found.volatilityPct).toBeCloseTo(performance.volatility * 100, 7)
  expect(found.sharpe?.value).toBeCloseTo(performance.sharpe, 9)
  expect(found.sortino).toBeCloseTo(performance.sortino, 9)
  expect(found.calmar).toBeCloseTo(performance.calmar, 9)
  expect(found.drawdowns.max).toBeCloseTo(performance.drawdownMax, 9)
})

describe('curveFigures', () => {
  it('brackets Sharpe with an interval and says how many returns it rests on', () => {
    const { sharpe } = figuresOf(golden.samples.fat.values)
    expect(sharpe?.count).toBe(90)
    expect(sharpe?.low).toBeCloseTo(-0.3575860002764585 * Math.sqrt(365), 9)
    expect(sharpe?.high).toBeCloseTo(0.02806974501663237 * Math.sqrt(365), 9)
    expect(sharpe?.isPositive).toBeCloseTo(0.047001054548842076, 9)
  })

  it('leaves undefined what nothing, one bar or a flat line cannot say', () => {
    for (const returns of [[], [0.01], new Array<number>(40).fill(0)]) {
      const found = figuresOf(returns)
      expect(found.sharpe).toBeUndefined()
      expect(found.sortino).toBeUndefined()
      expect(found.calmar).toBeUndefined()
      expect(Number.isFinite(found.returnPct)).toBe(true)
    }
  })

  it('does not extrapolate a year from less than 30 days', () => {
    expect(figuresOf(new Array<number>(29).fill(0.01)).cagrPct).toBeUndefined()
    expect(figuresOf(new Array<number>(30).fill(0.01)).cagrPct).toBeGreaterThan(0)
  })

  it('says −100 % a year of an equity that is gone', () => {
    const found = figuresOf([...new Array<number>(35).fill(0.001), -1, 0])
    expect(found.cagrPct).toBe(-100)
    expect(found.drawdowns.max).toBe(1)
  })
})
