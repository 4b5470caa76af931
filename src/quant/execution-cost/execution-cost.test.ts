import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/execution-cost.json' with { type: 'json' }
import { ArgumentError } from '../argument.ts'
import { mean } from '../moments.ts'
import {
  asymptoticQuotes,
  avellanedaStoikov,
  boundedQuotes,
  executionFrontier,
  kyleAuction,
  liquidationCost,
  optimalLiquidation,
  squareRootImpact,
} from './index.ts'

function expectNear(found: number | undefined, wanted: number | undefined): void {
  const of = wanted ?? Number.NaN
  expect(Math.abs((found ?? Number.NaN) - of) / Math.max(1e-9, Math.abs(of))).toBeLessThan(
    golden.tolerance,
  )
}

it('sells a million shares as Almgren and Chriss publish it', () => {
  const { terms, riskAversion, kappa, holdings } = golden.published
  const plan = optimalLiquidation(terms, riskAversion)
  expect(plan.kappa).toBeCloseTo(kappa, 8)
  holdings.forEach((held, i) => expect(plan.holdings[i + 1]).toBeCloseTo(held, 3))
})

it.each(golden.plans)('minimises the quadratic as numpy does at $riskAversion', (of) => {
  const plan = optimalLiquidation(of.terms, of.riskAversion)
  of.holdings.forEach((held, i) => expectNear(plan.holdings[i], held))
  expectNear(plan.costMean, of.costMean)
  expectNear(plan.costVariance, of.costVariance)
  expect(plan.trades.reduce((sum, sold) => sum + sold, 0)).toBeCloseTo(of.terms.shares, 6)
})

describe('a liquidation', () => {
  const { terms } = golden.published

  it('is never cheaper by any other way of selling', () => {
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 4,
      maxLength: 4,
    })
    const aversions = fc.double({ min: 0, max: 1e-5, noNaN: true })
    fc.assert(
      fc.property(cuts, aversions, (shares, riskAversion) => {
        const inner = shares.toSorted((a, b) => b - a).map((share) => share * 1e6)
        const other = liquidationCost(terms, Float64Array.of(1e6, ...inner, 0))
        const best = optimalLiquidation(terms, riskAversion)
        const utility = (plan: typeof other): number =>
          plan.costMean + riskAversion * plan.costVariance
        expect(utility(best)).toBeLessThanOrEqual(utility(other) * (1 + 1e-12))
      }),
    )
  })

  it('costs more and varies less along the frontier', () => {
    const plans = executionFrontier(terms, [0, 1e-8, 1e-7, 1e-6, 1e-5, 1e-2, 1e6])
    plans.slice(1).forEach((plan, i) => {
      expect(plan.costMean).toBeGreaterThan(plans[i]?.costMean ?? 0)
      expect(plan.costVariance).toBeLessThan(plans[i]?.costVariance ?? 0)
    })
    expect(plans[0]?.trades.every((sold) => Math.abs(sold - 200_000) < 1e-9)).toBe(true)
    expect(plans[0]?.kappa).toBe(0)
  })

  it('in one interval is one trade', () => {
    const plan = optimalLiquidation({ ...terms, intervals: 1, permanentImpact: 0 }, 1e-6)
    expect(plan.trades).toEqual(Float64Array.of(1e6))
    expect(plan.costVariance).toBe(0)
  })

  it('declines terms that are none, and holdings of another form', () => {
    for (const wrong of [
      { shares: 0 },
      { days: -1 },
      { intervals: 1.5 },
      { volatility: Number.NaN },
      { temporaryImpact: 0 },
      { permanentImpact: 1e-5 },
      { fixedCost: -1 },
    ])
      expect(() => optimalLiquidation({ ...terms, ...wrong }, 1e-6)).toThrow(ArgumentError)
    expect(() => optimalLiquidation(terms, -1)).toThrow(ArgumentError)
    for (const holdings of [
      [1e6, 0],
      [1e6, 1, 1, 1, 1, 1],
      [1, 1, 1, 1, 1, 0],
      [1e6, 1, 1, 1, Number.NaN, 0],
    ])
      expect(() => liquidationCost(terms, Float64Array.from(holdings))).toThrow(ArgumentError)
  })
})

