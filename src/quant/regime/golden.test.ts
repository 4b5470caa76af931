import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import faithful from '../../../test/golden/quant/mixture.json' with { type: 'json' }
import golden from '../../../test/golden/quant/regime.json' with { type: 'json' }
import { sharedColumn } from '../../../test/golden/quant/shared-columns.ts'
import { Random } from '../../base/index.ts'
import {
  baumWelchStep,
  type Emission,
  expectStates,
  fitGaussianMixture,
  fitHiddenMarkov,
  type GaussianMixture,
  type HiddenMarkov,
  mixtureStep,
  viterbiPath,
} from './index.ts'

/** Equal to the golden tolerance: relative above 1, absolute below. */
function expectNear(found: ArrayLike<number>, wanted: ArrayLike<number>, tolerance?: number): void {
  expect(found.length).toBe(wanted.length)
  for (let i = 0; i < wanted.length; i += 1) {
    const size = Math.max(1, Math.abs(wanted[i] ?? Number.NaN))
    const gap = Math.abs((found[i] ?? Number.NaN) - (wanted[i] ?? Number.NaN)) / size
    expect(gap).toBeLessThan(tolerance ?? golden.tolerance)
  }
}

type Case = (typeof golden.cases)[keyof typeof golden.cases]
type Numbers = Readonly<Record<string, readonly number[]>>

function modelOf(wanted: Case, parameters: Case['first']): HiddenMarkov {
  return {
    states: wanted.states,
    start: Float64Array.from(parameters.start),
    transition: Float64Array.from(parameters.transition),
    emission: emissionOf(wanted, parameters.emission),
  }
}

function emissionOf(wanted: Case, emission: Case['first']['emission']): Emission {
  const numbers: Numbers = emission
  const values = (name: string): Float64Array => Float64Array.from(numbers[name] ?? [])
  const { dimensions } = wanted
  switch (wanted.kind) {
    case 'diagonal-gaussian':
      return {
        kind: wanted.kind,
        dimensions,
        means: values('means'),
        variances: values('variances'),
      }
    case 'full-gaussian': {
      const covariances = values('covariances')
      return { kind: wanted.kind, dimensions, means: values('means'), covariances }
    }
    case 'poisson':
      return { kind: wanted.kind, dimensions: 1, rates: values('rates') }
    default: {
      const probabilities = values('probabilities')
      return { kind: 'discrete', dimensions: 1, symbols: 4, probabilities }
    }
  }
}

describe.each(Object.entries(golden.cases))('hmmlearn, %s', (_, wanted) => {
  const observations = Float64Array.from(wanted.observations)
  const first = modelOf(wanted, wanted.first)

  it('has the expected states', () => {
    const found = expectStates(first, observations)
    if (found === undefined) throw new Error('the model cannot have made the observations')
    expectNear(found.moves, wanted.moves)
    expectNear(found.visits, wanted.visits)
    expectNear(found.posterior.subarray(0, wanted.posteriorHead.length), wanted.posteriorHead)
  })

  it('has the likelihood after every step, and the model after the last', () => {
    let model = first
    const likelihoods = wanted.logLikelihoods.map(() => {
      const step = baumWelchStep(model, observations, { varianceShareMin: 0 })
      if (step === undefined) throw new Error('the model cannot have made the observations')
      model = step.model
      return step.logLikelihood
    })
    expectNear(likelihoods, wanted.logLikelihoods)
    const last = modelOf(wanted, wanted.last)
    expectNear(model.start, last.start)
    expectNear(model.transition, last.transition)
    const numbers = Object.entries(model.emission).filter(([, value]) => typeof value === 'object')
    for (const [name, values] of numbers)
      expectNear(values as Float64Array, (wanted.last.emission as Numbers)[name] ?? [])
    expectNear([expectStates(model, observations)?.logLikelihood ?? 0], [wanted.lastLogLikelihood])
  })

  it('has the most likely path', () => {
    const found = viterbiPath(first, observations)
    expect([...(found?.path ?? [])]).toEqual(wanted.path)
    expectNear([found?.logLikelihood ?? 0], [wanted.pathLogLikelihood])
  })
})

it('has the likelihood of Student t states written out in scipy', () => {
  const { student } = golden
  const model: HiddenMarkov = {
    states: 2,
    start: Float64Array.from(student.start),
    transition: Float64Array.from(student.transition),
    emission: {
      kind: 'student-t',
      dimensions: 2,
      locations: Float64Array.from(student.locations),
      scatters: Float64Array.from(student.scatters),
      degrees: Float64Array.from(student.degrees),
    },
  }
  const found = expectStates(model, Float64Array.from(student.observations))
  expectNear([found?.logLikelihood ?? 0], [student.logLikelihood])
})

