import { describe, expect, it } from 'vitest'
import { madeStrategies, normals } from '../../../test/golden/quant/made-returns.ts'
import { overfitting } from './index.ts'

const none = Number.NaN

describe('overfitting', () => {
  it('is rare when one strategy is far the best, and about even when all are noise', () => {
    expect(overfitting(madeStrategies(20, 400, 0.8), { blocks: 10 }).probability).toBe(0)
    const noise = overfitting(madeStrategies(20, 400), { blocks: 10 })
    expect(noise.probability).toBeGreaterThan(0.2)
    expect(noise.probability).toBeLessThan(0.8)
  })

  it('does not depend on the order of strategies, on blocks turned round, or on their scale', () => {
    const strategies = madeStrategies(6, 80)
    const wanted = overfitting(strategies, { blocks: 8 })
    const scaled = overfitting(
      strategies.map((returns) => returns.map((value) => value * 4)),
      { blocks: 8 },
    )
    expect(scaled.logits).toEqual(wanted.logits)
    const turned = overfitting(
      strategies.toReversed().map((returns) => returns.toReversed()),
      { blocks: 8 },
    )
    expect(turned.logits.toSorted()).toEqual(wanted.logits.toSorted())
    expect(turned.lossProbability).toBe(wanted.lossProbability)
  })

  it('knows by hand: a strategy that is best in one half and worst in the other', () => {
    const halves = (first: number, second: number): Float64Array =>
      Float64Array.of(first, first + 1, second, second + 1)
    const found = overfitting([halves(4, -4), halves(-4, 4), halves(0, 0)], {
      blocks: 2,
      performance: 'mean',
    })
    // Two splits; each choice has rank 1 of 3 outside.
    expect(Array.from(found.logits)).toEqual([Math.log(1 / 3), Math.log(1 / 3)])
    expect(found.probability).toBe(1)
    expect(Array.from(found.inSample)).toEqual([4.5, 4.5])
    expect(Array.from(found.outOfSample)).toEqual([-3.5, -3.5])
    expect(found.lossProbability).toBe(1)
    expect(found.degradation).toBeUndefined()
    // The mean strategy earns 0.5: the chosen ones lie below it everywhere but at its own point.
    expect(found.dominance).toEqual({ first: 0.5, second: 0.5 })
  })

  it('leaves out the oldest returns that fill no block', () => {
    const strategies = madeStrategies(4, 83)
    const cut = strategies.map((returns) => returns.subarray(3))
    expect(overfitting(strategies, { blocks: 8 })).toEqual(overfitting(cut, { blocks: 8 }))
  })

  it('has ties at the middle for strategies that are all one, also when they stand still', () => {
    for (const value of [0, 0.01]) {
      const still = [1, 2, 3].map(() => new Float64Array(32).fill(value))
      const found = overfitting(still, { blocks: 4 })
      expect(found.logits).toEqual(new Float64Array(6))
      expect(found.probability).toBe(1)
      expect(found.outOfSample).toEqual(new Float64Array(6))
      expect(found.dominance).toEqual({ first: 1, second: 1 })
    }
  })

  it('declines what it cannot split', () => {
    const strategies = madeStrategies(3, 40)
    for (const blocks of [0, 3, 22, 2.5])
      expect(() => overfitting(strategies, { blocks })).toThrow('blocks must be')
    expect(() => overfitting(strategies)).not.toThrow()
    expect(() => overfitting(madeStrategies(3, 31))).toThrow('at least 32 values')
    expect(() => overfitting(madeStrategies(1, 40))).toThrow(
      'strategies must have at least 2 series',
    )
    expect(() => overfitting([normals(1, 40), normals(2, 41)])).toThrow('as long as')
    expect(() => overfitting([normals(1, 40), normals(2, 40).fill(none, 3, 4)])).toThrow(
      'strategies[1][3] was NaN',
    )
  })
})
