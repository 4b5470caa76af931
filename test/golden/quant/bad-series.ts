import * as q from '../../../src/quant/index.ts'
import { answered, many, one, pair, type SeriesCase } from './bad-input.ts'

const random = (): q.Random => q.Random.fromSeed(1)

function quiet(
  name: string,
  call: SeriesCase['call'],
  ofConstant: SeriesCase['ofConstant'] = 'none',
): SeriesCase {
  return { name, inputs: ['values'], call, ofConstant, isQuiet: true }
}

const describing: readonly SeriesCase[] = [
  quiet('mean', q.mean, 'numbers'),
  quiet('variance', (x) => q.variance(x), 'numbers'),
  quiet('deviation', (x) => q.deviation(x), 'numbers'),
  quiet('moments', q.moments),
  quiet('quantile', (x) => q.quantile(x, 0.3), 'numbers'),
  quiet('autocorrelation', (x) => q.autocorrelation(x, 2)),
  quiet('sharpeRatio', q.sharpeRatio),
  quiet('annualisation', (x) => q.annualisation(x, 365, 2)),
  quiet('ksDistance', (x) => q.ksDistance(x, q.normalCdf), 'numbers'),
  { ...quiet('fitLine', (x, y) => q.fitLine(x, y)), inputs: ['x', 'y'] },
]

const changing: readonly SeriesCase[] = [
  one('cusumTest', 'series', q.cusumTest, { least: 4 }),
  one('meanBreak', 'series', (x) => q.meanBreak(x), { least: 4 }),
  one('pelt', 'series', (x) => q.pelt(x), { least: 4, ...answered }),
  one('dickeyFuller', 'series', (x) => q.dickeyFuller(x), { least: 4 }),
  pair('engleGranger', ['y', 'others'], (y, x) => q.engleGranger(y, [x]), { least: 12 }),
  pair('granger', ['effect', 'cause'], (effect, cause) => q.granger({ cause, effect, lags: 2 }), {
    least: 8,
  }),
  many('johansen', 'series', (s) => q.johansen(s), { least: 6 }),
  one('kpss', 'series', (x) => q.kpss(x), { least: 4 }),
  one('phillipsPerron', 'series', (x) => q.phillipsPerron(x), { least: 8 }),
  one('fitOrnsteinUhlenbeck', 'series', (x) => q.fitOrnsteinUhlenbeck(x), {
    of: 'reverting',
    least: 4,
  }),
  pair('transferEntropy', ['source', 'target'], (x, y) => q.transferEntropy(x, y, random()), {
    least: 9,
  }),
  one('fitLocalLevel', 'series', q.fitLocalLevel, { least: 4, mayMiss: true }),
  one('fitLocalLinearTrend', 'series', q.fitLocalLinearTrend, { least: 6, mayMiss: true }),
]

const joint: readonly SeriesCase[] = [
  pair('kendallTau', ['x', 'y'], q.kendallTau, { least: 2 }),
  pair('spearmanRho', ['x', 'y'], q.spearmanRho, { least: 2 }),
  many('kendallMatrix', 'series', q.kendallMatrix, { least: 2 }),
  one('pseudoObservations', 'values', q.pseudoObservations, answered),
  many('rankCorrelation', 'series', q.rankCorrelation, { least: 2 }),
  many('fitGaussianCopula', 'series', q.fitGaussianCopula, { least: 2 }),
  many('fitStudentCopula', 'series', (s) => q.fitStudentCopula(s), { least: 2 }),
  many(
    'fitCopulaByRegime',
    'series',
    (s) => q.fitCopulaByRegime(s, new Float64Array(s[0]?.length ?? 0)),
    answered,
  ),
  many(
    'gaussianCopulaLogLikelihood',
    'shares',
    (s) => q.gaussianCopulaLogLikelihood(s, q.identity(2)),
    { of: 'share', least: 2, ...answered },
  ),
  many(
    'studentCopulaLogLikelihood',
    'shares',
    (s) => q.studentCopulaLogLikelihood(s, { correlation: q.identity(2), degrees: 4 }),
    { of: 'share', least: 2, ...answered },
  ),
  many('covarianceOf', 'series', q.covarianceOf, { least: 2, ...answered }),
  many('ledoitWolf', 'series', q.ledoitWolf, { least: 2, ...answered }),
  many('oracleShrinkage', 'series', q.oracleShrinkage, { least: 2, ...answered }),
  many('constantCorrelation', 'series', q.constantCorrelation, { least: 2 }),
  many('exponentialCovariance', 'series', (s) => q.exponentialCovariance(s, 5), {
    least: 2,
    ...answered,
  }),
  many('principalComponents', 'series', (s) => q.principalComponents(s), { least: 2 }),
  many('jennrichTest', 'before', (s) => q.jennrichTest(s, s), { least: 3 }),
  many('fitDcc', 'returns', (s) => q.fitDcc(s), { least: 30, count: 120 }),
  many('kellyOutcomes', 'returns', (returns) => q.kellyOutcomes({ returns }), {
    of: 'share',
    ...answered,
  }),
]

export const describingCases: readonly SeriesCase[] = [...describing, ...changing, ...joint]
