import { expect, it } from 'vitest'
import golden from '../../../test/golden/quant/copula.json' with { type: 'json' }
import { hasShared, sharedColumn } from '../../../test/golden/quant/shared-columns.ts'
import {
  fitGaussianCopula,
  fitStudentCopula,
  gaussianCopulaLogLikelihood,
  kendallMatrix,
  pseudoObservations,
  studentCopulaLogLikelihood,
  studentRankQuantiles,
  studentTailDependence,
} from './index.ts'

/** Equal to `tolerance`: relative above 1, absolute below. */
function expectNear(found: ArrayLike<number>, wanted: ArrayLike<number>, tolerance = 1e-9): void {
  expect(found.length).toBe(wanted.length)
  for (let i = 0; i < wanted.length; i += 1) {
    const size = Math.max(1, Math.abs(wanted[i] ?? Number.NaN))
    const gap = Math.abs((found[i] ?? Number.NaN) - (wanted[i] ?? Number.NaN)) / size
    expect(gap).toBeLessThan(tolerance)
  }
}

type Wanted = Omit<(typeof golden.cases)['two'], 'series'>

function expectFit(series: readonly Float64Array[], wanted: Wanted): void {
  expectNear(kendallMatrix(series)?.values ?? [], wanted.taus, 1e-12)
  const fit = fitStudentCopula(series)
  if (fit === undefined) throw new Error('there is no fit')
  expectNear(fit.correlation.values, wanted.correlation, 1e-12)
  expectNear([fit.logLikelihood], [wanted.logLikelihood])
  // The likelihood is flat to its last digit over this much of the degrees.
  expectNear([fit.degrees], [wanted.degrees], 1e-5)
  const shares = series.map(pseudoObservations)
  const five = { correlation: fit.correlation, degrees: 5 }
  expectNear([studentCopulaLogLikelihood(shares, five)], [wanted.atFive])
  expectNear([studentCopulaLogLikelihood(shares, fit)], [fit.logLikelihood])
  expectNear([gaussianCopulaLogLikelihood(shares, fit.correlation)], [wanted.gaussian])
  expectNear([fitGaussianCopula(series)?.logLikelihood ?? 0], [wanted.gaussian])
}

it.each(Object.entries(golden.cases))('is the fit written out on scipy: %s', (_, wanted) => {
  const series = wanted.series.map((values) => Float64Array.from(values))
  expectFit(series, wanted)
})

it.skipIf(!hasShared)('is the fit written out on scipy: four stock markets', () => {
  const series = ['DAX', 'SMI', 'CAC', 'FTSE'].map((market) => {
    const logs = sharedColumn('golden/eustockmarkets_1860.csv', market).map(Math.log)
    return logs.slice(1).map((log, t) => log - (logs[t] as number))
  })
  expectFit(series, golden.stocks)
})

it('has the Student t quantiles of scipy at every rank', () => {
  for (const [degrees, count, wanted] of golden.quantiles)
    expectNear(studentRankQuantiles(Number(count), Number(degrees)), wanted as number[], 1e-10)
})

it.each([
  [2, -0.5, 0.06],
  [2, 0, 0.18],
  [2, 0.5, 0.39],
  [2, 0.9, 0.72],
  [4, 0, 0.08],
  [4, 0.5, 0.25],
  [4, 0.9, 0.63],
  [10, 0, 0.01],
  [10, 0.5, 0.08],
  [10, 0.9, 0.46],
])('has the published tail dependence at %d degrees and correlation %d', (degrees, rho, wanted) => {
  // Table 1 of McNeil, Frey and Embrechts' section on the t copula; two digits.
  expect(Math.abs(studentTailDependence(rho, degrees) - wanted)).toBeLessThan(0.00501)
})
