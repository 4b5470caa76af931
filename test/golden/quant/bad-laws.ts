import * as q from '../../../src/quant/index.ts'
import { type NumberCase, type NumberInput, numbers } from './bad-input.ts'

const inf = Number.POSITIVE_INFINITY
const random = (): q.Random => q.Random.fromSeed(1)

const degrees: NumberInput = ['degrees', 3, 0, -1, inf]

export const lawCases: readonly NumberCase[] = [
  numbers('chiSquaredCdf', [['x', 2, -1], degrees], q.chiSquaredCdf),
  numbers('chiSquaredTail', [['x', 2, -1], degrees], q.chiSquaredTail),
  numbers('chiSquaredQuantile', [['p', 0.3, -0.1, 1.1], degrees], q.chiSquaredQuantile),
  numbers('studentTLogDensity', [degrees], (n) => q.studentTLogDensity(0.5, n)),
  numbers('studentTCdf', [degrees], (n) => q.studentTCdf(0.5, n)),
  numbers('studentTQuantile', [['p', 0.3, -0.1, 1.1], degrees], q.studentTQuantile),
  numbers(
    'fisherFCdf',
    [
      ['x', 2, -1],
      ['above', 3, 0, inf],
      ['below', 4, 0, inf],
    ],
    q.fisherFCdf,
  ),
  numbers(
    'fisherFTail',
    [
      ['x', 2, -1],
      ['above', 3, 0, inf],
      ['below', 4, 0, inf],
    ],
    q.fisherFTail,
  ),
  numbers('drawGamma', [['shape', 2, 0, -1, inf]], (n) => q.drawGamma(random(), n)),
  numbers('drawChiSquared', [degrees], (n) => q.drawChiSquared(random(), n)),
  numbers('drawStudentT', [degrees], (n) => q.drawStudentT(random(), n)),
  numbers(
    'betaI',
    [
      ['a', 2, 0, inf],
      ['b', 3, 0, inf],
      ['x', 0.4, -0.1, 1.1],
    ],
    q.betaI,
  ),
  numbers(
    'betaIComplement',
    [
      ['a', 2, 0],
      ['b', 3, 0],
      ['x', 0.4, -0.1, 1.1],
    ],
    q.betaIComplement,
  ),
  numbers(
    'inverseBetaI',
    [
      ['a', 2, 0],
      ['b', 3, 0],
      ['p', 0.4, -0.1, 1.1],
    ],
    q.inverseBetaI,
  ),
  numbers(
    'inverseBetaIComplement',
    [
      ['a', 2, 0],
      ['b', 3, 0],
      ['q', 0.4, -0.1, 1.1],
    ],
    (a, b, p) => q.inverseBetaIComplement(a, b, p),
  ),
  numbers(
    'gammaP',
    [
      ['a', 2, 0, inf],
      ['x', 3, -1],
    ],
    q.gammaP,
  ),
  numbers(
    'gammaQ',
    [
      ['a', 2, 0, inf],
      ['x', 3, -1],
    ],
    q.gammaQ,
  ),
  numbers(
    'inverseGammaP',
    [
      ['a', 2, 0],
      ['p', 0.4, -0.1, 1.1],
    ],
    q.inverseGammaP,
  ),
  numbers(
    'logBeta',
    [
      ['a', 2, 0, inf],
      ['b', 3, -1, inf],
    ],
    q.logBeta,
  ),
  numbers('logGamma', [['x', 2, 0, -1, inf]], q.logGamma),
  numbers('logGammaStep', [['a', 2, 0, -1, inf]], q.logGammaStep),
  numbers('digamma', [['x', 2, 0, inf]], q.digamma),
  numbers('trigamma', [['x', 2, 0, inf]], q.trigamma),
  numbers(
    'studentRankQuantiles',
    [
      ['count', 9, 0, 1.5],
      ['degrees', 3, 0.5],
    ],
    (n, d) => q.studentRankQuantiles(n, d),
  ),
  numbers('studentTailDependence', [['correlation', 0.5, -1.1, 1.1], degrees], (c, d) =>
    q.studentTailDependence(c, d),
  ),
  numbers(
    'mackinnonProbability',
    [
      ['statistic', -3],
      ['seriesCount', 2, 0, 7],
    ],
    (t, n) => q.mackinnonProbability(t, 'constant', n),
  ),
  numbers(
    'mackinnonCritical',
    [
      ['seriesCount', 2, 0, 13],
      ['count', 99, 0],
    ],
    (seriesCount, count) => q.mackinnonCritical({ terms: 'constant', seriesCount, count }),
  ),
  numbers(
    'lillieforsProbability',
    [
      ['distance', 0.1, -1],
      ['count', 30, 4],
    ],
    (d, n) => q.lillieforsProbability(d, n),
  ),
]
