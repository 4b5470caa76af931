import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { madeStrategies, normals } from '../../../test/golden/quant/made-returns.ts'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import {
  circularBlockBootstrap,
  confidenceSet,
  movingBlockBootstrap,
  optimalBlockLength,
  permuteCorrelation,
  permuteMeans,
  permuteSigns,
  realityCheck,
  superiorAbility,
} from './index.ts'

const none = Number.NaN

describe.each([
  ['circular', circularBlockBootstrap],
  ['moving', movingBlockBootstrap],
] as const)('%s blocks', (_, bootstrap) => {
  const values = normals(3, 30)
  const average = (drawn: Float64Array): number => drawn.reduce((sum, x) => sum + x, 0) / 30
  const options = { values, blockLength: 4, draws: 2000, statistic: average }

  it('spread the mean about as its standard error says, from the same seed the same', () => {
    const means = bootstrap({ ...options, blockLength: 1, random: Random.fromSeed(1) })
    const middle = means.reduce((sum, x) => sum + x, 0) / means.length
    const spread = means.reduce((sum, x) => sum + (x - middle) * (x - middle), 0) / means.length
    const square = values.reduce((sum, x) => sum + (x - average(values)) * (x - average(values)), 0)
    expect(Math.sqrt(spread) / (Math.sqrt(square) / 30)).toBeCloseTo(1, 1)
    expect(bootstrap({ ...options, blockLength: 1, random: Random.fromSeed(1) })).toEqual(means)
  })

  it('are the series itself, turned or not, when one block holds it', () => {
    const largest = (drawn: Float64Array): number => drawn.reduce((a, b) => Math.max(a, b))
    const random = Random.fromSeed(2)
    const found = bootstrap({ ...options, blockLength: 30, statistic: largest, random })
    expect(new Set(found)).toEqual(new Set([largest(values)]))
  })

  it('decline options out of range', () => {
    const random = Random.fromSeed(1)
    for (const blockLength of [0, 1.5, 31, none])
      expect(() => bootstrap({ ...options, blockLength, random })).toThrow(ArgumentError)
    expect(() => bootstrap({ ...options, draws: 0, random })).toThrow('draws')
  })
})

describe('the optimal block length', () => {
  it('does not depend on shift and scale, and is longer for a longer memory', () => {
    let value = 0
    const slow = normals(5, 400).map((shock) => (value = 0.9 * value + shock))
    const found = optimalBlockLength(slow)
    const moved = optimalBlockLength(slow.map((x) => 8 * x + 16))
    expect(moved?.stationary).toBeCloseTo(found?.stationary ?? none, 8)
    expect(found?.stationary).toBeGreaterThan(
      3 * (optimalBlockLength(normals(5, 400))?.stationary ?? none),
    )
    // The circular bootstrap's blocks are longer by the cube root of 3/2, up to the same end.
    expect((found?.circular ?? none) / (found?.stationary ?? none)).toBeCloseTo(1.1447142, 6)
  })

  it('is not there for equal values, and declined for too few', () => {
    expect(optimalBlockLength(new Float64Array(20).fill(0.1))).toBeUndefined()
    expect(() => optimalBlockLength(new Float64Array(7))).toThrow('at least 8 values')
    expect(() => optimalBlockLength(normals(1, 20).fill(Infinity, 2, 3))).toThrow(ArgumentError)
  })
})

