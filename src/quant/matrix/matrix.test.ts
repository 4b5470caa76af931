import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import {
  cholesky,
  covarianceOf,
  identity,
  inverse,
  leastSquares,
  type Matrix,
  matrix,
  matrixOf,
  multiply,
  multiplyVector,
  solve,
  symmetricEigen,
  transpose,
} from './index.ts'

const sizes = fc.integer({ min: 1, max: 12 })
const seeds = fc.integer({ min: 0, max: 1e6 })

function drawMatrix(seed: number, rows: number, columns: number): Matrix {
  const random = Random.fromSeed(seed)
  const made = matrix(rows, columns)
  for (let i = 0; i < made.values.length; i += 1) made.values[i] = random.normal()
  return made
}

function drawSymmetric(seed: number, size: number): Matrix {
  const a = drawMatrix(seed, size, size)
  const b = transpose(a)
  return { ...a, values: a.values.map((value, i) => value + (b.values[i] ?? 0)) }
}

function largestGap(a: Matrix, b: Matrix): number {
  return a.values.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - (b.values[i] ?? 0))),
    0,
  )
}

describe('properties', () => {
  it('a = L L′', () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, size) => {
        const root = drawMatrix(seed, size, size + 2)
        const a = multiply(root, transpose(root))
        const l = cholesky(a)
        if (l === undefined) throw new Error('not positive definite')
        expect(largestGap(multiply(l, transpose(l)), a)).toBeLessThan(1e-12)
      }),
    )
  })

  it('a x = b, and a × inverse is the identity', () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, size) => {
        const a = drawMatrix(seed, size, size)
        const b = drawMatrix(seed + 1, size, 1).values
        const x = solve(a, b)
        const inverted = inverse(a)
        if (x === undefined || inverted === undefined) throw new Error('singular')
        const size1 = Math.max(1, ...x.map(Math.abs))
        multiplyVector(a, x).forEach((value, i) => {
          expect(Math.abs(value - (b[i] ?? 0))).toBeLessThan(1e-12 * size1)
        })
        const large = Math.max(1, ...inverted.values.map(Math.abs))
        expect(largestGap(multiply(a, inverted), identity(size))).toBeLessThan(1e-12 * large)
      }),
    )
  })

  it('eigenvalues and vectors make up the matrix, ascending and orthonormal', () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, size) => {
        const a = drawSymmetric(seed, size)
        const { values, vectors } = symmetricEigen(a)
        const scaled = {
          ...vectors,
          values: vectors.values.map((v, i) => v * (values[i % size] ?? 0)),
        }
        expect(largestGap(multiply(scaled, transpose(vectors)), a)).toBeLessThan(1e-12)
        expect(largestGap(multiply(transpose(vectors), vectors), identity(size))).toBeLessThan(
          1e-13,
        )
        expect([...values]).toEqual([...values].sort((x, y) => x - y))
      }),
    )
  })

  it('residuals are orthogonal to every column', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 6 }), (seed, columns) => {
        const x = drawMatrix(seed, columns + 9, columns)
        const fit = leastSquares(x, drawMatrix(seed + 1, columns + 9, 1).values)
        if (fit === undefined) throw new Error('collinear')
        for (const product of multiplyVector(transpose(x), fit.residuals))
          expect(Math.abs(product)).toBeLessThan(1e-12)
      }),
    )
  })

  it('a covariance moves with the scales and not with the levels', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: -8, max: 8 }), (seed, level) => {
        const random = Random.fromSeed(seed)
        const series = [0, 1, 2].map(() => Float64Array.from({ length: 20 }, () => random.normal()))
        const moved = series.map((values, i) => values.map((value) => 2 * (i + 1) * value + level))
        const before = covarianceOf(series).values
        covarianceOf(moved).values.forEach((value, i) => {
          const factor = 4 * ((i % 3) + 1) * (Math.floor(i / 3) + 1)
          expect(value).toBeCloseTo(factor * (before[i] ?? 0), 10)
        })
      }),
    )
  })
})

describe('eigenvalues of awkward matrices', () => {
  it.each([
    ['a single number', [[-3]], [-3]],
    [
      'zeros',
      [
        [0, 0],
        [0, 0],
      ],
      [0, 0],
    ],
    [
      'a diagonal',
      [
        [3, 0, 0],
        [0, 1, 0],
        [0, 0, 2],
      ],
      [1, 2, 3],
    ],
    [
      'equal values',
      [
        [2, 1, 1],
        [1, 2, 1],
        [1, 1, 2],
      ],
      [1, 1, 4],
    ],
    [
      'tiny values',
      [
        [2e-200, 1e-200],
        [1e-200, 2e-200],
      ],
      [1e-200, 3e-200],
    ],
    [
      'huge values',
      [
        [2e300, 1e300],
        [1e300, 2e300],
      ],
      [1e300, 3e300],
    ],
    [
      'a zero diagonal',
      [
        [0, 1],
        [1, 0],
      ],
      [-1, 1],
    ],
  ])('%s', (_, rows, wanted) => {
    const { values } = symmetricEigen(matrixOf(rows))
    const size = Math.max(...wanted.map(Math.abs), 1e-300)
    wanted.forEach((value, i) => {
      expect(Math.abs((values[i] ?? Number.NaN) - value) / size).toBeLessThan(1e-14)
    })
  })

  it('takes a hundred columns', () => {
    const a = drawSymmetric(5, 100)
    const { values, vectors } = symmetricEigen(a)
    const scaled = { ...vectors, values: vectors.values.map((v, i) => v * (values[i % 100] ?? 0)) }
    expect(largestGap(multiply(scaled, transpose(vectors)), a)).toBeLessThan(1e-12)
  })

  it('gives each vector the sign of its largest element', () => {
    const { vectors } = symmetricEigen(
      matrixOf([
        [2, -1],
        [-1, 2],
      ]),
    )
    const half = Math.SQRT1_2
    const wanted = [half, half, half, -half]
    wanted.forEach((value, i) => expect(vectors.values[i]).toBeCloseTo(value, 14))
  })
})
