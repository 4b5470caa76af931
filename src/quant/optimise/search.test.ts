import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rastrigin, sphere } from '../../../test/golden/quant/known-functions.ts'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { matrix, matrixOf } from '../matrix/index.ts'
import {
  cmaEs,
  expectedImprovement,
  fitGaussianProcess,
  gaussianPosterior,
  gaussianProcess,
  type SearchParameter,
  type SearchTrial,
  suggestImprovement,
  suggestParzen,
  suggestRandom,
} from './index.ts'
import { drawParzen, logParzen, parzenDensity } from './parzen-density.ts'

const seeds = fc.integer({ min: 0, max: 1e6 })
const space: readonly SearchParameter[] = [
  { kind: 'real', low: 1e-4, high: 1, isLog: true },
  { kind: 'whole', low: -3, high: 4 },
  { kind: 'category', count: 3 },
  { kind: 'whole', low: 1, high: 64, isLog: true },
  { kind: 'real', low: 2, high: 2 },
]

function value(point: Float64Array): number {
  const [a = 0, b = 0, c = 0] = point
  return Math.abs(Math.log(a) + 3) + Math.abs(b) + c
}

function drawTrials(random: Random, count: number): SearchTrial[] {
  return Array.from({ length: count }, () => {
    const point = suggestRandom(space, random)
    return { point, value: value(point) }
  })
}

function expectInside(point: Float64Array): void {
  expect(point.length).toBe(space.length)
  space.forEach((parameter, i) => {
    const at = point[i] ?? Number.NaN
    const [low, high] =
      parameter.kind === 'category' ? [0, parameter.count - 1] : [parameter.low, parameter.high]
    expect(at).toBeGreaterThanOrEqual(low)
    expect(at).toBeLessThanOrEqual(high)
    if (parameter.kind !== 'real') expect(Number.isInteger(at)).toBe(true)
  })
}

describe.each([
  ['random', (s: typeof space, _: readonly SearchTrial[], r: Random) => suggestRandom(s, r)],
  ['Parzen', suggestParzen],
  [
    'Gaussian process',
    (s: typeof space, t: readonly SearchTrial[], r: Random) =>
      suggestImprovement(s, t, r, { candidateCount: 20 }),
  ],
] as const)('%s search', (_, suggest) => {
  it('stays in its space, and repeats itself from the same trials and draws', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 18 }), (seed, count) => {
        const trials = drawTrials(Random.fromSeed(seed), count)
        const point = suggest(space, trials, Random.fromSeed(seed + 1))
        expectInside(point)
        expect([...suggest(space, trials, Random.fromSeed(seed + 1))]).toEqual([...point])
      }),
      { numRuns: 25 },
    )
  })

  it('goes on when trials failed, all were alike, or all were one point', () => {
    const random = Random.fromSeed(7)
    const trials = drawTrials(random, 14)
    const failed = trials.map((trial, k) => (k % 2 === 0 ? trial : { ...trial, value: Number.NaN }))
    const none = trials.map((trial) => ({ ...trial, value: Number.POSITIVE_INFINITY }))
    const alike = trials.map((trial) => ({ ...trial, value: 4 }))
    const [one] = trials
    const same = trials.map((trial) => ({ ...trial, point: one?.point ?? trial.point }))
    for (const history of [failed, none, alike, same]) expectInside(suggest(space, history, random))
  })

  it.each<[string, readonly SearchParameter[]]>([
    ['an empty space', []],
    ['bounds out of order', [{ kind: 'real', low: 1, high: 0 }]],
    ['bounds without an end', [{ kind: 'real', low: 0, high: Number.POSITIVE_INFINITY }]],
    ['a logarithm of 0', [{ kind: 'real', low: 0, high: 1, isLog: true }]],
    ['halves of whole numbers', [{ kind: 'whole', low: 0.5, high: 2 }]],
    ['no categories', [{ kind: 'category', count: 0 }]],
  ])('declines %s', (__, broken) => {
    expect(() => suggest(broken, [], Random.fromSeed(1))).toThrow(ArgumentError)
  })
})

