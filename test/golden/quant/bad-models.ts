import * as q from '../../../src/quant/index.ts'
import { drawnSeries, type NumberCase, numbers, type SeriesCase } from './bad-input.ts'

const inf = Number.POSITIVE_INFINITY
const random = (): q.Random => q.Random.fromSeed(1)
const halves = (): Float64Array => Float64Array.of(0.5, 0.5)

const model: q.HiddenMarkov = {
  states: 2,
  start: halves(),
  transition: Float64Array.of(0.9, 0.1, 0.2, 0.8),
  emission: {
    kind: 'diagonal-gaussian',
    dimensions: 1,
    means: Float64Array.of(-1, 1),
    variances: Float64Array.of(1, 2),
  },
}
const mixture: q.GaussianMixture = {
  components: 2,
  weights: halves(),
  emission: {
    kind: 'full-gaussian',
    dimensions: 1,
    means: Float64Array.of(-1, 1),
    covariances: Float64Array.of(1, 2),
  },
}
const switching: q.MarkovSwitching = {
  means: [-1, 1],
  deviations: [1, 2],
  autoregression: [0.2],
  transition: q.matrixOf([
    [0.9, 0.1],
    [0.2, 0.8],
  ]),
}
const kind = 'diagonal-gaussian'
const restarts = 1

function observed(
  name: string,
  call: SeriesCase['call'],
  rest: Partial<SeriesCase> = {},
): SeriesCase {
  return { name, inputs: ['observations'], call, ofConstant: 'numbers', ...rest }
}

/** Functions of observations under a model. */
export const modelSeriesCases: readonly SeriesCase[] = [
  observed('expectStates', (x) => q.expectStates(model, x)),
  observed('viterbiPath', (x) => q.viterbiPath(model, x)),
  observed('baumWelchStep', (x) => q.baumWelchStep(model, x)),
  observed('refitHiddenMarkov', (x) => q.refitHiddenMarkov(model, x), { ofConstant: 'none' }),
  observed(
    'fitHiddenMarkov',
    (x) => q.fitHiddenMarkov(x, { states: 2, kind, random: random(), restarts }),
    { least: 2, ofConstant: 'none' },
  ),
  observed('scoreForecasts', (x) => q.scoreForecasts(model, x, { from: 10 }), { least: 0 }),
  observed('mixtureStep', (x) => q.mixtureStep(mixture, x)),
  observed(
    'fitGaussianMixture',
    (x) => q.fitGaussianMixture(x, { components: 2, random: random(), restarts }),
    { least: 2, ofConstant: 'none' },
  ),
  {
    name: 'markovSwitching',
    inputs: ['series'],
    call: (x) => q.markovSwitching(switching, x),
    least: 2,
    ofConstant: 'numbers',
  },
  {
    name: 'inverseFourierTransform',
    inputs: ['real', 'imaginary'],
    call: (real, imaginary) => q.inverseFourierTransform({ real, imaginary }),
    ofConstant: 'numbers',
  },
]

const tail = q.fitPeaksOverThreshold(drawnSeries('positive', 300, 3), 1)
const garch = q.fitGarch(drawnSeries('normal', 120, 4))
const ou = q.fitOrnsteinUhlenbeck(drawnSeries('reverting', 120, 5))
const isotonic = q.fitIsotonic(Float64Array.of(1, 2, 3), Float64Array.of(1, 3, 2))
const space: readonly q.SearchParameter[] = [{ kind: 'real', low: 0, high: 1 }]
const process = q.gaussianProcess({
  x: q.matrixOf([[0], [1]]),
  y: Float64Array.of(-1, 1),
  kernel: 'gaussian',
  amplitude: 1,
  lengths: Float64Array.of(1),
  noise: 0.1,
})

/** What must be there for a case to mean anything. */
function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the data of this table have a fit')
  return value
}

