import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Impact, impactOf } from './impact.ts'
import { MarketFrictions } from './market-frictions.ts'

const market = { volatilityPerDay: 0.04, lotsPerDay: 1_000_000 }
const squareRoot: Impact = { law: 'square-root', factor: 0.5, slippage: 0 }

describe('impact', () => {
  it('is factor x volatility x root of the share of a day, up to a whole tick', () => {
    // 0.5 x 4 % x sqrt(1 %) = 0.2 % of 60,000
    expect(impactOf(squareRoot, market, 60_000, 10_000)).toBe(120)
    expect(impactOf(squareRoot, market, 60_001, 10_000)).toBe(121)
  })

  it('is in proportion to the share where it is linear, and the slippage alone where it is none', () => {
    expect(impactOf({ ...squareRoot, law: 'linear' }, market, 60_000, 10_000)).toBe(12)
    expect(impactOf({ ...squareRoot, law: 'none' }, market, 60_000, 10_000)).toBe(0)
    const flat: Impact = { law: 'none', factor: 1, slippage: 0.001 }
    expect(impactOf(flat, market, 60_000, 1)).toBe(60)
  })

  it('never shrinks with the lots, the price or the factor', () => {
    const law = fc.constantFrom('none' as const, 'linear' as const, 'square-root' as const)
    const more = fc.integer({ min: 0, max: 1_000_000 })
    fc.assert(
      fc.property(law, more, more, more, (name, lots, ticks, extra) => {
        const impact: Impact = { law: name, factor: 0.7, slippage: 0.0002 }
        const base = impactOf(impact, market, ticks, lots)
        expect(impactOf(impact, market, ticks, lots + extra)).toBeGreaterThanOrEqual(base)
        expect(impactOf(impact, market, ticks + extra, lots)).toBeGreaterThanOrEqual(base)
        const stronger = { ...impact, factor: 0.8 }
        expect(impactOf(stronger, market, ticks, lots)).toBeGreaterThanOrEqual(base)
      }),
      { seed: 2, numRuns: 500 },
    )
  })
})

describe('frictions of a market', () => {
  const options = { impact: squareRoot, markets: [market], isSliced: true, seed: 4 }

  it('go on from a saved state', () => {
    const first = new MarketFrictions(options)
    first.slices(100)
    const twin = new MarketFrictions({ ...options, seed: 99 })
    twin.load(first.save())
    for (let i = 0; i < 50; i += 1) expect(twin.slices(500)).toEqual(first.slices(500))
  })

  it('leave an execution whole when they are not to cut it', () => {
    expect(new MarketFrictions({ ...options, isSliced: false }).slices(77)).toEqual([77])
  })
})