it.each([suggestParzen, suggestImprovement])('declines trials from elsewhere', (suggest) => {
  const random = Random.fromSeed(1)
  for (const point of [
    [0.1, 0, 0, 1],
    [2, 0, 0, 1, 2],
    [0.1, 0.5, 0, 1, 2],
    [0.1, 0, 3, 1, 2],
  ])
    expect(() => suggest(space, [{ point: Float64Array.from(point), value: 1 }], random)).toThrow(
      ArgumentError,
    )
})

describe('Parzen density', () => {
  it('is a law: its chances add up over whole numbers and categories', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 40 }), (seed, count) => {
        const small: readonly SearchParameter[] = [
          { kind: 'whole', low: 1, high: 30, isLog: true },
          { kind: 'category', count: 4 },
        ]
        const random = Random.fromSeed(seed)
        const points = Array.from({ length: count }, () => suggestRandom(small, random))
        const density = parzenDensity(small, points)
        let sum = 0
        for (let a = 1; a <= 30; a += 1)
          for (let b = 0; b < 4; b += 1) sum += Math.exp(logParzen(density, Float64Array.of(a, b)))
        expect(sum).toBeCloseTo(1, 9)
      }),
    )
  })

  it('is drawn from as often as it says', () => {
    const die: readonly SearchParameter[] = [{ kind: 'whole', low: 1, high: 6 }]
    const density = parzenDensity(die, [Float64Array.of(2), Float64Array.of(2), Float64Array.of(5)])
    const random = Random.fromSeed(3)
    const counts = new Float64Array(7)
    for (let k = 0; k < 20_000; k += 1) {
      const [face = 0] = drawParzen(density, random)
      counts[face] = (counts[face] ?? 0) + 1 / 20_000
    }
    for (let face = 1; face <= 6; face += 1)
      expect(
        Math.abs((counts[face] ?? 0) - Math.exp(logParzen(density, Float64Array.of(face)))),
      ).toBeLessThan(0.012)
  })
})

describe('Gaussian process', () => {
  const x = matrixOf([[0], [0.4], [1]])
  const y = Float64Array.of(1, -1, 0.5)
  const shape = { kernel: 'matern', amplitude: 2, lengths: Float64Array.of(0.3) } as const

  it('goes through values without noise, and back to its prior far away', () => {
    const fitted = gaussianProcess({ ...shape, x, y, noise: 0 })
    if (fitted === undefined) throw new Error('singular')
    y.forEach((wanted, i) => {
      const { mean, variance } = gaussianPosterior(fitted, x.values.subarray(i, i + 1))
      expect(mean).toBeCloseTo(wanted, 10)
      expect(variance).toBeCloseTo(0, 10)
    })
    const far = gaussianPosterior(fitted, Float64Array.of(50))
    expect(far.mean).toBeCloseTo(0, 10)
    expect(far.variance).toBeCloseTo(2, 10)
  })

  it('is never surer than its prior, nor below 0', () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 3, noNaN: true }), (at) => {
        const fitted = gaussianProcess({ ...shape, x, y, noise: 0.1 })
        if (fitted === undefined) throw new Error('singular')
        const { variance } = gaussianPosterior(fitted, Float64Array.of(at))
        expect(variance).toBeGreaterThanOrEqual(0)
        expect(variance).toBeLessThanOrEqual(2)
      }),
    )
  })

  it('is undefined for equal points without noise, and for nothing to fit', () => {
    const twice = matrixOf([[0.4], [0.4], [1]])
    expect(gaussianProcess({ ...shape, x: twice, y, noise: 0 })).toBeUndefined()
    expect(gaussianProcess({ ...shape, x: twice, y, noise: 0.1 })).toBeDefined()
    expect(fitGaussianProcess({ kernel: 'matern', x, y: new Float64Array(3) })).toBeUndefined()
    expect(fitGaussianProcess({ kernel: 'matern', x: matrix(3, 1), y })).toBeUndefined()
  })

  it('expects no improvement from what is sure to be worse, and the gain from what is sure', () => {
    expect(expectedImprovement({ mean: 1, deviation: 0 }, 0)).toBe(0)
    expect(expectedImprovement({ mean: -1, deviation: 0 }, 0)).toBe(1)
    expect(expectedImprovement({ mean: 99, deviation: 1 }, 0)).toBe(0)
    const number = fc.double({ min: -3, max: 3, noNaN: true })
    fc.assert(
      fc.property(number, number, (mean, best) => {
        const [low, high] = [0.5, 1].map((deviation) =>
          expectedImprovement({ mean, deviation }, best),
        )
        expect(low).toBeGreaterThanOrEqual(Math.max(0, best - mean) - 1e-12)
        expect(high).toBeGreaterThanOrEqual(low ?? Number.NaN)
      }),
    )
  })
})

