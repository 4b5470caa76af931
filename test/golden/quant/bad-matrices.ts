import * as q from '../../../src/quant/index.ts'
import type { MatrixCase } from './bad-input.ts'

const ones = Float64Array.of(1, 1)
const half = Float64Array.of(0.5, 0.5)
const other = Float64Array.of(0.3, 0.7)

const of = (
  declines: MatrixCase['declines'],
  name: string,
  input: string,
  call: MatrixCase['call'],
): MatrixCase => ({ declines, name, input, call })

/** Functions of a matrix of two by two, by what they decline besides NaN and infinities. */
export const matrixCases: readonly MatrixCase[] = [
  of('not-finite', 'leastSquares', 'x', (x) => q.leastSquares(tall(x), Float64Array.of(1, 2, 4))),
  of('not-finite', 'zeroSumEquilibrium', 'payoffs', q.zeroSumEquilibrium),
  of('not-finite', 'zeroSumGame', 'payoffs', q.zeroSumGame),
  of('not-finite', 'actionPayoffs', 'row', (row) =>
    q.actionPayoffs({ row, column: row }, 'row', half),
  ),
  of('not-finite', 'bestResponse', 'row', (row) =>
    q.bestResponse({ row, column: row }, 'row', half),
  ),
  of('not-finite', 'exploitability', 'row', (row) =>
    q.exploitability({ row, column: row }, { row: half, column: other }),
  ),
  of('not-finite', 'coarseGap', 'joint', (joint) =>
    q.coarseGap(q.zeroSumGame(q.identity(2)), {
      ...joint,
      values: joint.values.map((value) => value / 3),
    }),
  ),
  of('not-square', 'cholesky', 'a', q.cholesky),
  of('not-square', 'solve', 'a', (a) => q.solve(a, ones)),
  of('not-square', 'inverse', 'a', q.inverse),
  of('not-symmetric', 'symmetricEigen', 'a', q.symmetricEigen),
  of('not-symmetric', 'splitCovariance', 'covariance', q.splitCovariance),
  of('not-symmetric', 'correlationOf', 'covariance', q.correlationOf),
  of('not-symmetric', 'nearestCorrelation', 'a', q.nearestCorrelation),
  of('not-symmetric', 'absorptionRatio', 'covariance', (a) => q.absorptionRatio(a)),
  of('not-symmetric', 'systemicShare', 'correlations', q.systemicShare),
  of('not-symmetric', 'contagion', 'now', (a) => q.contagion(a, q.identity(2))),
  of('not-symmetric', 'minimumVariance', 'covariance', (a) => q.minimumVariance(a)),
  of('not-symmetric', 'maximumDiversification', 'covariance', q.maximumDiversification),
  of('not-symmetric', 'diversificationRatio', 'covariance', (a) => q.diversificationRatio(half, a)),
  of('not-symmetric', 'portfolioVariance', 'covariance', (a) => q.portfolioVariance(half, a)),
  of('not-symmetric', 'riskContributions', 'covariance', (a) => q.riskContributions(half, a)),
  of('not-symmetric', 'riskParity', 'covariance', (a) => q.riskParity(a)),
  of('not-symmetric', 'hierarchicalRiskParity', 'covariance', (a) => q.hierarchicalRiskParity(a)),
  of('not-symmetric', 'inverseVariance', 'covariance', q.inverseVariance),
  of('not-symmetric', 'meanVariance', 'covariance', (covariance) =>
    q.meanVariance({ means: ones, covariance, riskAversion: 1 }),
  ),
  of('not-symmetric', 'kellyPortfolio', 'covariance', (covariance) =>
    q.kellyPortfolio({ means: ones, covariance }),
  ),
  of('not-symmetric', 'impliedReturns', 'covariance', (covariance) =>
    q.impliedReturns({ covariance, weights: half, riskAversion: 2 }),
  ),
  of('not-symmetric', 'blackLitterman', 'covariance', (covariance) =>
    q.blackLitterman(
      { means: ones, covariance },
      { picks: q.matrixOf([[1, -1]]), returns: Float64Array.of(0.1) },
    ),
  ),
  of('not-symmetric', 'quadraticMinimum', 'quadratic', (quadratic) =>
    q.quadraticMinimum({
      quadratic,
      linear: ones,
      lower: new Float64Array(2),
      upper: ones,
    }),
  ),
  of('not-symmetric', 'sampleGaussianCopula', 'correlation', (a) =>
    q.sampleGaussianCopula(a, 3, q.Random.fromSeed(1)),
  ),
  of('not-symmetric', 'sampleStudentCopula', 'correlation', (correlation) =>
    q.sampleStudentCopula({ correlation, degrees: 4 }, 3, q.Random.fromSeed(1)),
  ),
  of('not-symmetric', 'gaussianCopulaLogLikelihood', 'correlation', (a) =>
    q.gaussianCopulaLogLikelihood([half, other], a),
  ),
  of('not-symmetric', 'studentCopulaLogLikelihood', 'correlation', (correlation) =>
    q.studentCopulaLogLikelihood([half, other], { correlation, degrees: 4 }),
  ),
]

/** One row more. */
function tall({ columns, values }: q.Matrix): q.Matrix {
  const more = columns === 2 ? [3, 1] : new Array<number>(columns).fill(1)
  return { rows: values.length / columns + 1, columns, values: Float64Array.of(...values, ...more) }
}
