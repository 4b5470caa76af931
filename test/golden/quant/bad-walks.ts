import * as q from '../../../src/quant/index.ts'
import { drawnSeries, type NumberCase, type NumberInput, numbers } from './bad-input.ts'

const inf = Number.POSITIVE_INFINITY
const losses = drawnSeries('positive', 200, 3)
const random = (): q.Random => q.Random.fromSeed(1)

const level: NumberInput = ['level', 0.95, 0, 1, -1]

const motion = { start: 100, drift: 0.1, volatility: 0.2 }
const variance = { varianceMean: 0.1, varianceVolatility: 0.3 }
const law = q.geometricBrownianMotion(motion)
const summary = (): q.PathSummary =>
  q.summarisePaths(law, { paths: 4, steps: 3, horizonYears: 1 }, random())

function gridOf([paths = 0, steps = 0, horizonYears = 1]: readonly number[]): q.PathGrid {
  return { paths, steps, horizonYears }
}

export const walkCases: readonly NumberCase[] = [
  numbers(
    'geometricBrownianMotion',
    [
      ['start', 100, 0, -1, inf],
      ['drift', 0.1, inf],
      ['volatility', 0.2, -1, inf],
    ],
    (start, drift, volatility) => q.geometricBrownianMotion({ start, drift, volatility }),
  ),
  numbers(
    'fractionalBrownianMotion',
    [
      ['start', 1, inf],
      ['hurst', 0.7, 0, 1],
      ['volatility', 0.2, -1],
    ],
    (start, hurst, volatility) => q.fractionalBrownianMotion({ start, hurst, volatility }),
  ),
  numbers(
    'ornsteinUhlenbeck',
    [
      ['start', 1, inf],
      ['mean', 1, inf],
      ['reversion', 2, 0],
      ['volatility', 0.2, -1],
    ],
    (start, mean, reversion, volatility) =>
      q.ornsteinUhlenbeck({ start, mean, reversion, volatility }),
  ),
  numbers(
    'mertonJumpDiffusion',
    [
      ['start', 1, 0],
      ['jumpsPerYear', 3, -1],
      ['jumpMean', 0, inf],
      ['jumpDeviation', 0.1, -1],
    ],
    (start, jumpsPerYear, jumpMean, jumpDeviation) =>
      q.mertonJumpDiffusion({ ...motion, start, jumpsPerYear, jumpMean, jumpDeviation }),
  ),
  numbers(
    'heston',
    [
      ['varianceStart', 0.1, -1],
      ['reversion', 1, -1],
      ['correlation', -0.5, -1, 1],
    ],
    (varianceStart, reversion, correlation) =>
      q.heston({ ...motion, ...variance, varianceStart, reversion, correlation }),
  ),
  ...[q.simulatePaths, q.summarisePaths].map((call) =>
    numbers(
      call.name,
      [
        ['paths', 4, 0],
        ['steps', 3, 0, 1.5],
        ['horizonYears', 1, 0],
      ],
      (...grid) => call(law, gridOf(grid), random()),
    ),
  ),
  numbers(
    'streamPaths',
    [
      ['paths', 4, 0],
      ['steps', 3, 0],
      ['horizonYears', 1, 0],
    ],
    (...grid) => q.streamPaths(law, gridOf(grid), random(), () => undefined),
  ),
  numbers(
    'estimateMean',
    [
      ['paths', 4, 0],
      ['steps', 3, 0],
      ['horizonYears', 1, 0],
    ],
    (...grid) => q.estimateMean({ law, grid: gridOf(grid), random: random(), payoff: q.touch(80) }),
  ),
  numbers('touch', [['level', 90, 0, -1]], q.touch),
  numbers(
    'bridgedTouch',
    [
      ['level', 90, 0],
      ['volatility', 0.2, 0],
      ['stepYears', 0.1, 0],
    ],
    (at, volatility, stepYears) => q.bridgedTouch({ level: at, volatility, stepYears }),
  ),
  numbers(
    'ruinOfGeometricBrownianMotion',
    [
      ['levelShare', 0.5, -1],
      ['drift', 0.1, inf],
      ['volatility', 0.2, 0],
      ['horizonYears', 1, 0],
    ],
    (levelShare, drift, volatility, horizonYears) =>
      q.ruinOfGeometricBrownianMotion({ levelShare, drift, volatility, horizonYears }),
  ),
  numbers(
    'gamblersRuin',
    [
      ['winProbability', 0.5, -1, 2],
      ['stake', 3, -1, 1.5],
      ['target', 9, 0],
    ],
    (winProbability, stake, target) => q.gamblersRuin({ winProbability, stake, target }),
  ),
  numbers(
    'wealthRisk',
    [['start', 1, 0], level, ['ruinShare', 0.5, -1, 2]],
    (start, at, ruinShare) => q.wealthRisk(summary(), { start, level: at, ruinShare }),
  ),
  numbers(
    'bootstrapSummary',
    [
      ['paths', 4, 0],
      ['steps', 3, 0],
      ['blockMean', 2, 0.5],
    ],
    (...of) =>
      q.bootstrapSummary({
        returns: losses,
        ...gridOf(of),
        blockMean: of[2] ?? 1,
        random: random(),
      }),
  ),
]

export const machineCases: readonly NumberCase[] = [
  numbers(
    'CorrelationBreak',
    [
      ['windowCount', 20, 9, 10.5],
      ['threshold', 3, 0],
    ],
    (n, at) => new q.CorrelationBreak(n, at),
  ),
  numbers(
    'CusumDetector',
    [
      ['mean', 0, inf],
      ['deviation', 1, 0],
    ],
    (mean, deviation) => new q.CusumDetector({ mean, deviation }),
  ),
  numbers(
    'EwmaVariance',
    [
      ['variance', 1, 0],
      ['decay', 0.9, 0, 1],
    ],
    (own, decay) => new q.EwmaVariance(own, decay),
  ),
  numbers('Fourier', [['size', 8, 0, 6, 1.5]], (size) => new q.Fourier(size)),
  numbers(
    'HedgeFilter',
    [
      ['observationVariance', 1, 0],
      ['ratioVariance', 1, -1],
    ],
    (one, two) => new q.HedgeFilter({ observationVariance: one, ratioVariance: two }),
  ),
  numbers(
    'LevelFilter',
    [
      ['observationVariance', 1, 0],
      ['levelVariance', 1, -1],
    ],
    (one, two) => new q.LevelFilter({ observationVariance: one, levelVariance: two }),
  ),
  numbers(
    'PageHinkley',
    [
      ['tolerance', 0.1, -1],
      ['threshold', 9, 0],
    ],
    (tolerance, threshold) => new q.PageHinkley({ tolerance, threshold }),
  ),
  numbers(
    'RunLengthFilter',
    [
      ['runLengthMean', 99, 1],
      ['mean', 0, inf],
      ['deviation', 1, 0],
    ],
    (...of) => {
      const [runLengthMean = 0, mean = 0, deviation = 0] = of
      return new q.RunLengthFilter({ runLengthMean, mean, deviation })
    },
  ),
  numbers('SpreadScore', [['windowCount', 20, 1, 2.5]], (n) => new q.SpreadScore(n)),
]
