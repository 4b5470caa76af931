import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import {
  bridgedTouch,
  estimateMean,
  gamblersRuin,
  geometricBrownianMotion,
  ruinOfGeometricBrownianMotion,
  touch,
} from './index.ts'

describe('ruin', () => {
  const drifting = { drift: 0.05, volatility: 0.4 }
  const law = geometricBrownianMotion({ start: 1, ...drifting })
  const wanted = ruinOfGeometricBrownianMotion({ levelShare: 0.7, ...drifting, horizonYears: 1 })

  it('is found between the steps by the bridge, and missed by the steps alone', () => {
    const ask = { law, grid: { paths: 20_000, steps: 12, horizonYears: 1 } }
    const bridge = bridgedTouch({ level: 0.7, volatility: 0.4, stepYears: 1 / 12 })
    const found = estimateMean({ ...ask, random: Random.fromSeed(1), payoff: bridge })
    expect(Math.abs(found.mean - wanted) / found.standardError).toBeLessThan(3)
    const seen = estimateMean({ ...ask, random: Random.fromSeed(1), payoff: touch(0.7) })
    expect(wanted - seen.mean).toBeGreaterThan(5 * seen.standardError)
  })

  it('is sure at the start, and over an endless time where the median falls', () => {
    expect(ruinOfGeometricBrownianMotion({ levelShare: 1, ...drifting, horizonYears: 1 })).toBe(1)
    const forEver = { levelShare: 0.5, horizonYears: Number.POSITIVE_INFINITY }
    expect(ruinOfGeometricBrownianMotion({ ...forEver, ...drifting })).toBe(1)
    const rising = ruinOfGeometricBrownianMotion({ ...forEver, drift: 0.2, volatility: 0.4 })
    expect(rising).toBeCloseTo(Math.exp((2 * 0.12 * Math.log(0.5)) / 0.16), 12)
    const long = { levelShare: 0.5, drift: 0.2, volatility: 0.4, horizonYears: 1e5 }
    expect(ruinOfGeometricBrownianMotion(long)).toBeCloseTo(rising, 10)
  })

  it('grows with time and with the level', () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })
    const drift = fc.double({ min: -2, max: 2, noNaN: true })
    fc.assert(
      fc.property(share, share, drift, share, (one, other, growth, volatility) => {
        const [low, high] = one < other ? [one, other] : [other, one]
        const at = (levelShare: number, horizonYears: number): number =>
          ruinOfGeometricBrownianMotion({ levelShare, drift: growth, volatility, horizonYears })
        expect(at(low, 1)).toBeLessThanOrEqual(at(high, 1) + 1e-10)
        expect(at(low, 1)).toBeLessThanOrEqual(at(low, 2) + 1e-10)
        expect(at(low, 1)).toBeGreaterThanOrEqual(0)
        expect(at(high, 2)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('of a gambler is fair, sure, or a power of the odds', () => {
    expect(gamblersRuin({ winProbability: 0.5, stake: 3, target: 4 })).toBe(0.25)
    expect(gamblersRuin({ winProbability: 0.5, stake: 0, target: 4 })).toBe(1)
    expect(gamblersRuin({ winProbability: 0.3, stake: 0, target: 4 })).toBe(1)
    expect(gamblersRuin({ winProbability: 0.7, stake: 4, target: 4 })).toBe(0)
    const house = { stake: 2, target: Number.POSITIVE_INFINITY }
    expect(gamblersRuin({ winProbability: 0.4, ...house })).toBe(1)
    expect(gamblersRuin({ winProbability: 0.6, ...house })).toBeCloseTo(4 / 9, 12)
    expect(gamblersRuin({ winProbability: 0.01, stake: 1_000, target: 2_000 })).toBeCloseTo(1, 12)
    expect(() => gamblersRuin({ winProbability: 1, stake: 1, target: 2 })).toThrow(ArgumentError)
    expect(() => gamblersRuin({ winProbability: 0.5, stake: 3, target: 2 })).toThrow(ArgumentError)
  })
})
