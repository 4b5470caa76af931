import { describe, expect, it } from 'vitest'
import { nearWithin } from '../../../test/golden/quant/near-within.ts'
import golden from '../../../test/golden/quant/search.json' with { type: 'json' }
import {
  branin,
  rastrigin,
  rosenbrock,
  sphere,
} from '../../../test/golden/quant/known-functions.ts'
import { Random } from '../../base/index.ts'
import { matrixOf } from '../matrix/index.ts'
import {
  cmaEs,
  expectedImprovement,
  fitGaussianProcess,
  gaussianPosterior,
  gaussianProcess,
  minimiseBounded,
  quadraticMinimum,
  type SearchParameter,
} from './index.ts'
import { logParzen, parzenDensity } from './parzen-density.ts'

const functions: Record<string, (x: Float64Array) => number> = { rastrigin, rosenbrock, sphere }

/** Of what was measured, relative above 1 and absolute below. */
const expectNear = nearWithin(golden.tolerance)

describe.each(golden.evolution)('evolution on $function in $size dimensions', (sample) => {
  it('comes to the bottom as often as cma, and in about as many calls', () => {
    const calls: number[] = []
    for (let seed = 1; seed <= sample.seeds; seed += 1) {
      let [count, hit] = [0, 0]
      const f = (x: Float64Array): number => {
        const value = (functions[sample.function] ?? sphere)(x)
        count += 1
        if (value < 1e-8 && hit === 0) hit = count
        return value
      }
      cmaEs(f, new Float64Array(sample.size).fill(sample.start), {
        random: Random.fromSeed(seed),
        sigma: sample.sigma,
        ...(sample.populationSize === null ? {} : { populationSize: sample.populationSize }),
        tolerance: 1e-7,
      })
      if (hit > 0) calls.push(hit)
    }
    // Two shares of 25 seeds, and two medians of them, differ by chance alone by as much.
    expect(Math.abs(calls.length - sample.successes)).toBeLessThanOrEqual(4)
    const median = calls.sort((a, b) => a - b)[Math.floor(calls.length / 2)] ?? Number.NaN
    expect(median / sample.callsMedian).toBeGreaterThan(0.8)
    expect(median / sample.callsMedian).toBeLessThan(1.25)
  })
})

describe.each(golden.densities)('Parzen density of $points.length points', (sample) => {
  const space: readonly SearchParameter[] = [
    { kind: 'real', low: -2, high: 3 },
    { kind: 'real', low: 1e-5, high: 1, isLog: true },
    { kind: 'whole', low: 1, high: 2000 },
    { kind: 'whole', low: 1, high: 100000, isLog: true },
    { kind: 'category', count: 3 },
  ]

  it('is that of optuna', () => {
    const points = sample.points.map((point) => Float64Array.from(point))
    const density = parzenDensity(space, points)
    sample.at.forEach((at, k) => {
      const found = logParzen(density, Float64Array.from(at))
      expectNear(found, sample.logDensity[k] ?? Number.NaN)
    })
  })
})

function kernelOf(name: string): 'matern' | 'gaussian' {
  return name === 'matern' ? 'matern' : 'gaussian'
}

it.each(golden.processes)('has the $kernel process of scikit-learn', (sample) => {
  const found = gaussianProcess({
    kernel: kernelOf(sample.kernel),
    amplitude: sample.amplitude,
    lengths: Float64Array.from(sample.lengths),
    noise: sample.noise,
    x: matrixOf(sample.x),
    y: Float64Array.from(sample.y),
  })
  if (found === undefined) throw new Error('singular')
  expectNear(found.logLikelihood, sample.logLikelihood)
  sample.at.forEach((at, k) => {
    const { mean, variance } = gaussianPosterior(found, Float64Array.from(at))
    expectNear(mean, sample.mean[k] ?? Number.NaN)
    expectNear(variance, sample.variance[k] ?? Number.NaN)
  })
})

it.each(golden.likeliest)('finds the likeliest $kernel process of scikit-learn', (sample) => {
  const found = fitGaussianProcess({
    kernel: kernelOf(sample.kernel),
    x: matrixOf(sample.x),
    y: Float64Array.from(sample.y),
  })
  expectNear(found?.logLikelihood, sample.logLikelihood, 1e-6)
})

it.each(golden.improvements)('expects the improvement of scipy: $improvement', (sample) => {
  const { mean, deviation, best, improvement } = sample
  expectNear(expectedImprovement({ mean, deviation }, best), improvement, 1e-12)
})

it.each(golden.quadratics)('has the quadratic minimum of cvxpy, sum $sum', (sample) => {
  const found = quadraticMinimum({
    quadratic: matrixOf(sample.quadratic),
    linear: Float64Array.from(sample.linear),
    lower: Float64Array.from(sample.lower),
    upper: Float64Array.from(sample.upper),
    ...(sample.sum === null ? {} : { sum: sample.sum }),
  })
  // The interior point solver stops a little inside the bounds it should meet.
  sample.x.forEach((wanted, i) => {
    expectNear(found?.[i], wanted, 1e-7)
  })
})

it("has Branin's minimum, at each of its three places", () => {
  expect(branin(Float64Array.of(0, 0))).toBeCloseTo(55.602112642, 9)
  for (const start of [
    [-3, 12],
    [3, 2],
    [9, 3],
  ]) {
    const bounds = { lower: [-5, 0], upper: [10, 15] }
    const found = minimiseBounded(branin, Float64Array.from(start), bounds)
    expect(found.value).toBeCloseTo(0.39788735773, 10)
  }
  const found = cmaEs(branin, Float64Array.of(2, 7), { random: Random.fromSeed(1), sigma: 3 })
  expect(found.value).toBeCloseTo(0.39788735773, 10)
})
