import * as q from '../../../src/quant/index.ts'
import { drawnSeries, type NumberCase, type NumberInput, numbers } from './bad-input.ts'

const inf = Number.POSITIVE_INFINITY
const x = drawnSeries('normal', 80, 1)
const y = drawnSeries('normal', 80, 2)
const losses = drawnSeries('positive', 200, 3)
const random = (): q.Random => q.Random.fromSeed(1)

const level: NumberInput = ['level', 0.95, 0, 1, -1]
const trials: NumberInput = ['trials', 10, 0, 2.5]
const draws: NumberInput = ['draws', 9, 0, 1.5]

const sharpe = { sharpe: 0.2, count: 99, skewness: 0, kurtosis: 3 }
const game = q.zeroSumGame(q.identity(2))
const statistic = (drawn: Float64Array): number => drawn[0] ?? 0

export const ratioCases: readonly NumberCase[] = [
  numbers('sharpeInterval', [['confidence', 0.95, 0, 1]], (c) => q.sharpeInterval(sharpe, c)),
  numbers('minimumTrackRecord', [['confidence', 0.95, 0.5, 1]], (c) =>
    q.minimumTrackRecord(sharpe, 0, c),
  ),
  numbers('deflatedSharpe', [trials, ['sharpeVariance', 0.1, -1]], (n, own) =>
    q.deflatedSharpe(sharpe, { trials: n, sharpeVariance: own }),
  ),
  numbers('expectedMaximumSharpe', [trials, ['sharpeVariance', 0.1, -1]], (n, own) =>
    q.expectedMaximumSharpe({ trials: n, sharpeVariance: own }),
  ),
  numbers('minimumBacktestYears', [trials, ['sharpeYearly', 1, 0]], (n, yearly) =>
    q.minimumBacktestYears({ trials: n, sharpeYearly: yearly }),
  ),
  numbers('sharpeProbability', [['count', 9, 1, 2.5]], (count) =>
    q.sharpeProbability({ sharpe: 1, count }),
  ),
  numbers(
    'sequentialMean',
    [
      ['alpha', 0.05, 0, 0.5],
      ['bestAt', 60, 0, 1.5],
    ],
    (alpha, bestAt) => q.sequentialMean(x, { alpha, bestAt }),
  ),
  numbers('haircutSharpe', [['count', 9, 1, 2.5]], (count) =>
    q.haircutSharpe({ sharpe: 1, count }, [0.5], 'holm'),
  ),
  numbers(
    'annualisation',
    [
      ['periods', 365, 0],
      ['lags', 2, -1, 1.5],
    ],
    (periods, lags) => q.annualisation(x, periods, lags),
  ),
  numbers('quantile', [['share', 0.3, -1, 2]], (share) => q.quantile(x, share)),
  numbers('autocorrelation', [['lag', 2, -1, 1.5]], (lag) => q.autocorrelation(x, lag)),
  numbers('stationaryBootstrap', [['blockMean', 3, 0.5], draws], (blockMean, n) =>
    q.stationaryBootstrap({ values: x, blockMean, draws: n, random: random(), statistic }),
  ),
  numbers(
    'expectedImprovement',
    [
      ['mean', 1, inf],
      ['deviation', 1, -1],
    ],
    (mean, deviation) => q.expectedImprovement({ mean, deviation }, 1),
  ),
  numbers('shapleyValues', [['players', 3, 0, 17]], (n) => q.shapleyValues(n, (of) => of)),
  numbers(
    'shapleyEstimate',
    [
      ['players', 3, 0, 32],
      ['orders', 9, 1],
    ],
    (players, orders) =>
      q.shapleyEstimate({ players, orders, worth: (of) => of, random: random() }),
  ),
  numbers('fictitiousPlay', [['rounds', 9, 0]], (rounds) => q.fictitiousPlay(game, rounds)),
  numbers('regretMatching', [['rounds', 9, 0]], (rounds) => q.regretMatching(game, { rounds })),
  numbers(
    'brentRoot',
    [
      ['low', 0, inf],
      ['high', 3, inf, -1],
    ],
    (low, high) => q.brentRoot((at) => at - 1, low, high),
  ),
  numbers(
    'brentMinimum',
    [
      ['low', 0, inf],
      ['high', 3, inf, -1],
    ],
    (low, high) => q.brentMinimum((at) => (at - 1) * (at - 1), low, high),
  ),
  numbers('granger', [['lags', 2, 0, 1.5]], (lags) => q.granger({ cause: y, effect: x, lags })),
  numbers('archTest', [['lags', 2, 0, 1.5]], (lags) => q.archTest(x, lags)),
  numbers('shannonEntropy', [['bins', 8, 1, 1.5]], (bins) => q.shannonEntropy(x, bins)),
  numbers('hillIndex', [['largest', 5, 0, 1.5]], (n) => q.hillIndex(losses, n)),
  numbers('pickandsShape', [['quarter', 5, 0, 1.5]], (n) => q.pickandsShape(losses, n)),
  numbers('lossTail', [level], (at) => q.lossTail(losses, at)),
  numbers('historicalRisk', [level], (at) => q.historicalRisk(x, at)),
  numbers('gaussianRisk', [level], (at) => q.gaussianRisk(x, at)),
  numbers('exponentialCovariance', [['halfLife', 5, 0]], (n) => q.exponentialCovariance([x, y], n)),
  numbers('meanBreak', [['trim', 0.1, -1, 0.5]], (trim) => q.meanBreak(x, trim)),
  numbers('ewmaVariances', [['decay', 0.9, 0, 1]], (decay) => q.ewmaVariances(x, decay)),
  numbers('adjustProbabilities', [['level', 0.05, 0, 1]], (at) =>
    q.adjustProbabilities([0.1, 0.2], 'holm', at),
  ),
  numbers(
    'localLevel',
    [
      ['observationVariance', 1, -1],
      ['levelVariance', 1, -1],
    ],
    (one, two) => q.localLevel({ observationVariance: one, levelVariance: two }),
  ),
  numbers(
    'localLinearTrend',
    [
      ['levelVariance', 1, -1],
      ['slopeVariance', 1, -1],
    ],
    (one, two) =>
      q.localLinearTrend({ observationVariance: 1, levelVariance: one, slopeVariance: two }),
  ),
]
