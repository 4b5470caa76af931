import * as q from '../../../src/quant/index.ts'
import { answered, one, pair, type SeriesCase } from './bad-input.ts'

const paths: readonly SeriesCase[] = [
  one('hurst', 'returns', q.hurst, { least: 32 }),
  one('detrendedFluctuation', 'series', (x) => q.detrendedFluctuation(x), { least: 40 }),
  one('lyapunovExponent', 'series', (x) => q.lyapunovExponent(x), { least: 10 }),
  one('permutationEntropy', 'series', (x) => q.permutationEntropy(x), { least: 3, ...answered }),
  one('recurrence', 'series', (x) => q.recurrence(x, { threshold: 0.5 }), {
    least: 3,
    ...answered,
  }),
  one('sampleEntropy', 'series', (x) => q.sampleEntropy(x), { least: 4 }),
  one('approximateEntropy', 'series', (x) => q.approximateEntropy(x), { least: 4 }),
  one('shannonEntropy', 'values', (x) => q.shannonEntropy(x, 8), { least: 2 }),
  one('benford', 'values', q.benford, answered),
  one('fourierTransform', 'real', (x) => q.fourierTransform(x), answered),
  one('periodogram', 'series', (x) => q.periodogram(x), { least: 4, ...answered }),
  one('strongestCycle', 'series', (x) => q.strongestCycle(x), { least: 4 }),
  one('waveletTransform', 'series', (x) => q.waveletTransform(x, 'db2', 2), {
    least: 4,
    ...answered,
  }),
  one('maximalOverlap', 'series', (x) => q.maximalOverlap(x, 'db2', 2), { least: 4, ...answered }),
  one('waveletVariance', 'series', (x) => q.waveletVariance(x, 'db1', 2), {
    least: 4,
    ...answered,
  }),
  one('denoise', 'series', (x) => q.denoise(x, 'db2', 2), { least: 4, ...answered }),
  one('absorptionShift', 'ratios', (x) => q.absorptionShift(x, { short: 5, long: 20 }), {
    least: 20,
  }),
  pair('elasticNet', ['y', 'x'], (y, x) => q.elasticNet({ ...problem(y, x), penalty: 0.1 }), {
    least: 2,
    ...answered,
  }),
  pair('elasticNetPath', ['y', 'x'], (y, x) => q.elasticNetPath(problem(y, x)), {
    least: 2,
    ...answered,
  }),
  pair('chooseElasticNet', ['y', 'x'], (y, x) => q.chooseElasticNet(problem(y, x)), { least: 2 }),
  pair('leastSquares', ['x', 'y'], (x, y) => q.leastSquares(column(x), y), {
    least: 2,
    ...answered,
  }),
  one('isotonicMeans', 'values', (x) => q.isotonicMeans(x), answered),
  pair('fitIsotonic', ['x', 'y'], (x, y) => q.fitIsotonic(x, y), answered),
  pair('fitPlatt', ['scores', 'outcomes'], (x, y) => q.fitPlatt(x, bits(y)), {
    ...answered,
    of: 'bit',
  }),
]

function column(x: Float64Array): q.Matrix {
  return { rows: x.length, columns: 1, values: x }
}

function problem(y: Float64Array, x: Float64Array): q.ElasticNetProblem {
  return { x: column(x), y }
}

function bits(y: Float64Array): Float64Array {
  return y.map((value) => (value === 0.1 ? 1 : value))
}

export const pathCases: readonly SeriesCase[] = [...paths]
