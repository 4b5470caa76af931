import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/option.json' with { type: 'json' }
import { ArgumentError } from '../argument.ts'
import {
  black76,
  blackScholes,
  blackScholesGreeks,
  digitalOption,
  impliedVolatility,
} from './index.ts'

function expectNear(found: number | undefined, wanted: number, tolerance: number): void {
  expect(Math.abs((found ?? Number.NaN) / wanted - 1)).toBeLessThan(tolerance)
}

it.each(golden.published)('prices as published: $source', (of) => {
  expect(blackScholes(of)).toBeCloseTo(of.price, of.digits)
})

describe.each(golden.cases)('isCall $isCall, $spot at $strike, $years years, $volatility', (of) => {
  it('has the price and every Greek of mpmath', () => {
    expectNear(blackScholes(of), of.price, golden.tolerance)
    const found = blackScholesGreeks(of)
    const names = Object.keys(of.greeks)
    expect(names.toSorted()).toEqual(Object.keys(found).toSorted())
    for (const [name, wanted] of Object.entries(of.greeks)) {
      const value = Object.entries(found).find(([key]) => key === name)?.[1]
      expectNear(value, wanted, 1e-11)
    }
  })
})

it('has the prices of mpmath far from the money, to their own last digits', () => {
  expect(golden.prices.length).toBeGreaterThan(30)
  for (const of of golden.prices) {
    // The logarithm of spot over strike, squared, is in the exponent: its rounding is the limit.
    const h = Math.log(of.spot / of.strike) / of.volatility
    expectNear(blackScholes(of), of.price, 8e-15 * (1 + (h * h) / 2))
  }
})

it('finds the volatility of the prices of mpmath', () => {
  for (const of of golden.prices) {
    const found = impliedVolatility(of.price, of)
    expectNear(found, of.volatility, 1e-12)
  }
})

it.each(golden.digital)('prices the digital option, isCall $isCall, $pays at $strike', (of) => {
  const found =
    of.pays === 'cash'
      ? digitalOption({ ...of, pays: 'cash' })
      : digitalOption({ ...of, pays: 'asset' })
  expectNear(found, of.price, 1e-12)
})

const positive = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp)
const rates = fc.double({ min: -0.2, max: 0.3, noNaN: true })
const terms = fc.record({
  spot: positive(1e-3, 1e6),
  moneyness: positive(1e-3, 1e3),
  years: positive(1e-3, 30),
  total: positive(1e-4, 6),
  rate: rates,
  dividendYield: rates,
})

it('brings the volatility back to 1e-12 from any price out of the money', () => {
  fc.assert(
    fc.property(terms, ({ spot, moneyness, years, total, rate, dividendYield }) => {
      const strike = spot * moneyness
      const volatility = total / Math.sqrt(years)
      const isCall = strike >= spot * Math.exp((rate - dividendYield) * years)
      const of = { isCall, spot, strike, years, rate, dividendYield }
      const price = blackScholes({ ...of, volatility })
      fc.pre(price / spot > 1e-300)
      expectNear(impliedVolatility(price, of), volatility, 1e-12)
    }),
    { numRuns: 3_000, seed: 1 },
  )
})

it('brings the volatility back in the money as far as the price has digits for it', () => {
  fc.assert(
    fc.property(terms, ({ spot, moneyness, years, total, rate, dividendYield }) => {
      const strike = spot * moneyness
      const volatility = total / Math.sqrt(years)
      const isCall = strike < spot * Math.exp((rate - dividendYield) * years)
      const of = { isCall, spot, strike, years, rate, dividendYield }
      const price = blackScholes({ ...of, volatility })
      const { vega } = blackScholesGreeks({ ...of, volatility })
      const lost = (4e-16 * price) / (vega * volatility)
      fc.pre(lost < 1e-4)
      expectNear(impliedVolatility(price, of), volatility, 1e-12 + 8 * lost)
    }),
    { numRuns: 2_000, seed: 2 },
  )
})

