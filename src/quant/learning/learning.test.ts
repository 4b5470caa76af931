import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { identity, leastSquares, type Matrix, matrix, matrixOf } from '../matrix/index.ts'
import {
  chooseElasticNet,
  elasticNet,
  elasticNetAt,
  elasticNetPath,
  fitIsotonic,
  fitPlatt,
  isotonicAt,
  isotonicMeans,
  plattProbability,
} from './index.ts'

const seeds = fc.integer({ min: 0, max: 1e6 })
const values = fc
  .array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 40 })
  .map((drawn) => Float64Array.from(drawn))

function draw(seed: number, rows: number, columns: number): { x: Matrix; y: Float64Array } {
  const random = Random.fromSeed(seed)
  const x = matrix(rows, columns)
  for (let i = 0; i < x.values.length; i += 1) x.values[i] = random.normal()
  const y = Float64Array.from(
    { length: rows },
    (_, i) => (x.values[i * columns] ?? 0) + random.normal(),
  )
  return { x, y }
}

describe('isotonic means', () => {
  it('never fall, keep the sum, and are themselves once fitted', () => {
    fc.assert(
      fc.property(values, (drawn) => {
        const fitted = isotonicMeans(drawn)
        fitted.forEach((value, i) => {
          if (i > 0) expect(value).toBeGreaterThanOrEqual(fitted[i - 1] ?? Number.NaN)
        })
        const total = (of: Float64Array): number => of.reduce((sum, value) => sum + value, 0)
        expect(total(fitted)).toBeCloseTo(total(drawn), 9)
        expect([...isotonicMeans(fitted)]).toEqual([...fitted])
      }),
    )
  })

  it('of a repeated value are those of its weight', () => {
    fc.assert(
      fc.property(values, (drawn) => {
        const weights = drawn.map((_, i) => 1 + (i % 3))
        const repeated = [...drawn].flatMap((value, i) =>
          new Array<number>(weights[i] ?? 1).fill(value),
        )
        const [weighted, spread] = [
          isotonicMeans(drawn, weights),
          isotonicMeans(Float64Array.from(repeated)),
        ]
        let at = 0
        weighted.forEach((value, i) => {
          expect(spread[at]).toBeCloseTo(value, 9)
          at += weights[i] ?? 1
        })
      }),
    )
  })

  it('are one point, or one level for what only falls', () => {
    expect([...isotonicMeans(Float64Array.of(7))]).toEqual([7])
    expect([...isotonicMeans(Float64Array.of(3, 2, 1))]).toEqual([2, 2, 2])
    const fit = fitIsotonic(Float64Array.of(1, 1, 1), Float64Array.of(0, 1, 1))
    expect(fit.knots.length).toBe(1)
    for (const x of [-9, 1, 9]) expect(isotonicAt(fit, x)).toBeCloseTo(2 / 3, 12)
  })
})

describe('Platt scaling', () => {
  it('rises with the score when the score tells, and turns with its sign', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = Random.fromSeed(seed)
        const scores = Float64Array.from({ length: 80 }, () => random.normal())
        const outcomes = scores.map((score) => (score + random.normal() > 0 ? 1 : 0))
        const fit = fitPlatt(scores, outcomes)
        const turned = fitPlatt(
          scores.map((score) => -score),
          outcomes,
        )
        expect(fit.slope).toBeLessThan(0)
        expect(turned.slope).toBeCloseTo(-fit.slope, 8)
        expect(turned.offset).toBeCloseTo(fit.offset, 8)
      }),
    )
  })

  it('is the share of hits when scores are equal, and near it for one class', () => {
    const fit = fitPlatt(new Float64Array(4).fill(2), [1, 0, 1, 1])
    expect(fit.slope).toBe(0)
    // 3 hits pulled to 4/5, one miss to 1/3.
    expect(plattProbability(fit, 2)).toBeCloseTo((3 * 0.8 + 1 / 3) / 4, 12)
    const all = fitPlatt(Float64Array.of(1, 2, 3), [1, 1, 1])
    expect(plattProbability(all, 5)).toBeCloseTo(0.8, 9)
    expect(plattProbability({ slope: -1, offset: 0 }, 1e4)).toBe(1)
    expect(plattProbability({ slope: -1, offset: 0 }, -1e4)).toBe(0)
  })
})

