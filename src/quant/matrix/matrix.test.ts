import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
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

describe('no answer', () => {
  it('is undefined for a singular matrix', () => {
    const singular = [
      [
        [1, 2],
        [2, 4],
      ],
      [
        [0, 0],
        [0, 0],
      ],
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
      [
        [0.1, 0.3],
        [0.3, 0.9],
      ],
    ]
    for (const rows of singular) {
      const a = matrixOf(rows)
      expect(solve(a, new Float64Array(a.rows).fill(1))).toBeUndefined()
      expect(inverse(a)).toBeUndefined()
    }
  })

  it('is undefined for what is not positive definite', () => {
    for (const rows of [
      [[-1]],
      [[0]],
      [
        [1, 2],
        [2, 1],
      ],
      [
        [1, 1],
        [1, 1],
      ],
      [
        [0.1, 0.3],
        [0.3, 0.9],
      ],
    ])
      expect(cholesky(matrixOf(rows))).toBeUndefined()
  })

  it('is a solution for rows of very different size', () => {
    const x = solve(
      matrixOf([
        [1, 1],
        [1e-30, 2e-30],
      ]),
      Float64Array.of(3, 5e-30),
    )
    expect(x?.[0]).toBeCloseTo(1, 12)
    expect(x?.[1]).toBeCloseTo(2, 12)
  })

  it('is undefined for collinear columns', () => {
    const y = Float64Array.of(1, 2, 3, 5)
    const collinear = [
      [
        [1, 2],
        [1, 2],
        [1, 2],
        [1, 2],
      ],
      [[0], [0], [0], [0]],
      [
        [1, 0.1, 1.1],
        [1, 0.7, 1.7],
        [1, 0.3, 1.3],
        [1, 0.9, 1.9],
      ],
    ]
    for (const rows of collinear) expect(leastSquares(matrixOf(rows), y)).toBeUndefined()
  })

  it('is no variance, exactly, for a constant series', () => {
    const constant = new Float64Array(10).fill(0.1)
    const other = Float64Array.from({ length: 10 }, (_, i) => i * i)
    const { values } = covarianceOf([constant, other])
    expect([values[0], values[1], values[2]]).toEqual([0, 0, 0])
  })

  it('is no residual for a line through its points', () => {
    const fit = leastSquares(
      matrixOf([
        [1, 1],
        [1, 2],
        [1, 3],
      ]),
      Float64Array.of(3, 5, 7),
    )
    expect(fit?.coefficients[0]).toBeCloseTo(1, 12)
    expect(fit?.coefficients[1]).toBeCloseTo(2, 12)
    expect(fit?.residualSum).toBeLessThan(1e-25)
  })
})

describe('declines', () => {
  const two = identity(2)
  const broken = { ...two, values: Float64Array.of(1, Number.NaN, 0, 1) }
  it.each<[string, () => unknown]>([
    ['no rows', () => matrixOf([])],
    ['an empty row', () => matrixOf([[]])],
    ['rows of different length', () => matrixOf([[1, 2], [3]])],
    ['NaN', () => matrixOf([[Number.NaN]])],
    ['a size of 0', () => matrix(0, 1)],
    ['a size that is not whole', () => matrix(1.5, 1)],
    ['sizes that do not fit', () => multiply(two, matrix(3, 1))],
    ['a vector that does not fit', () => multiplyVector(two, new Float64Array(3))],
    ['a factor of what is not square', () => cholesky(matrix(2, 3))],
    ['a factor of NaN', () => cholesky(broken)],
    ['a solution of what is not square', () => solve(matrix(2, 3), new Float64Array(2))],
    ['a right side of other length', () => solve(two, new Float64Array(3))],
    ['a right side of infinity', () => solve(two, Float64Array.of(1, Number.POSITIVE_INFINITY))],
    ['the inverse of NaN', () => inverse(broken)],
    [
      'eigenvalues without symmetry',
      () =>
        symmetricEigen(
          matrixOf([
            [1, 2],
            [3, 4],
          ]),
        ),
    ],
    ['as many columns as rows', () => leastSquares(two, new Float64Array(2))],
    ['a y of other length', () => leastSquares(matrix(3, 1), new Float64Array(2))],
    ['a y of NaN', () => leastSquares(matrix(2, 1), Float64Array.of(1, Number.NaN))],
    ['no series', () => covarianceOf([])],
    ['a series of one value', () => covarianceOf([Float64Array.of(1)])],
    ['series of different length', () => covarianceOf([new Float64Array(3), new Float64Array(4)])],
    ['a series with NaN', () => covarianceOf([Float64Array.of(1, Number.NaN)])],
  ])('%s', (_, act) => {
    expect(act).toThrow(ArgumentError)
  })
})
