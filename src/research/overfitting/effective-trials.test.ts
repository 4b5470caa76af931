import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { effectiveTrials } from './effective-trials.ts'

function noise(seed: number, count = 96): Float64Array {
  const random = Random.stream(seed, 'effective-trials')
  return Float64Array.from({ length: count }, () => random.normal())
}

/** `alike` series around each of `groups` that have nothing in common. */
function families(groups: number, alike: number, apart: number): readonly Float64Array[] {
  return Array.from({ length: groups * alike }, (_, k) => {
    const [middle, own] = [noise(k % groups), noise(1_000 + k)]
    return middle.map((value, i) => value + apart * (own[i] as number))
  })
}

describe('effective trials', () => {
  it('are all of those that have nothing in common', () => {
    expect(effectiveTrials(Array.from({ length: 150 }, (_, seed) => noise(seed)))).toBe(150)
  })

  it('are the groups of those that are alike, in whatever order they come', () => {
    const series = families(7, 30, 0.2)
    expect(effectiveTrials(series)).toBe(7)
    expect(effectiveTrials(series.toReversed())).toBe(7)
  })

  it('are apart where they correlate by less than 0.9', () => {
    // The correlation of two of a family is 1 / (1 + apart²).
    expect(effectiveTrials(families(3, 10, 0.25))).toBe(3)
    expect(effectiveTrials(families(3, 10, 0.5))).toBeGreaterThan(6)
  })

  it('know no scale, and count all that stood still as one', () => {
    const [one, other] = [noise(1), noise(2)]
    const still = [new Float64Array(96), new Float64Array(96)]
    expect(effectiveTrials([one, one.map((value) => 1e-6 * value), other, ...still])).toBe(3)
    expect(effectiveTrials([one, one.map((value) => -value)])).toBe(2)
    expect([effectiveTrials([]), effectiveTrials([one]), effectiveTrials(still)]).toEqual([0, 1, 1])
  })

  it('are never more than the trials, and no fewer for one more', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 30 }), (seeds) => {
        const series = seeds.map((seed) => noise(seed))
        expect(effectiveTrials(series)).toBe(new Set(seeds).size)
      }),
    )
  })
})