describe('elastic net', () => {
  it('meets the conditions of its optimum', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0.05, max: 1, noNaN: true }), (seed, mixture) => {
        const { x, y } = draw(seed, 25, 5)
        const penalty = 0.15
        const fit = elasticNet({ x, y, mixture, penalty, isStandardised: false })
        const left = y.map(
          (value, i) => value - elasticNetAt(fit, x.values.subarray(i * 5, i * 5 + 5)),
        )
        expect(left.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9)
        fit.coefficients.forEach((b, j) => {
          let pull = 0
          left.forEach((value, i) => {
            pull += (value * (x.values[i * 5 + j] ?? Number.NaN)) / 25
          })
          const slope = pull - penalty * (1 - mixture) * b
          if (b === 0) expect(Math.abs(slope)).toBeLessThanOrEqual(penalty * mixture + 1e-10)
          else expect(slope).toBeCloseTo(penalty * mixture * Math.sign(b), 9)
        })
      }),
    )
  })

  it('does not change with the unit of a column, when standardised', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(1e-3, 20), (seed, factor) => {
        const { x, y } = draw(seed, 25, 4)
        const scaled = {
          ...x,
          values: x.values.map((value, at) => (at % 4 === 0 ? factor * value : value)),
        }
        const [one, other] = [x, scaled].map((of) => elasticNet({ x: of, y, penalty: 0.1 }))
        expect((other?.coefficients[0] ?? 0) * factor).toBeCloseTo(one?.coefficients[0] ?? 9, 8)
        expect(other?.intercept).toBeCloseTo(one?.intercept ?? Number.NaN, 8)
      }),
    )
  })

  it('is least squares without a penalty, and nothing under a large one', () => {
    const { x, y } = draw(5, 30, 3)
    const withOnes = matrix(30, 4)
    for (let i = 0; i < 30; i += 1)
      withOnes.values.set([1, ...x.values.subarray(3 * i, 3 * i + 3)], 4 * i)
    const wanted = leastSquares(withOnes, y)?.coefficients
    const found = elasticNet({ x, y, penalty: 0 })
    expect(found.intercept).toBeCloseTo(wanted?.[0] ?? Number.NaN, 9)
    found.coefficients.forEach((b, j) => expect(b).toBeCloseTo(wanted?.[j + 1] ?? Number.NaN, 9))
    expect([...elasticNet({ x, y, penalty: 99 }).coefficients]).toEqual([0, 0, 0])
  })

  it('has a path that starts empty, and a choice that finds the column that tells', () => {
    const { x, y } = draw(8, 200, 6)
    const path = elasticNetPath({ x, y })
    expect(path.length).toBe(100)
    expect([...(path[0]?.coefficients ?? [1])]).toEqual([0, 0, 0, 0, 0, 0])
    const choice = chooseElasticNet({ x, y, count: 40 })
    const used = [...(choice?.sparse.coefficients ?? [])].map((b) => b !== 0)
    expect(used).toEqual([true, false, false, false, false, false])
    expect(choice?.sparse.penalty).toBeGreaterThanOrEqual(choice?.best.penalty ?? Number.NaN)
  })

  it('keeps a constant column at 0, shares between twins, and has no path for a constant y', () => {
    const x = matrixOf([
      [1, 5, 1],
      [2, 5, 2],
      [3, 5, 3],
      [5, 5, 5],
    ])
    const y = Float64Array.of(1, 2, 3, 5)
    const found = elasticNet({ x, y, penalty: 0.1, mixture: 0.5 })
    expect(found.hasConverged).toBe(true)
    expect(found.coefficients[1]).toBe(0)
    expect(found.coefficients[0]).toBeCloseTo(found.coefficients[2] ?? Number.NaN, 9)
    const flat = new Float64Array(4).fill(2)
    expect(elasticNetPath({ x, y: flat })).toEqual([])
    expect(chooseElasticNet({ x, y: flat })).toBeUndefined()
    expect(elasticNet({ x, y: flat, penalty: 0.1 }).intercept).toBe(2)
  })
})

describe('declines', () => {
  const two = Float64Array.of(1, 2)
  const broken = Float64Array.of(1, Number.NaN)
  const x = identity(2)
  const four = { x: matrix(4, 1), y: new Float64Array(4) }
  it.each<[string, () => unknown]>([
    ['nothing to fit', () => isotonicMeans(new Float64Array(0))],
    ['NaN', () => isotonicMeans(broken)],
    ['weights of other length', () => isotonicMeans(two, Float64Array.of(1))],
    ['a weight of 0', () => isotonicMeans(two, Float64Array.of(1, 0))],
    ['knots without levels', () => fitIsotonic(two, Float64Array.of(1))],
    ['a knot of infinity', () => fitIsotonic(Float64Array.of(1, Infinity), two)],
    ['a level at NaN', () => isotonicAt(fitIsotonic(two, two), Number.NaN)],
    ['no scores', () => fitPlatt(new Float64Array(0), [])],
    ['scores of NaN', () => fitPlatt(broken, [0, 1])],
    ['an outcome of a half', () => fitPlatt(two, [0, 0.5])],
    ['outcomes of other length', () => fitPlatt(two, [0])],
    ['a y of other length', () => elasticNet({ x, y: Float64Array.of(1, 2, 3), penalty: 1 })],
    ['a y of NaN', () => elasticNet({ x, y: broken, penalty: 1 })],
    ['one observation', () => elasticNet({ x: matrix(1, 1), y: Float64Array.of(1), penalty: 1 })],
    ['a penalty below 0', () => elasticNet({ x, y: two, penalty: -1 })],
    ['a mixture above 1', () => elasticNet({ x, y: two, penalty: 1, mixture: 1.1 })],
    ['penalties that rise', () => elasticNetPath({ x, y: two, penalties: [1, 2] })],
    ['a path of one', () => elasticNetPath({ x, y: two, count: 1 })],
    ['a row of other length', () => elasticNetAt(elasticNet({ x, y: two, penalty: 1 }), [1])],
    ['an empty fold', () => chooseElasticNet({ ...four, penalties: [1], folds: [0, 2, 2, 0] })],
    ['one fold', () => chooseElasticNet({ ...four, penalties: [1], folds: [0, 0, 0, 0] })],
    ['folds of other length', () => chooseElasticNet({ ...four, penalties: [1], folds: [0, 1] })],
  ])('%s', (_, act) => {
    expect(act).toThrow(ArgumentError)
  })
})
