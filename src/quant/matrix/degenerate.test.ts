import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../argument.ts'
import {
  cholesky,
  covarianceOf,
  identity,
  inverse,
  leastSquares,
  matrix,
  matrixOf,
  multiply,
  multiplyVector,
  solve,
  symmetricEigen,
} from './index.ts'

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
