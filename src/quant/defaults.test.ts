import { expect, it } from 'vitest'
import { autoregression } from '../../test/golden/quant/rates.ts'
import { Random } from '../base/index.ts'
import * as quant from './index.ts'

const walk = (seed: number, decay: number, count = 240): Float64Array =>
  autoregression(Random.fromSeed(seed), count, decay)
const [noise, other, third] = [walk(1, 0.2), walk(2, 0.2), walk(3, 0.2)]
const [price, follower] = [walk(4, 0.97), walk(5, 0.97)]
const stepped = noise.map((value, i) => value + (i < 120 ? 0 : 3))
const three = [noise, other, third]
const seeded = (): Random => Random.fromSeed(9)
const covariance = quant.matrixOf([
  [0.04, 0.01, 0],
  [0.01, 0.09, 0.02],
  [0, 0.02, 0.16],
])
const views = { picks: quant.matrixOf([[1, -1, 0]]), returns: Float64Array.of(0.02) }
const means = Float64Array.of(0.05, 0.06, 0.07)
const call = { isCall: true, spot: 100, strike: 105, years: 0.5, volatility: 0.3 }
const path = { start: 100, drift: 0.08, correlation: -0.6, varianceStart: 0.04, varianceMean: 0.05 }
const law = { ...path, reversion: 2, varianceVolatility: 0.5 }
const grid = { paths: 3, steps: 5, horizonYears: 1 }
const impact = { size: 1, volume: 4, volatility: 0.02 }

/** By what is left out: what is called without it, and with what the pages say it then is. */
const cases: Readonly<Record<string, readonly [() => unknown, () => unknown]>> = {
  'change of pelt': [() => quant.pelt(stepped), () => quant.pelt(stepped, { change: 'mean' })],
  'penalty of pelt, one parameter': [
    () => quant.pelt(stepped),
    () => quant.pelt(stepped, { penalty: 2 * Math.log(240) }),
  ],
  'penalty of pelt, two parameters': [
    () => quant.pelt(stepped, { change: 'mean-and-variance' }),
    () => quant.pelt(stepped, { change: 'mean-and-variance', penalty: 3 * Math.log(240) }),
  ],
  'terms and lags of dickeyFuller': [
    () => quant.dickeyFuller(price),
    () => quant.dickeyFuller(price, { terms: 'constant', lags: 'aic' }),
  ],
  'choices of kpss': [
    () => quant.kpss(price),
    () => quant.kpss(price, { around: 'level', lags: 'auto' }),
  ],
  'choices of engleGranger': [
    () => quant.engleGranger(price, [follower]),
    () => quant.engleGranger(price, [follower], { terms: 'constant', lags: 'aic' }),
  ],
  'terms of johansen': [
    () => quant.johansen([price, follower]),
    () => quant.johansen([price, follower], { terms: 'constant' }),
  ],
  'method of fitOrnsteinUhlenbeck': [
    () => quant.fitOrnsteinUhlenbeck(noise),
    () => quant.fitOrnsteinUhlenbeck(noise, { method: 'exact' }),
  ],
  'coefficient of squareRootImpact': [
    () => quant.squareRootImpact(impact),
    () => quant.squareRootImpact({ ...impact, coefficient: 1 }),
  ],
  'first look of sequentialMean': [
    () => quant.sequentialMean(stepped, { alpha: 0.05, bestAt: 100 }),
    () => quant.sequentialMean(stepped, { alpha: 0.05, bestAt: 100, from: 20 }),
  ],
  'side and window of dieboldMariano': [
    () => quant.dieboldMariano(noise, other),
    () => quant.dieboldMariano(noise, other, { alternative: 'two-sided', window: 'rectangular' }),
  ],
  'scheme of heston': [
    () => quant.simulatePaths(quant.heston(law), grid, seeded()),
    () => quant.simulatePaths(quant.heston(law, 'quadratic-exponential'), grid, seeded()),
  ],
  'rates of an option': [
    () => quant.blackScholes(call),
    () => quant.blackScholes({ ...call, rate: 0, dividendYield: 0 }),
  ],
  'order of detrendedFluctuation': [
    () => quant.detrendedFluctuation(noise),
    () => quant.detrendedFluctuation(noise, { order: 1 }),
  ],
  'window of strongestCycle': [
    () => quant.strongestCycle(noise),
    () => quant.strongestCycle(noise, 'hann'),
  ],
  'distance of hierarchicalRiskParity': [
    () => quant.hierarchicalRiskParity(covariance),
    () => quant.hierarchicalRiskParity(covariance, 'rows'),
  ],
  'tau of blackLitterman': [
    () => quant.blackLitterman({ means, covariance }, views),
    () => quant.blackLitterman({ means, covariance, tau: 0.05 }, views),
  ],
  'blocks and performance of overfitting': [
    () => quant.overfitting(three),
    () => quant.overfitting(three, { blocks: 16, performance: 'sharpe' }),
  ],
  'errors of superiorAbility': [
    () => quant.superiorAbility({ excess: three, draws: 50, random: seeded() }),
    () =>
      quant.superiorAbility({ excess: three, draws: 50, random: seeded(), isStudentised: true }),
  ],
  'range of a Student copula': [
    () => quant.fitStudentCopula(three),
    () => quant.fitStudentCopula(three, { degreesMin: 2.5, degreesMax: 30 }),
  ],
  'model of fitGarch': [
    () => quant.fitGarch(noise),
    () => quant.fitGarch(noise, { innovation: 'normal', start: 'mean-square' }),
  ],
  'decay of ewmaVariances': [
    () => quant.ewmaVariances(noise),
    () => quant.ewmaVariances(noise, 0.94),
  ],
}

it.each(Object.entries(cases))(
  'takes what its page says where it is left out: %s',
  (_, [out, said]) => {
    const found = out()
    expect(found).toBeDefined()
    expect(found).toEqual(said())
  },
)

it('superiorAbility and realityCheck take the mean of the optimal block lengths', () => {
  const lengths = three.map((one) => quant.optimalBlockLength(one)?.stationary ?? Number.NaN)
  const blockMean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
  const all = { excess: three, draws: 50 }
  for (const test of [quant.superiorAbility, quant.realityCheck])
    expect(test({ ...all, random: seeded() })).toEqual(
      test({ ...all, blockMean, random: seeded() }),
    )
})
