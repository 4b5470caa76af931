import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import {
  baumWelchStep,
  expectStates,
  fitGaussianMixture,
  fitHiddenMarkov,
  type HiddenMarkov,
  predictStates,
  RegimeFilter,
  scoreForecasts,
  viterbiPath,
} from './index.ts'
import { gaussianModel, normals, twoRegimes } from '../../../test/golden/quant/made-regimes.ts'

describe('forecasts of a chain that is known', () => {
  it('beat the long run by less the further they look', () => {
    const x = twoRegimes(3000, Random.fromSeed(13))
    const options = { states: 2, kind: 'diagonal-gaussian', restarts: 2 } as const
    const fit = fitHiddenMarkov(x.slice(0, 1500), { ...options, random: Random.fromSeed(1) })
    if (fit === undefined) throw new Error('there is no fit')
    const scores = scoreForecasts(fit.model, x, { from: 1500 }) ?? []
    expect(scores.map(({ horizon, count }) => [horizon, count])).toEqual([
      [1, 1499],
      [2, 1498],
      [3, 1497],
    ])
    const gains = scores.map(({ logScore, baseLogScore }) => logScore - baseLogScore)
    const briers = scores.map(({ brier }) => brier)
    expect(gains).toEqual(gains.toSorted((a, b) => b - a))
    expect(briers).toEqual(briers.toSorted((a, b) => a - b))
    for (const score of scores) {
      expect(score.logScore).toBeGreaterThan(score.baseLogScore)
      expect(score.stateLogScore).toBeGreaterThan(score.baseStateLogScore)
      expect(score.brier).toBeLessThan(score.baseBrier)
    }
  })

  it('score a coin as a coin', () => {
    const model = gaussianModel(2, Random.fromSeed(1))
    const coin = { ...model, transition: new Float64Array(4).fill(0.5) }
    const [score] = scoreForecasts(coin, normals(50, Random.fromSeed(2)), { from: 10 }) ?? []
    expect(score?.brier).toBeCloseTo(0.5, 12)
    expect(score?.stateLogScore).toBeCloseTo(-Math.LN2, 12)
    expect(score?.logScore).toBeCloseTo(score?.baseLogScore ?? Number.NaN, 12)
  })

  it('decline a start that leaves no day to answer', () => {
    const model = gaussianModel(2, Random.fromSeed(1))
    expect(() => scoreForecasts(model, normals(10, Random.fromSeed(2)), { from: 7 })).toThrow(
      ArgumentError,
    )
  })
})

describe('what cannot be answered', () => {
  const random = Random.fromSeed(1)
  const options = { states: 2, kind: 'diagonal-gaussian', random } as const

  it('is undefined for a series that does not vary', () => {
    expect(fitHiddenMarkov(new Float64Array(50).fill(3), options)).toBeUndefined()
    const mixed = Float64Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? i : 5))
    expect(fitHiddenMarkov(mixed, { ...options, dimensions: 2 })).toBeUndefined()
    expect(
      fitGaussianMixture(new Float64Array(50).fill(3), { components: 2, random }),
    ).toBeUndefined()
  })

  it('is undefined when the model cannot have made the observations', () => {
    const never: HiddenMarkov = {
      states: 1,
      start: Float64Array.of(1),
      transition: Float64Array.of(1),
      emission: {
        kind: 'discrete',
        dimensions: 1,
        symbols: 2,
        probabilities: Float64Array.of(1, 0),
      },
    }
    const x = Float64Array.of(0, 1, 0)
    expect(expectStates(never, x)).toBeUndefined()
    expect(viterbiPath(never, x)).toBeUndefined()
    expect(baumWelchStep(never, x)).toBeUndefined()
    expect(scoreForecasts(never, x, { from: 0, horizonMax: 1 })).toBeUndefined()
    const filter = new RegimeFilter(never)
    expect(filter.updateValue(1)).toBe(Number.NEGATIVE_INFINITY)
    expect(filter.probability(0)).toBe(1)
    for (const value of [2, 0.5, -1]) expect(() => filter.updateValue(value)).toThrow(ArgumentError)
  })

  it('is found where a state that cannot be reached explains all', () => {
    const model: HiddenMarkov = {
      ...gaussianModel(2, random),
      start: Float64Array.of(1, 0),
      transition: Float64Array.of(1, 0, 0, 1),
      emission: {
        kind: 'diagonal-gaussian',
        dimensions: 1,
        means: Float64Array.of(0, 1000),
        variances: Float64Array.of(1, 1),
      },
    }
    const found = expectStates(model, Float64Array.of(1000, 1000))
    expect(found?.logLikelihood).toBeCloseTo(-Math.log(2 * Math.PI) - 1e6, 6)
    expect([...(found?.posterior ?? [])]).toEqual([1, 0, 1, 0])
    const filter = new RegimeFilter(model)
    const sum = filter.updateValue(1000) + filter.updateValue(1000)
    expect(sum).toBeCloseTo(found?.logLikelihood ?? Number.NaN, 6)
  })

  it('survives collinear columns by its floor', () => {
    const line = Float64Array.from({ length: 80 }, (_, i) => (i % 3) * (i % 5) * (i % 2 ? 2 : 1))
    const fit = fitHiddenMarkov(line, { ...options, kind: 'full-gaussian', dimensions: 2 })
    expect(Number.isFinite(fit?.logLikelihood)).toBe(true)
  })

  it('is declined for what is no series, option or model', () => {
    const x = normals(20, random)
    const fit = (values: Float64Array, more: object): unknown =>
      fitHiddenMarkov(values, { ...options, ...more })
    expect(() => fit(Float64Array.of(1), {})).toThrow(ArgumentError)
    expect(() => fit(Float64Array.of(1, Number.NaN, 2), {})).toThrow(ArgumentError)
    expect(() => fit(Float64Array.of(1, Number.POSITIVE_INFINITY, 2), {})).toThrow(ArgumentError)
    expect(() => fit(x, { states: 0 })).toThrow(ArgumentError)
    expect(() => fit(x, { dimensions: 3 })).toThrow('rows of 3 values')
    expect(() => fit(x, { kind: 'poisson' })).toThrow(ArgumentError)
    expect(() => fit(x.map(Math.abs).map(Math.floor), { kind: 'discrete', symbols: 1 })).toThrow(
      ArgumentError,
    )
    expect(() => fit(x, { restarts: 0 })).toThrow(ArgumentError)
    expect(() => fit(x, { tolerance: -1 })).toThrow(ArgumentError)
    expect(() => fit(x, { varianceShareMin: 0 })).toThrow(ArgumentError)
    const model = gaussianModel(2, random)
    const wrong = { ...model, transition: Float64Array.of(0.5, 0.6, 0.5, 0.5) }
    expect(() => expectStates(wrong, x)).toThrow('the sum of transition')
    expect(() => viterbiPath(model, Float64Array.of(Number.NaN))).toThrow(ArgumentError)
    expect(() => predictStates(Float64Array.of(1, 0), model.transition, -1)).toThrow(ArgumentError)
  })
})
