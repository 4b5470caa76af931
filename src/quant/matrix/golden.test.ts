import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/matrix.json' with { type: 'json' }
import { nearLargest } from '../../../test/golden/quant/near-largest.ts'
import {
  cholesky,
  covarianceOf,
  inverse,
  leastSquares,
  logDeterminant,
  matrixOf,
  solve,
  solveCholesky,
  symmetricEigen,
} from './index.ts'

const expectNear = nearLargest(golden.tolerance)

describe.each(golden.positive)('positive definite $name', (sample) => {
  const a = matrixOf(sample.a)
  const b = Float64Array.from(sample.b)
  // Two correct answers may differ by the rounding of the input times the condition.
  const tolerance = Math.max(1e-12, 20 * sample.condition * Number.EPSILON)

  it('has the Cholesky factor and determinant of numpy', () => {
    const factor = cholesky(a)
    if (factor === undefined) throw new Error('not positive definite')
    expectNear(factor.values, sample.cholesky.flat())
    expectNear(Float64Array.of(logDeterminant(factor)), [sample.logDeterminant])
    expectNear(solveCholesky(factor, b), sample.solution, tolerance)
  })

  it('has the solution and the inverse of numpy', () => {
    expectNear(solve(a, b), sample.solution, tolerance)
    expectNear(inverse(a)?.values, sample.inverse.flat(), tolerance)
  })

  it('has the eigenvalues and vectors of numpy', () => {
    const found = symmetricEigen(a)
    expectNear(found.values, sample.eigenvalues, 1e-14)
    expectNear(found.vectors.values, sample.eigenvectors.flat(), tolerance)
  })
})

it('has the eigenvalues and vectors of numpy when some are below 0', () => {
  const found = symmetricEigen(matrixOf(golden.symmetric.a))
  expectNear(found.values, golden.symmetric.eigenvalues, 1e-14)
  expectNear(found.vectors.values, golden.symmetric.eigenvectors.flat(), 1e-12)
})

it('has the solution and the inverse of numpy without symmetry', () => {
  const a = matrixOf(golden.general.a)
  expectNear(solve(a, Float64Array.of(1, 2, 3, 4, 5)), golden.general.solution, 1e-12)
  expectNear(inverse(a)?.values, golden.general.inverse.flat(), 1e-12)
})

it('has the covariance of numpy', () => {
  const series = golden.series.values.map((values) => Float64Array.from(values))
  expectNear(covarianceOf(series).values, golden.series.covariance.flat(), 1e-12)
})

it.each(golden.regressions)('has the $name regression of statsmodels', (sample) => {
  const found = leastSquares(matrixOf(sample.x), Float64Array.from(sample.y))
  expectNear(found?.coefficients, sample.coefficients, 1e-12)
  expectNear(Float64Array.of(found?.residualSum ?? Number.NaN), [sample.residualSum], 1e-12)
  expectNear(found?.covariance.values, sample.covariance.flat(), 1e-12)
})

it("has the certified answers of NIST's ill-conditioned Longley data, each to 1e-9", () => {
  const { x, y, certified, certifiedErrors, certifiedDeviation } = golden.longley
  const found = leastSquares(matrixOf(x), Float64Array.from(y))
  if (found === undefined) throw new Error('collinear')
  certified.forEach((wanted, i) => {
    const error = Math.sqrt(found.covariance.values[i * certified.length + i] ?? Number.NaN)
    expect(Math.abs((found.coefficients[i] ?? Number.NaN) / wanted - 1)).toBeLessThan(1e-9)
    expect(Math.abs(error / (certifiedErrors[i] ?? Number.NaN) - 1)).toBeLessThan(1e-9)
  })
  const deviation = Math.sqrt(found.residualSum / (x.length - certified.length))
  expect(Math.abs(deviation / certifiedDeviation - 1)).toBeLessThan(1e-9)
})
