import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeRun } from '../../../test/e2e/report-run.ts'
import { BarColumns, dayUs, hourUs } from '../../domain/index.ts'
import { capacityCapitals, capacityCurve, halfLifeOf, marketSize } from './capacity.ts'

const point = (capital: number, sharpe: number | undefined, fills = 10) => ({
  ...{ capital, sharpe, fills, netPnl: 0, returnPct: 0, slippageBps: undefined },
  ...{ sharpeLow: undefined, sharpeHigh: undefined },
})

describe('half-life of a capacity curve', () => {
  it('is where half of the best ratio is left, evenly in the logarithm', () => {
    const found = halfLifeOf([point(1_000, 2), point(10_000, 1.5), point(100_000, 0.5)])
    expect(found.kind).toBe('reached')
    if (found.kind === 'reached') expect(found.capital).toBeCloseTo(Math.sqrt(1e4 * 1e5), 6)
  })

  it('is the capital itself where a point is exactly half', () => {
    const found = halfLifeOf([point(1_000, 2), point(10_000, 1), point(100_000, 0.5)])
    expect(found).toMatchObject({ kind: 'reached' })
    if (found.kind === 'reached') expect(found.capital).toBeCloseTo(10_000, 6)
  })

  it('does not measure by a capital that was too small for a lot', () => {
    const found = halfLifeOf([point(1_000, 8, 0), point(10_000, 2), point(100_000, 0)])
    if (found.kind === 'reached') expect(found.capital).toBeCloseTo(Math.sqrt(1e4 * 1e5), 6)
    else expect.unreachable()
  })

  it('begins at the best capital: a smaller one is held back by lots, not by impact', () => {
    const found = halfLifeOf([point(1_000, 0.5), point(10_000, 2), point(100_000, 0)])
    if (found.kind === 'reached') expect(found.capital).toBeCloseTo(Math.sqrt(1e4 * 1e5), 6)
    else expect.unreachable()
  })

  it('says when there is none', () => {
    expect(halfLifeOf([point(1_000, 2), point(10_000, 1.9)])).toEqual({ kind: 'not-reached' })
    expect(halfLifeOf([point(1_000, -1)])).toMatchObject({ kind: 'undefined' })
    expect(halfLifeOf([point(1_000, undefined)])).toMatchObject({ kind: 'undefined' })
    expect(halfLifeOf([])).toMatchObject({ kind: 'undefined' })
  })

  it('lies between the capitals it was found among', () => {
    const ratio = fc.double({ min: -3, max: 5, noNaN: true })
    fc.assert(
      fc.property(fc.array(ratio, { minLength: 1, maxLength: 9 }), (ratios) => {
        const points = ratios.map((sharpe, k) => point(capacityCapitals[k] ?? 0, sharpe))
        const found = halfLifeOf(points)
        if (found.kind !== 'reached') return
        expect(found.capital).toBeGreaterThanOrEqual(capacityCapitals[0] * (1 - 1e-9))
        expect(found.capital).toBeLessThanOrEqual((points.at(-1)?.capital ?? 0) * (1 + 1e-9))
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})

it('runs nine capitals, each once and in order', () => {
  const asked: number[] = []
  const { run } = makeRun({ bars: 2_000, intervalUs: hourUs })
  const found = capacityCurve({
    markets: [],
    impactFactor: 1,
    runWith: (capital) => {
      asked.push(capital)
      return run
    },
  })
  expect(asked).toEqual([...capacityCapitals])
  expect(found.points.map(({ netPnl }) => netPnl)).toEqual(
    asked.map(() => run.endEquity - run.startEquity),
  )
})

it('takes an ordinary day from the bars', () => {
  const bars = new BarColumns(2_400)
  // Up and down by one per cent a day, a lot traded every hour.
  for (let k = 0; k < 2_400; k += 1) {
    const price = Math.floor(k / 24) % 2 === 0 ? 10_000 : 10_100
    bars.push((k + 1) * hourUs, price, price, price, price, 1)
  }
  const size = marketSize(bars, hourUs)
  expect(size?.lotsPerDay).toBeCloseTo(24, 9)
  expect(size?.volatilityPerDay).toBeGreaterThan(0.0098)
  expect(size?.volatilityPerDay).toBeLessThan(0.0102)
  expect(marketSize(new BarColumns(1), dayUs)).toBeUndefined()
})