describe('the quotes of Avellaneda and Stoikov', () => {
  const model = { volatility: 2, decay: 1.5, mid: 100, inventory: 0 }
  const times = Float64Array.from({ length: 200 }, (_, step) => 1 - step * 0.005)

  it.each([
    [0.1, 1.49],
    [0.01, 1.35],
  ])(
    'have over the session the mean spread of their table at aversion %s',
    (riskAversion, spread) => {
      const spreads = times.map(
        (timeLeft) => avellanedaStoikov({ ...model, riskAversion, timeLeft }).spread,
      )
      expect(mean(spreads)).toBeCloseTo(spread, 2)
    },
  )

  it('lean against the inventory, and no more at the horizon', () => {
    const at = (inventory: number, timeLeft: number): ReturnType<typeof avellanedaStoikov> =>
      avellanedaStoikov({ ...model, riskAversion: 0.1, inventory, timeLeft })
    expect(at(3, 1).reservationPrice).toBeCloseTo(100 - 3 * 0.1 * 4, 12)
    expect(at(-3, 1).reservationPrice).toBeCloseTo(100 + 3 * 0.1 * 4, 12)
    expect(at(3, 0).reservationPrice).toBe(100)
    expect(at(3, 0.5).ask - at(3, 0.5).bid).toBeCloseTo(at(0, 0.5).spread, 12)
  })

  it('decline a model that is none', () => {
    for (const wrong of [
      { riskAversion: 0 },
      { volatility: 0 },
      { decay: -1 },
      { timeLeft: -1 },
      { mid: Number.NaN },
    ])
      expect(() =>
        avellanedaStoikov({ ...model, riskAversion: 0.1, timeLeft: 1, ...wrong }),
      ).toThrow(ArgumentError)
  })
})

describe.each(golden.quotes)('quotes with at most $inventoryMax units', (of) => {
  it('are those of the eigenvector', () => {
    const found = boundedQuotes(of)
    // Beyond a dozen units the eigenvector of numpy is rounding alone.
    of.bids.forEach((bid, i) => {
      const inventory = i - of.inventoryMax
      if (Math.abs(inventory) <= 12) expect(found[i]?.bid).toBeCloseTo(bid, 8)
      expect(found[2 * of.inventoryMax - i]?.ask).toBe(found[i]?.bid)
    })
    expect(found[2 * of.inventoryMax]?.bid).toBeUndefined()
    expect(found[0]?.ask).toBeUndefined()
  })

  it('have the closed approximation beside them', () => {
    of.linearBids.forEach((bid, i) => {
      const inventory = i - of.inventoryMax
      const found = asymptoticQuotes({ ...of, inventory })
      expectNear(found.bid, bid)
      expect(found.ask === undefined).toBe(inventory === -of.inventoryMax)
    })
    expect(asymptoticQuotes({ ...of, inventory: of.inventoryMax }).bid).toBeUndefined()
    expect(() => asymptoticQuotes({ ...of, inventory: of.inventoryMax + 1 })).toThrow(ArgumentError)
    expect(() => boundedQuotes({ ...of, inventoryMax: 0 })).toThrow(ArgumentError)
    expect(() => boundedQuotes({ ...of, arrivalRate: 0 })).toThrow(ArgumentError)
  })
})

it('bids farther away for every unit more, up to the largest bound', () => {
  const model = { riskAversion: 0.1, volatility: 2, decay: 1.5, arrivalRate: 140 }
  const found = boundedQuotes({ ...model, inventoryMax: 200 })
  for (let i = 1; i < 400; i += 1)
    expect(found[i]?.bid).toBeGreaterThan(found[i - 1]?.bid ?? Number.NaN)
})

it('has the equilibrium of Kyle', () => {
  expect(kyleAuction({ valueDeviation: 1, noiseDeviation: 1 })).toEqual({
    lambda: 0.5,
    beta: 1,
    varianceLeft: 0.5,
    profitMean: 0.5,
  })
  const found = kyleAuction({ valueDeviation: 2, noiseDeviation: 5 })
  // The market maker's price is the mean of the value given the orders: a regression.
  const slope = (found.beta * 4) / (found.beta * found.beta * 4 + 25)
  expect(found.lambda).toBeCloseTo(slope, 12)
  // And no other trading pays the insider more: the profit is beta (1 - lambda beta) variance.
  expect(found.profitMean).toBeCloseTo(found.beta * (1 - found.lambda * found.beta) * 4, 12)
  expect(found.beta).toBeCloseTo(1 / (2 * found.lambda), 12)
  expect(() => kyleAuction({ valueDeviation: 0, noiseDeviation: 1 })).toThrow(ArgumentError)
})

it('moves the price by the root of the size', () => {
  const day = { volume: 1e6, volatility: 0.02 }
  expect(squareRootImpact({ ...day, size: 1e4 })).toBeCloseTo(0.002, 12)
  expect(squareRootImpact({ ...day, size: 4e4, coefficient: 0.5 })).toBeCloseTo(0.002, 12)
  expect(squareRootImpact({ ...day, size: 0 })).toBe(0)
  expect(() => squareRootImpact({ ...day, size: -1 })).toThrow(ArgumentError)
  expect(() => squareRootImpact({ ...day, volume: 0, size: 1 })).toThrow(ArgumentError)
})
