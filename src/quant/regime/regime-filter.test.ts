import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { expectStates, predictStates, RegimeFilter, stationaryLaw } from './index.ts'
import { gaussianModel, normals, randomRows } from '../../../test/golden/quant/made-regimes.ts'

const seeds = fc.nat()

describe('the filter', () => {
  it('says one by one what the forward pass says of all', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = Random.fromSeed(seed)
        const model = gaussianModel(3, random)
        const x = normals(40, random)
        const all = expectStates(model, x)
        const filter = new RegimeFilter(model)
        x.forEach((value, t) => {
          filter.updateValue(value)
          for (let k = 0; k < 3; k += 1)
            expect(filter.probability(k)).toBeCloseTo(all?.filtered[t * 3 + k] ?? Number.NaN, 12)
        })
        expect(filter.count).toBe(40)
        expect(filter.logLikelihood).toBeCloseTo(all?.logLikelihood ?? Number.NaN, 8)
        filter.reset()
        expect([filter.count, filter.logLikelihood, filter.probability(1)]).toEqual([
          0,
          0,
          model.start[1],
        ])
      }),
      { numRuns: 30 },
    )
  })

  it('looks ahead as the chain goes', () => {
    const model = gaussianModel(3, Random.fromSeed(1))
    const filter = new RegimeFilter(model)
    filter.updateValue(0.3)
    const now = Float64Array.from({ length: 3 }, (_, k) => filter.probability(k))
    const ahead = new Float64Array(3)
    for (const steps of [0, 1, 3, 500]) {
      filter.predict(steps, ahead)
      expect(ahead).toEqual(predictStates(now, model.transition, steps))
    }
    const law = stationaryLaw(model.transition) ?? new Float64Array(3)
    for (let k = 0; k < 3; k += 1) expect(ahead[k]).toBeCloseTo(law[k] ?? Number.NaN, 12)
    expect(now[filter.mostLikely()]).toBe(Math.max(...now))
  })

  it('declines what is no observation', () => {
    const filter = new RegimeFilter(gaussianModel(2, Random.fromSeed(1)))
    expect(() => filter.updateValue(Number.NaN)).toThrow(ArgumentError)
    expect(() => filter.updateValue(Number.POSITIVE_INFINITY)).toThrow(ArgumentError)
    expect(() => filter.update(Float64Array.of(1, 2))).toThrow(ArgumentError)
    expect(() => filter.probability(2)).toThrow(ArgumentError)
    expect(filter.count).toBe(0)
  })
})

describe('the long run', () => {
  it('is where the chain leaves it unchanged, however small a share', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 6 }), (seed, states) => {
        const transition = randomRows(states, states, Random.fromSeed(seed))
        const law = stationaryLaw(transition) ?? new Float64Array()
        const next = predictStates(law, transition, 1)
        expect(law.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 14)
        for (let k = 0; k < states; k += 1) expect(next[k]).toBeCloseTo(law[k] ?? Number.NaN, 14)
      }),
    )
    const rare = stationaryLaw(Float64Array.of(1 - 1e-14, 1e-14, 0.5, 0.5))
    expect((rare?.[1] ?? 0) / 2e-14).toBeCloseTo(1, 9)
  })

  it('has all in a state that is never left, and none where there are two such', () => {
    expect([...(stationaryLaw(Float64Array.of(0.5, 0.5, 0, 1)) ?? [])]).toEqual([0, 1])
    expect([...(stationaryLaw(Float64Array.of(1, 0, 0.5, 0.5)) ?? [])]).toEqual([1, 0])
    expect(stationaryLaw(Float64Array.of(1, 0, 0, 1))).toBeUndefined()
    expect([...(stationaryLaw(Float64Array.of(0, 1, 1, 0)) ?? [])]).toEqual([0.5, 0.5])
  })
})
