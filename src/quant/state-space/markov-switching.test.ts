import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { autoregression } from '../../../test/golden/quant/rates.ts'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { matrixOf } from '../matrix/index.ts'
import { markovSwitching } from './index.ts'

const noisy = (seed: number, count = 40): Float64Array =>
  autoregression(Random.fromSeed(seed), count, 0.9)

const seeds = fc.integer({ min: 1, max: 1e6 })

describe('markovSwitching', () => {
  const model = {
    means: [-1, 1],
    deviations: [1, 0.5],
    autoregression: [0.3],
    transition: matrixOf([
      [0.9, 0.1],
      [0.2, 0.8],
    ]),
  }

  it('gives shares that sum to 1, the last the same filtered and smoothed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const found = markovSwitching(model, noisy(seed))
        if (found === undefined) throw new Error('no answer')
        for (const { values } of [found.filtered, found.smoothed])
          for (let i = 0; i < values.length; i += 2)
            expect((values[i] ?? 0) + (values[i + 1] ?? 0)).toBeCloseTo(1, 9)
        expect(found.smoothed.values.at(-1)).toBeCloseTo(found.filtered.values.at(-1) ?? 0, 12)
      }),
      { numRuns: 20 },
    )
  })

  it('does not feel how regimes are numbered', () => {
    const turned = {
      ...model,
      means: [1, -1],
      deviations: [0.5, 1],
      transition: matrixOf([
        [0.8, 0.2],
        [0.1, 0.9],
      ]),
    }
    const [one, other] = [markovSwitching(model, noisy(8)), markovSwitching(turned, noisy(8))]
    expect(other?.logLikelihood).toBeCloseTo(one?.logLikelihood ?? Number.NaN, 10)
    expect(other?.smoothed.values[1]).toBeCloseTo(one?.smoothed.values[0] ?? Number.NaN, 10)
  })

  it('has no answer for regimes that never mix', () => {
    const apart = matrixOf([
      [1, 0],
      [0, 1],
    ])
    expect(markovSwitching({ ...model, transition: apart }, noisy(9))).toBeUndefined()
    const exact = { ...model, deviations: [1e-200, 1e-200] }
    expect(markovSwitching(exact, noisy(9))).toBeUndefined()
  })

  it('declines sizes and shares that do not fit', () => {
    const lame = matrixOf([
      [0.9, 0.2],
      [0.2, 0.8],
    ])
    const many = { ...model, autoregression: new Float64Array(12) }
    for (const bad of [
      { ...model, deviations: [1] },
      { ...model, deviations: [1, 0] },
      { ...model, transition: lame },
      { ...model, transition: matrixOf([[1]]) },
      { ...model, means: [1] },
      many,
    ])
      expect(() => markovSwitching(bad, noisy(10))).toThrow(ArgumentError)
    expect(() => markovSwitching(model, noisy(10, 2))).toThrow(ArgumentError)
    expect(() => markovSwitching(model, noisy(10).with(0, Number.NaN))).toThrow(ArgumentError)
  })
})