describe('permutations', () => {
  const random = Random.fromSeed(6)
  const drawn = { random, exactMax: 0, draws: 4000 }

  it('drawn come near those that are exact', () => {
    const [a, b] = [normals(1, 7, 0.8), normals(2, 7)]
    for (const test of [permuteMeans, permuteCorrelation]) {
      const exact = test(a, b, { random })
      const near = test(a, b, drawn)
      expect(exact?.isExact).toBe(true)
      expect(near?.isExact).toBe(false)
      expect(near?.arrangements).toBe(4000)
      expect(Math.abs((near?.probability ?? none) - (exact?.probability ?? none))).toBeLessThan(
        0.04,
      )
    }
    const exact = permuteSigns(a, { random }).probability
    expect(Math.abs(permuteSigns(a, drawn).probability - exact)).toBeLessThan(0.04)
  })

  it('do not depend on shift and scale', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), (seed) => {
        const [a, b] = [normals(seed, 5), normals(seed + 1, 5)]
        const move = (x: Float64Array): Float64Array => x.map((value) => 4 * value + 2)
        const plain = permuteMeans(a, b, { random }).probability
        expect(permuteMeans(move(a), move(b), { random }).probability).toBe(plain)
        const pairs = permuteCorrelation(a, b, { random })?.probability
        expect(permuteCorrelation(move(a), move(b), { random })?.probability).toBe(pairs)
      }),
    )
  })

  it('know by hand: 1 of 20 ways to deal 6 values, 1 of 8 ways to sign 3', () => {
    const [low, high] = [Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6)]
    const greater = { random, alternative: 'greater' } as const
    expect(permuteMeans(high, low, greater).probability).toBe(0.05)
    expect(permuteMeans(high, low, { random }).probability).toBe(0.1)
    expect(permuteSigns(low, greater).probability).toBe(1 / 8)
    expect(permuteCorrelation(low, high, greater)?.probability).toBe(1 / 6)
  })

  it('drawn count the observed one with them, so are never impossible', () => {
    const options = { random, exactMax: 0, draws: 99, alternative: 'greater' } as const
    const [high, low] = [normals(1, 40, 9), normals(2, 40)]
    expect(permuteMeans(high, low, options).probability).toBe(0.01)
    expect(permuteSigns(high, options).probability).toBe(0.01)
    expect(permuteCorrelation(low, low, options)?.probability).toBe(0.01)
  })

  it('of equal values say nothing', () => {
    const flat = new Float64Array(5).fill(0.1)
    expect(permuteMeans(flat, flat, { random }).probability).toBe(1)
    expect(permuteMeans(flat, flat, drawn).probability).toBe(1)
    expect(permuteSigns(new Float64Array(5), { random }).probability).toBe(1)
    expect(permuteCorrelation(flat, normals(1, 5), { random })).toBeUndefined()
  })

  it('decline what is no sample', () => {
    const fine = normals(1, 5)
    for (const bad of [new Float64Array(), Float64Array.of(1, none), Float64Array.of(Infinity)]) {
      expect(() => permuteMeans(fine, bad, { random })).toThrow(ArgumentError)
      expect(() => permuteMeans(bad, fine, { random })).toThrow(ArgumentError)
      expect(() => permuteSigns(bad, { random })).toThrow(ArgumentError)
      expect(() => permuteCorrelation(fine, bad, { random })).toThrow(ArgumentError)
    }
    expect(() => permuteCorrelation(fine, normals(2, 6), { random })).toThrow('as long as')
    expect(() => permuteSigns(normals(1, 40), { random, draws: 0 })).toThrow('draws')
    expect(() => permuteMeans(fine, fine, { random, exactMax: -1 })).toThrow('exactMax')
  })
})