it('keeps put-call parity, bounds, and the order of volatilities', () => {
  fc.assert(
    fc.property(terms, ({ spot, moneyness, years, total, rate, dividendYield }) => {
      const of = { spot, strike: spot * moneyness, years, rate, dividendYield }
      const volatility = total / Math.sqrt(years)
      const call = blackScholes({ ...of, volatility, isCall: true })
      const put = blackScholes({ ...of, volatility, isCall: false })
      const paid = spot * Math.exp(-dividendYield * years)
      const owed = of.strike * Math.exp(-rate * years)
      expect(Math.abs(call - put - (paid - owed))).toBeLessThan(1e-12 * (paid + owed))
      expect(call).toBeLessThanOrEqual(paid * (1 + 1e-14))
      expect(put).toBeLessThanOrEqual(owed * (1 + 1e-14))
      expect(
        blackScholes({ ...of, volatility: volatility * 1.01, isCall: true }),
      ).toBeGreaterThanOrEqual(call * (1 - 1e-14))
    }),
  )
})

it('is the sum of its digital parts', () => {
  const of = { isCall: true, spot: 90, strike: 100, years: 0.5, volatility: 0.4, rate: 0.03 }
  const parts =
    digitalOption({ ...of, pays: 'asset' }) - digitalOption({ ...of, pays: 'cash', cash: 100 })
  expect(parts).toBeCloseTo(blackScholes(of), 12)
})

it('prices an option on a future as on a spot that grows at the rate', () => {
  const of = { isCall: true, strike: 19, years: 0.75, volatility: 0.28, rate: 0.1 }
  // Haug 2007, 1.1.4.
  expect(black76({ ...of, isCall: true, forward: 19 })).toBeCloseTo(1.7011, 4)
  const spot = 19 * Math.exp(-0.075)
  expect(black76({ ...of, forward: 19 })).toBeCloseTo(blackScholes({ ...of, spot }), 12)
})

describe('without time or volatility', () => {
  const of = { isCall: true, spot: 100, strike: 90, years: 0, volatility: 0.3 }

  it('is worth what it would pay', () => {
    expect(blackScholes(of)).toBe(10)
    expect(blackScholes({ ...of, isCall: false })).toBe(0)
    expect(blackScholes({ ...of, years: 1, volatility: 0, rate: 0.1 })).toBeCloseTo(
      100 - 90 * Math.exp(-0.1),
      12,
    )
    expect(digitalOption({ ...of, pays: 'cash', cash: 3 })).toBe(3)
    expect(digitalOption({ ...of, strike: 100, pays: 'asset' })).toBe(0)
  })

  it('has no Greeks, and no implied volatility', () => {
    expect(() => blackScholesGreeks(of)).toThrow(ArgumentError)
    expect(() => blackScholesGreeks({ ...of, years: 1, volatility: 0 })).toThrow(ArgumentError)
    expect(() => impliedVolatility(10, of)).toThrow(ArgumentError)
  })
})

describe('an implied volatility', () => {
  const of = { isCall: true, spot: 100, strike: 90, years: 1 }

  it('is none of a price with arbitrage', () => {
    expect(impliedVolatility(9.99, of)).toBeUndefined()
    expect(impliedVolatility(100, of)).toBeUndefined()
    expect(impliedVolatility(-1, { ...of, strike: 110 })).toBeUndefined()
    expect(impliedVolatility(90, { ...of, isCall: false })).toBeUndefined()
  })

  it('is 0 of the intrinsic value, and small just above', () => {
    expect(impliedVolatility(10, of)).toBe(0)
    expect(impliedVolatility(0, { ...of, strike: 110 })).toBe(0)
    const small = impliedVolatility(1e-280, { ...of, strike: 110 }) ?? 0
    expect(small).toBeGreaterThan(0)
    expect(blackScholes({ ...of, strike: 110, volatility: small }) / 1e-280).toBeCloseTo(1, 9)
  })

  it('is large just below the bound', () => {
    const large = impliedVolatility(100 - 1e-9, of) ?? 0
    expect(large).toBeGreaterThan(10)
    expect(large).toBeLessThan(16)
  })
})

it.each([
  { spot: 0 },
  { spot: Number.NaN },
  { strike: -1 },
  { years: -1 },
  { rate: 11 },
  { dividendYield: Number.POSITIVE_INFINITY },
  { volatility: -0.1 },
  { volatility: Number.NaN },
])('declines %s', (wrong) => {
  const of = { isCall: true, spot: 100, strike: 100, years: 1, volatility: 0.2, ...wrong }
  expect(() => blackScholes(of)).toThrow(ArgumentError)
  expect(() => digitalOption({ ...of, pays: 'asset' })).toThrow(ArgumentError)
})