it('has the mixture of scikit-learn after the same steps from the same start', () => {
  const { first, last, steps, ...wanted } = golden.mixture
  const observations = Float64Array.from(wanted.observations)
  let mixture: GaussianMixture = {
    components: 2,
    weights: Float64Array.from(first.weights),
    emission: {
      kind: 'full-gaussian',
      dimensions: 2,
      means: Float64Array.from(first.means),
      covariances: Float64Array.from(first.covariances),
    },
  }
  for (let step = 0; step < steps; step += 1) mixture = mixtureStep(mixture, observations).mixture
  expectNear(mixture.weights, last.weights)
  expectNear(mixture.emission.means, last.means)
  expectNear(mixture.emission.covariances, last.covariances)
  const { logLikelihood, posterior } = mixtureStep(mixture, observations)
  expectNear([logLikelihood], [wanted.lastLogLikelihood])
  expectNear(posterior.subarray(0, 10), wanted.posteriorHead)
})

const reference = '../shared/data/reference'
const has = existsSync(reference)

type PublishedCase = { readonly id: string; readonly recomputed: unknown }

function published(id: string): unknown {
  const { cases }: { readonly cases: readonly PublishedCase[] } = JSON.parse(
    readFileSync(`${reference}/golden.json`, 'utf8'),
  )
  return cases.find((entry) => entry.id === id)?.recomputed
}

type Earthquakes = Readonly<Record<string, Readonly<Record<string, number[] | number[][]>>>>

describe.skipIf(!has)('earthquakes a year, 1900 to 2006: Zucchini and MacDonald 2009', () => {
  it.each([
    [1, 391.9189, [19.364]],
    [2, 342.3183, [15.472, 26.125]],
    [3, 329.4603, [13.146, 19.721, 29.714]],
  ])('has the published likelihood and rates with %d states', (states, minusLog, rates) => {
    const counts = sharedColumn('data/reference/earthquakes.csv', 'count')
    const options = { states, kind: 'poisson', start: 'stationary', restarts: 4 } as const
    const stop = { iterationsMax: 3000, tolerance: 1e-14, random: Random.fromSeed(1) }
    const fit = fitHiddenMarkov(counts, { ...options, ...stop })
    if (fit?.model.emission.kind !== 'poisson') throw new Error('there is no fit')
    expect(-fit.logLikelihood).toBeCloseTo(minusLog, 4)
    const found = fit.model.emission.rates
    const order = [...found.keys()].sort((a, b) => (found[a] ?? 0) - (found[b] ?? 0))
    order.forEach((state, i) => {
      expect(found[state]).toBeCloseTo(rates[i] ?? Number.NaN, 3)
    })
    const wanted = (published('poisson_hmm_earthquakes') as Earthquakes)[states]
    if (wanted === undefined) return
    const of = (values: Float64Array): number[] => order.map((state) => values[state] ?? Number.NaN)
    // The likelihood is flat to its last digit over this much of the parameters.
    expectNear(of(found), (wanted['lambda_'] ?? []).flat(), 1e-6)
    expectNear(of(fit.model.start), (wanted['delta'] ?? []).flat(), 1e-6)
    const { transition } = fit.model
    const gamma = order.map((i) => order.map((j) => transition[i * states + j] ?? Number.NaN))
    expectNear(gamma.flat(), (wanted['gamma'] ?? []).flat(), 1e-6)
  })
})

type Faithful = { weights: number[]; means: number[][]; covariances: number[][][]; loglik: number }

describe('Old Faithful, two normals', () => {
  const observations = Float64Array.from(faithful.observations)
  const options = { components: 2, dimensions: 2, tolerance: 1e-16, random: Random.fromSeed(1) }
  const fit = fitGaussianMixture(observations, options)
  const { weights, emission } = fit?.mixture ?? { weights: [], emission: undefined }
  const order = (weights[0] ?? 0) < (weights[1] ?? 0) ? [0, 1] : [1, 0]
  const of = (values: ArrayLike<number> | undefined, width: number): number[] =>
    order.flatMap((k) => Array.from(values ?? []).slice(k * width, (k + 1) * width))

  it('is the mixture of mclust', () => {
    // The likelihood is flat to its last digit over this much of the parameters.
    expectNear(of(weights, 1), faithful.weights, faithful.tolerance)
    expectNear(of(emission?.means, 2), faithful.means, faithful.tolerance)
    expectNear(of(emission?.covariances, 4), faithful.covariances, faithful.tolerance)
    expectNear([fit?.logLikelihood ?? 0, fit?.bic ?? 0], [faithful.logLikelihood, faithful.bic])
  })

  it.skipIf(!has)('is the published one', () => {
    const wanted = published('gmm2_faithful') as Faithful
    expect(fit?.logLikelihood).toBeCloseTo(-1130.264, 3)
    expectNear([fit?.logLikelihood ?? 0], [wanted.loglik])
    // Those stopped a little short of the maximum.
    expectNear(of(weights, 1), wanted.weights, 1e-6)
    expectNear(of(emission?.means, 2), wanted.means.flat(), 1e-6)
    expectNear(of(emission?.covariances, 4), wanted.covariances.flat(2), 2e-6)
  })
})