describe('superior ability', () => {
  it('bounds its probability on both sides, and finds a strategy far better', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.boolean(), (seed, isStudentised) => {
        const excess = [0.1, 0, -0.6].map((edge, i) => normals(seed + i, 40, edge))
        const random = Random.fromSeed(seed)
        const found = superiorAbility({ excess, draws: 50, random, isStudentised })
        expect(found?.lower).toBeLessThanOrEqual(found?.consistent ?? none)
        expect(found?.consistent).toBeLessThanOrEqual(found?.upper ?? none)
      }),
      { numRuns: 40 },
    )
    const excess = madeStrategies(5, 100, 1.2)
    const found = superiorAbility({ excess, random: Random.fromSeed(1) })
    expect(found?.best).toBe(0)
    expect(found?.upper).toBe(0)
    expect(realityCheck({ excess, random: Random.fromSeed(1) }).probability).toBe(0)
  })

  it('is, as it comes and upper, the reality check of the same seed', () => {
    const excess = madeStrategies(4, 60)
    const options = { excess, blockMean: 3, draws: 100 }
    const ability = superiorAbility({
      ...options,
      isStudentised: false,
      random: Random.fromSeed(7),
    })
    const check = realityCheck({ ...options, random: Random.fromSeed(7) })
    expect(ability?.upper).toBe(check.probability)
    expect(ability?.statistic).toBe(check.statistic)
  })

  it('stays the same when all is earned fourfold', () => {
    const excess = madeStrategies(4, 60)
    const scaled = excess.map((series) => series.map((value) => 4 * value))
    const found = superiorAbility({ excess, random: Random.fromSeed(7) })
    expect(superiorAbility({ excess: scaled, random: Random.fromSeed(7) })).toEqual(found)
  })

  it('does not count a strategy that is the benchmark, which alone is nothing', () => {
    const excess = [normals(1, 30, 0.3), normals(2, 30)]
    const options = { blockMean: 2, draws: 100 }
    const ability = (excess: readonly Float64Array[]) =>
      superiorAbility({ ...options, excess, random: Random.fromSeed(1) })
    expect(ability([...excess, new Float64Array(30)])).toEqual(ability(excess))
    const alone = { excess: [new Float64Array(30)], random: Random.fromSeed(1) }
    expect(realityCheck(alone)).toEqual({ statistic: 0, best: 0, probability: 1 })
    expect(superiorAbility(alone)?.consistent).toBe(1)
  })

  it('is not there for an excess without a spread; the reality check is', () => {
    const excess = [normals(1, 30), new Float64Array(30).fill(0.1)]
    const random = Random.fromSeed(1)
    expect(superiorAbility({ excess, random })).toBeUndefined()
    expect(realityCheck({ excess, random }).probability).toBeGreaterThan(0)
  })

  it('declines what it cannot compare', () => {
    const random = Random.fromSeed(1)
    for (const test of [superiorAbility, realityCheck]) {
      expect(() => test({ excess: [], random })).toThrow('excess must have at least 1 series')
      expect(() => test({ excess: madeStrategies(2, 15), random })).toThrow('at least 16 values')
      expect(() => test({ excess: [normals(1, 20), normals(2, 21)], random })).toThrow('as long as')
      expect(() => test({ excess: [normals(1, 20).fill(none, 0, 1)], random })).toThrow('NaN')
      for (const blockMean of [0.5, 21, none])
        expect(() => test({ excess: madeStrategies(2, 20), blockMean, random })).toThrow(
          'blockMean',
        )
      expect(() => test({ excess: madeStrategies(2, 20), draws: 0, random })).toThrow('draws')
    }
  })
})

describe('the confidence set', () => {
  it('leaves out who is far behind, and nobody who is alike', () => {
    const returns = madeStrategies(4, 80, -2)
    const { included, probabilities } = confidenceSet({ returns, random: Random.fromSeed(2) })
    expect(included).not.toContain(0)
    expect(probabilities[0]).toBe(0)
    const [one = new Float64Array()] = returns
    const alike = confidenceSet({ returns: [one, one, one], random: Random.fromSeed(2) })
    expect(alike.probabilities).toEqual(Float64Array.of(1, 1, 1))
    expect(alike.included).toEqual([0, 1, 2])
  })

  it('keeps the best, does not depend on scale or a common shift, and shrinks with the level', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (seed) => {
        const returns = [0, 0.2, 0.4].map((edge, i) => normals(seed + i, 32, edge))
        const setAt = (level: number, scale: number, shift: number) =>
          confidenceSet({
            returns: returns.map((series) => series.map((value) => scale * value + shift)),
            draws: 50,
            blockMean: 2,
            random: Random.fromSeed(seed),
            level,
          })
        const found = setAt(0.05, 1, 0)
        expect(Math.max(...found.probabilities)).toBe(1)
        expect(setAt(0.05, 4, 0)).toEqual(found)
        expect(setAt(0.05, 1, 8).included).toEqual(found.included)
        for (const one of setAt(0.3, 1, 0).included) expect(found.included).toContain(one)
      }),
      { numRuns: 40 },
    )
  })

  it('is one for one strategy, and leaves out a worse one without any spread', () => {
    const random = Random.fromSeed(1)
    expect(confidenceSet({ returns: [normals(1, 20)], random }).included).toEqual([0])
    const flat = [0.1, 0.3].map((value) => new Float64Array(20).fill(value))
    expect(confidenceSet({ returns: flat, random }).included).toEqual([1])
  })

  it('declines what it cannot compare', () => {
    const random = Random.fromSeed(1)
    expect(() => confidenceSet({ returns: [], random })).toThrow(
      'returns must have at least 1 series',
    )
    expect(() => confidenceSet({ returns: madeStrategies(2, 20), level: 1, random })).toThrow(
      'level must be',
    )
    expect(() => confidenceSet({ returns: [normals(1, 20), normals(1, 21)], random })).toThrow(
      'as long as',
    )
  })
})