const bowl = (x: Float64Array): number => (x[0] ?? 0) * (x[0] ?? 0)
/** Functions of a number, given a fit or another function. */
export const modelNumberCases: readonly NumberCase[] = [
  numbers('tailValueAtRisk', [['level', 0.99, 0, 1]], (at) => q.tailValueAtRisk(there(tail), at)),
  numbers('tailExpectedShortfall', [['level', 0.99, 0, 1]], (at) =>
    q.tailExpectedShortfall(there(tail), at),
  ),
  numbers('forecastVariance', [['horizonSteps', 3, 0, 1.5]], (n) =>
    q.forecastVariance(there(garch), n),
  ),
  numbers(
    'garchRisk',
    [
      ['level', 0.99, 0, 1],
      ['horizonSteps', 3, 0, 1.5],
    ],
    (level, n) => q.garchRisk(there(garch), level, n),
  ),
  numbers('standardNormalRisk', [['level', 0.99, 0, 1]], q.standardNormalRisk),
  numbers(
    'standardStudentRisk',
    [
      ['level', 0.99, 0, 1],
      ['degrees', 4, 1],
    ],
    (level, degrees) => q.standardStudentRisk(level, degrees),
  ),
  numbers('newsImpact', [['residual', 1, inf]], (e) => q.newsImpact(there(garch), e)),
  numbers('equilibriumScore', [['value', 1, inf]], (x) => q.equilibriumScore(there(ou), x)),
  numbers('isotonicAt', [['x', 1.5]], (x) => q.isotonicAt(isotonic, x)),
  numbers('plattProbability', [['score', 1, inf]], (score) =>
    q.plattProbability({ slope: -1, offset: 0 }, score),
  ),
  numbers('elasticNetAt', [['row', 1, inf]], (x) =>
    q.elasticNetAt(
      { penalty: 1, intercept: 0, coefficients: Float64Array.of(2), hasConverged: true },
      Float64Array.of(x),
    ),
  ),
  numbers('gaussianPosterior', [['point', 0.5, inf]], (x) =>
    q.gaussianPosterior(there(process), Float64Array.of(x)),
  ),
  numbers(
    'gaussianProcess',
    [
      ['noise', 0.1, -1],
      ['amplitude', 1, 0],
    ],
    (noise, amplitude) => q.gaussianProcess({ ...there(process), noise, amplitude }),
  ),
  numbers('fitGaussianProcess', [['y', 1, inf]], (y) =>
    q.fitGaussianProcess({
      kernel: 'gaussian',
      x: q.matrixOf([[0], [1], [2]]),
      y: Float64Array.of(-1, y, 0.5),
    }),
  ),
  numbers(
    'predictStates',
    [
      ['steps', 3, -1, 1.5],
      ['probabilities', 0.5, inf],
    ],
    (steps, share) => q.predictStates(Float64Array.of(share, 0.5), model.transition, steps),
  ),
  numbers('stationaryLaw', [['transition', 0.5, -0.1, inf]], (share) =>
    q.stationaryLaw(Float64Array.of(share, 0.5, 0.5, 0.5)),
  ),
  numbers(
    'regimeStress',
    [
      ['probabilities', 0.5, -1, 2],
      ['bearWeight', 0.5, -1],
    ],
    (share, bear) => q.regimeStress([share, 0.5], ['Crisis', 'Bear'], bear),
  ),
  numbers('alertLevel', [['probabilities', 0.5, -1, 2]], (share) =>
    q.alertLevel([share, 0.5], ['Crisis', 'Bear']),
  ),
  numbers(
    'RegimeFilter',
    [['start', 0.5, 2]],
    (share) => new q.RegimeFilter({ ...model, start: Float64Array.of(share, 0.5) }),
  ),
  numbers('deviationTest', [['counts', 9, -1, 1.5]], (count) =>
    q.deviationTest(Float64Array.of(count, 9), halves()),
  ),
  numbers('nelderMead', [['start', 1, inf]], (x) => q.nelderMead(bowl, Float64Array.of(x))),
  numbers('minimiseBounded', [['start', 1]], (x) =>
    q.minimiseBounded(bowl, Float64Array.of(x), { lower: [-2], upper: [2] }),
  ),
  numbers('hessianOf', [['x', 1, inf]], (x) => q.hessianOf(bowl, Float64Array.of(x))),
  numbers(
    'cmaEs',
    [
      ['start', 1, inf],
      ['sigma', 1, 0],
    ],
    (x, sigma) =>
      q.cmaEs(bowl, Float64Array.of(x), { random: random(), sigma, evaluationsMax: 50 }),
  ),
  numbers(
    'suggestRandom',
    [
      ['low', 0, 2],
      ['high', 1, -1],
    ],
    (low, high) => q.suggestRandom([{ kind: 'real', low, high }], random()),
  ),
  numbers('unitPoint', [['place', 0.5, inf]], (x) => q.unitPoint(space, Float64Array.of(x))),
  numbers('suggestParzen', [['startCount', 2, 0]], (startCount) =>
    q.suggestParzen(space, [], random(), { startCount }),
  ),
  numbers('suggestImprovement', [['startCount', 2, 1]], (startCount) =>
    q.suggestImprovement(space, [], random(), { startCount }),
  ),
]
