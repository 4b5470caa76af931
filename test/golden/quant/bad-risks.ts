import * as q from '../../../src/quant/index.ts'
import { answered, one, pair, type SeriesCase } from './bad-input.ts'

const random = (): q.Random => q.Random.fromSeed(1)

const risks: readonly SeriesCase[] = [
  one('historicalRisk', 'returns', (x) => q.historicalRisk(x, 0.95), answered),
  one('gaussianRisk', 'returns', (x) => q.gaussianRisk(x, 0.95), { least: 2 }),
  one('cornishFisherRisk', 'returns', (x) => q.cornishFisherRisk(x, 0.95), {
    least: 2,
    count: 400,
  }),
  one('studentRisk', 'returns', (x) => q.studentRisk(x, 0.95), { least: 3 }),
  one('fitStudentT', 'values', q.fitStudentT, { least: 3 }),
  one('fitGeneralisedPareto', 'excesses', q.fitGeneralisedPareto, { of: 'positive', least: 2 }),
  one('paretoByMoments', 'excesses', q.paretoByMoments, { of: 'positive', least: 2 }),
  one('paretoByWeightedMoments', 'excesses', q.paretoByWeightedMoments, {
    of: 'positive',
    least: 2,
  }),
  one('fitPeaksOverThreshold', 'losses', (x) => q.fitPeaksOverThreshold(x, 1), {
    least: 0,
    count: 400,
  }),
  one('hillIndex', 'losses', (x) => q.hillIndex(x, 5), { of: 'positive', least: 6 }),
  one('pickandsShape', 'losses', (x) => q.pickandsShape(x, 5), { of: 'positive', least: 20 }),
  one('meanExcess', 'losses', q.meanExcess, { least: 0, ...answered }),
  one('lossTail', 'losses', (x) => q.lossTail(x, 0.95), answered),
  one('christoffersenTests', 'hits', (x) => q.christoffersenTests(x, 0.5), {
    of: 'bit',
    least: 2,
    ofConstant: 'declined',
  }),
  pair(
    'acerbiSzekelyStatistic',
    ['returns', 'expectedShortfall'],
    (returns, shortfall) => q.acerbiSzekelyStatistic(forecasts(returns, shortfall)),
    { of: 'positive', ...answered },
  ),
  pair(
    'acerbiSzekelyTest',
    ['returns', 'expectedShortfall'],
    (returns, shortfall) =>
      q.acerbiSzekelyTest(forecasts(returns, shortfall), { random: random(), draws: 9 }),
    {
      of: 'positive',
      ...answered,
    },
  ),
  pair(
    'mcNeilFreyTest',
    ['returns', 'expectedShortfall'],
    (returns, shortfall) =>
      q.mcNeilFreyTest(forecasts(returns, shortfall), { random: random(), draws: 9 }),
    {
      of: 'positive',
    },
  ),
  one('fitGarch', 'returns', (x) => q.fitGarch(x), { least: 30 }),
  one('fitHar', 'variances', q.fitHar, { of: 'positive', least: 30 }),
  one('ewmaVariances', 'returns', (x) => q.ewmaVariances(x), answered),
  one('bipowerVariation', 'returns', q.bipowerVariation, { least: 2, ...answered }),
  one('minRealisedVariance', 'returns', q.minRealisedVariance, { least: 2, ...answered }),
  one('medRealisedVariance', 'returns', q.medRealisedVariance, { least: 3, ...answered }),
  one('tripowerQuarticity', 'returns', q.tripowerQuarticity, { least: 3, ...answered }),
  one('medRealisedQuarticity', 'returns', q.medRealisedQuarticity, { least: 3, ...answered }),
  one('periodJumpTest', 'returns', q.periodJumpTest, { least: 10, ...answered }),
  one('jumpScan', 'returns', (x) => q.jumpScan(x, { windowCount: 20 }), {
    least: 21,
    ...answered,
    mayHoldNaN: true,
  }),
  one('realisedVariance', 'returns', q.realisedVariance, answered),
  one('realisedKernel', 'returns', (x) => q.realisedKernel(x, 4), { least: 5, ...answered }),
  one('subsampledVariance', 'logPrices', (x) => q.subsampledVariance(x, 4), {
    least: 5,
    ...answered,
  }),
  one('twoScaleVariance', 'logPrices', (x) => q.twoScaleVariance(x, 4), { least: 6, ...answered }),
  pair('fitPin', ['buys', 'sells'], (buys, sells) => q.fitPin({ buys, sells }), {
    of: 'count',
    least: 10,
    ofConstant: 'declined',
  }),
  pair(
    'pinLogLikelihood',
    ['buys', 'sells'],
    (buys, sells) => q.pinLogLikelihood({ buys, sells }, pin),
    { of: 'count', ofConstant: 'declined' },
  ),
]

const pin = { alpha: 0.3, delta: 0.5, mu: 20, epsilonBuy: 20, epsilonSell: 20 }

function forecasts(returns: Float64Array, expectedShortfall: Float64Array): q.ShortfallForecasts {
  const valueAtRisk = new Float64Array(returns.length).fill(0.5)
  return { returns: returns.map((value) => -value), valueAtRisk, expectedShortfall, level: 0.975 }
}

export const riskCases: readonly SeriesCase[] = [...risks]
