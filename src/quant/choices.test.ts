import { describe, expect, it } from 'vitest'
import * as quant from './index.ts'

const random = quant.Random.fromSeed(1)
const series = Float64Array.from({ length: 64 }, () => random.normal())
const other = Float64Array.from({ length: 64 }, () => random.normal())
const two = quant.identity(2)
const terms = { isCall: true, spot: 100, strike: 100, years: 1, volatility: 0.2 }
const heston = {
  start: 100,
  drift: 0,
  varianceStart: 0.04,
  varianceMean: 0.04,
  reversion: 1,
  varianceVolatility: 0.2,
  correlation: 0,
}

/** What a caller without types may hand over. */
type Untyped = ReturnType<typeof JSON.parse>

const untyped = (value: unknown): Untyped => JSON.parse(JSON.stringify(value))
const wrong = (): Untyped => untyped('nonesuch')
const option = (name: string): Untyped => untyped({ [name]: 'nonesuch' })

const misspelled: readonly (readonly [wanted: string, call: () => unknown])[] = [
  ['innovation must be normal or student-t', () => quant.fitGarch(series, option('innovation'))],
  ['kind must be garch, gjr or egarch', () => quant.fitGarch(series, option('kind'))],
  ['start must be mean-square or backcast', () => quant.fitGarch(series, option('start'))],
  ['innovation must be', () => quant.fitDcc([series, other], option('innovation'))],
  ['terms must be none, constant or trend', () => quant.dickeyFuller(series, option('terms'))],
  ['lags must be aic, bic or t-value', () => quant.dickeyFuller(series, option('lags'))],
  ['terms must be none, constant or trend', () => quant.phillipsPerron(series, option('terms'))],
  ['around must be level or trend', () => quant.kpss(series, option('around'))],
  ['lags must be auto or legacy', () => quant.kpss(series, option('lags'))],
  ['terms must be constant or trend', () => quant.engleGranger(series, [other], option('terms'))],
  ['lags must be aic', () => quant.engleGranger(series, [other], option('lags'))],
  [
    'terms must be none, constant, restricted-constant or restricted-trend',
    () => quant.johansen([series, other], option('terms')),
  ],
  ['terms must be none', () => quant.mackinnonProbability(-2, wrong())],
  ['terms must be', () => quant.mackinnonCritical({ terms: wrong(), seriesCount: 1, count: 9 })],
  ['method must be exact', () => quant.fitOrnsteinUhlenbeck(series, option('method'))],
  ['performance must be', () => quant.overfitting([series, other], option('performance'))],
  ['distance must be rows or pairs', () => quant.hierarchicalRiskParity(two, wrong())],
  [
    'pays must be cash or asset',
    () => quant.digitalOption(untyped({ ...terms, pays: 'nonesuch' })),
  ],
  ['adjustment must be bonferroni, holm', () => quant.adjustProbabilities([0.1], wrong())],
  [
    'alternative must be two-sided, greater or less',
    () => quant.mannWhitney(series, other, option('alternative')),
  ],
  ['alternative must', () => quant.dieboldMariano(series, other, option('alternative'))],
  ['window must be rectangular', () => quant.dieboldMariano(series, other, option('window'))],
  ['alternative', () => quant.permuteMeans(series, other, { random, alternative: wrong() })],
  ['alternative', () => quant.permuteSigns(series, { random, alternative: wrong() })],
  ['alternative', () => quant.alternativeProbability(wrong(), 0.1, 0.9)],
  [
    'kind must be diagonal-gaussian, full-gaussian, student-t, poisson or discrete',
    () => quant.fitHiddenMarkov(series, { states: 2, random, kind: wrong() }),
  ],
  [
    'start must be free or stationary',
    () => quant.fitHiddenMarkov(series, { states: 2, random, kind: 'student-t', start: wrong() }),
  ],
  ['scheme must be quadratic-exponential or euler', () => quant.heston(heston, wrong())],
  [
    'data.kernel must be matern or gaussian',
    () => quant.fitGaussianProcess({ x: two, y: series.slice(0, 2), kernel: wrong() }),
  ],
  [
    'space[0].kind must be real, whole or category',
    () => quant.suggestRandom(untyped([{ kind: 'nonesuch', low: 0, high: 1 }]), random),
  ],
  ['wavelet must be db1, db2 or db4', () => quant.waveletTransform(series, wrong(), 1)],
  ['wavelet must be', () => quant.maximalOverlap(series, wrong(), 1)],
  ['wavelet must be', () => quant.waveletVariance(series, wrong(), 1)],
  ['wavelet must be', () => quant.denoise(series, wrong(), 1)],
  [
    'wavelet must be',
    () => quant.inverseWaveletTransform({ details: [series], approximation: other }, wrong()),
  ],
  ['taper must be none or hann', () => quant.periodogram(series, wrong())],
  ['taper must be none or hann', () => quant.strongestCycle(series, wrong())],
  ['change must be mean, variance or', () => quant.pelt(series, option('change'))],
]

describe('a choice that is none', () => {
  it.each(misspelled)('is declined: %s', (wanted, call) => {
    expect(call).toThrow(quant.ArgumentError)
    expect(call).toThrow(wanted)
    expect(call).toThrow('was nonesuch')
  })
})
