import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { estimateMean, geometricBrownianMotion } from './index.ts'

describe('an estimate', () => {
  const law = geometricBrownianMotion({ start: 1, drift: 0, volatility: 0.2 })
  const last = (block: { steps: number; values: Float64Array }, path: number): number =>
    block.values[path * (block.steps + 1) + block.steps] ?? 0
  const ask = { law, grid: { paths: 2_000, steps: 1, horizonYears: 1 } }

  it('has no error left when the control is the payoff itself', () => {
    const found = estimateMean({
      ...ask,
      random: Random.fromSeed(1),
      payoff: last,
      control: { payoff: last, mean: 1 },
    })
    expect(found.mean).toBeCloseTo(1, 12)
    expect(found.standardError).toBeLessThan(1e-9)
    expect(found.controlCoefficient).toBeCloseTo(1, 12)
  })

  it('is left alone by a control that never moves', () => {
    const plain = estimateMean({ ...ask, random: Random.fromSeed(1), payoff: last })
    const control = { payoff: () => 4, mean: 5 }
    const found = estimateMean({ ...ask, random: Random.fromSeed(1), payoff: last, control })
    expect(found.mean).toBe(plain.mean)
    expect(found.controlCoefficient).toBe(0)
    expect(plain.controlCoefficient).toBeUndefined()
    expect(plain.varianceReduction).toBeCloseTo(1, 12)
  })

  it('says undefined of the reduction when there is no variance', () => {
    const found = estimateMean({ ...ask, random: Random.fromSeed(1), payoff: () => 3 })
    expect(found).toMatchObject({ mean: 3, standardError: 0, varianceReduction: undefined })
  })

  it('covers the true mean as often as its error says', () => {
    const isOff = (seed: number, isAntithetic: boolean): boolean => {
      const of = { ...ask.grid, paths: 200, isAntithetic }
      const found = estimateMean({ law, grid: of, random: Random.fromSeed(seed), payoff: last })
      return Math.abs(found.mean - 1) > 1.96 * found.standardError
    }
    for (const isAntithetic of [false, true]) {
      let off = 0
      for (let seed = 0; seed < 600; seed += 1) off += isOff(seed, isAntithetic) ? 1 : 0
      // 5 % of 600 within three binomial deviations, and a little for the skew of 100 pairs.
      expect(off).toBeGreaterThan(14)
      expect(off).toBeLessThan(50)
    }
  })

  it('declines too few paths, and payoffs that are not finite', () => {
    const random = Random.fromSeed(1)
    const one = { ...ask.grid, paths: 1 }
    expect(() => estimateMean({ ...ask, grid: one, random, payoff: last })).toThrow(ArgumentError)
    expect(() => estimateMean({ ...ask, random, payoff: () => Number.NaN })).toThrow(ArgumentError)
  })
})