describe('evolution', () => {
  const options = { random: Random.fromSeed(4), sigma: 1 }

  it('repeats itself from the same seed', () => {
    const [one, other] = [1, 2].map(() =>
      cmaEs(rastrigin, Float64Array.of(2, 3), { random: Random.fromSeed(9), sigma: 1 }),
    )
    expect([...(one?.x ?? [])]).toEqual([...(other?.x ?? [1])])
    expect(one?.iterations).toBe(other?.iterations)
  })

  it('works in one dimension, on a plane, and along a wall', () => {
    expect(cmaEs(sphere, Float64Array.of(3), options).value).toBeLessThan(1e-12)
    const flat = cmaEs(() => 7, Float64Array.of(1, 2), options)
    expect([flat.value, flat.hasConverged, flat.iterations]).toEqual([7, true, 1])
    const walled = (x: Float64Array): number =>
      (x[0] ?? 0) < 1 ? Number.NaN : (x[0] ?? 0) + (x[1] ?? 0) * (x[1] ?? 0)
    expect(cmaEs(walled, Float64Array.of(3, 1), options).value).toBeCloseTo(1, 6)
  })

  it('does not see the scale or the turn of the land', () => {
    const long = (x: Float64Array): number => {
      const [p, q] = [(x[0] ?? 0) + (x[1] ?? 0), (x[0] ?? 0) - (x[1] ?? 0)]
      return p * p + 1e6 * q * q
    }
    const found = cmaEs(long, Float64Array.of(3, -2), options)
    expect(found.hasConverged).toBe(true)
    expect(found.value).toBeLessThan(1e-9)
  })

  it('says when its calls ran out', () => {
    const found = cmaEs(sphere, Float64Array.of(3, 3), { ...options, evaluationsMax: 20 })
    expect([found.iterations, found.hasConverged]).toEqual([3, false])
  })
})

describe('declines', () => {
  const random = Random.fromSeed(1)
  const start = Float64Array.of(1, 2)
  const process = {
    kernel: 'gaussian',
    amplitude: 1,
    lengths: Float64Array.of(1),
    noise: 0.1,
  } as const
  const [x, y] = [matrix(2, 1), Float64Array.of(1, 2)]
  const fitted = gaussianProcess({ ...process, x, y })
  if (fitted === undefined) throw new Error('singular')
  it.each<[string, () => unknown]>([
    ['a start of NaN', () => cmaEs(sphere, Float64Array.of(Number.NaN), { random, sigma: 1 })],
    ['a sigma of 0', () => cmaEs(sphere, start, { random, sigma: 0 })],
    ['a population of 3', () => cmaEs(sphere, start, { random, sigma: 1, populationSize: 3 })],
    ['no value anywhere', () => cmaEs(() => Number.NaN, start, { random, sigma: 1 })],
    ['an amplitude of 0', () => gaussianProcess({ ...process, x, y, amplitude: 0 })],
    ['noise below 0', () => gaussianProcess({ ...process, x, y, noise: -1 })],
    ['lengths of other number', () => gaussianProcess({ ...process, x, y, lengths: start })],
    ['values of other number', () => gaussianProcess({ ...process, x, y: Float64Array.of(1) })],
    ['a value of NaN', () => gaussianProcess({ ...process, x, y: Float64Array.of(1, Number.NaN) })],
    ['a wider point', () => gaussianPosterior(fitted, start)],
    [
      'one value to fit',
      () => fitGaussianProcess({ kernel: 'matern', x: matrix(1, 1), y: Float64Array.of(1) }),
    ],
    ['a deviation below 0', () => expectedImprovement({ mean: 0, deviation: -1 }, 0)],
    ['a best of NaN', () => expectedImprovement({ mean: 0, deviation: 1 }, Number.NaN)],
    ['no candidates', () => suggestParzen(space, [], random, { candidateCount: 0 })],
    ['a start of one trial', () => suggestImprovement(space, [], random, { startCount: 1 })],
  ])('%s', (_, act) => {
    expect(act).toThrow(ArgumentError)
  })
})
