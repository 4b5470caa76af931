import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nearWithin } from '../../../test/golden/quant/near-within.ts'
import { hasShared, sharedColumn } from '../../../test/golden/quant/shared-columns.ts'
import golden from '../../../test/golden/quant/tail.json' with { type: 'json' }
import byR from '../../../test/golden/quant/tail-r.json' with { type: 'json' }
import { Random } from '../../base/index.ts'
import {
  acerbiSzekelyTest,
  christoffersenTests,
  cornishFisherRisk,
  fitGeneralisedPareto,
  fitPeaksOverThreshold,
  fitStudentT,
  gaussianRisk,
  hillIndex,
  historicalRisk,
  kupiecTest,
  mcNeilFreyTest,
  paretoByWeightedMoments,
  studentRisk,
  type TailRisk,
  tailExpectedShortfall,
  tailValueAtRisk,
} from './index.ts'

const expectNear = nearWithin(1e-9)

describe.each(Object.entries(golden.pareto))('generalised Pareto, %s', (_, wanted) => {
  it('is the maximum scipy and mpmath find, with its errors', () => {
    const fit = fitGeneralisedPareto(Float64Array.from(wanted.excesses))
    expectNear(fit?.shape, wanted.shape)
    expectNear(fit?.scale, wanted.scale)
    expectNear(fit?.logLikelihood, wanted.logLikelihood)
    expectNear(fit?.shapeError, wanted.shapeError)
    expectNear(fit?.scaleError, wanted.scaleError)
  })
})

describe.each(Object.entries(golden.samples))('sample %s', (_, { returns, student, risks }) => {
  const values = Float64Array.from(returns)

  it('has the Student t of scipy', () => {
    const fit = fitStudentT(values)
    expectNear(fit?.logLikelihood, student.logLikelihood)
    // A search by values alone knows the top only to the root of the last digit.
    expectNear(fit?.location, student.location, 1e-6)
    expectNear(fit?.scale, student.scale, 1e-6)
    if (student.degrees < 200) expectNear(fit?.degrees, student.degrees, 1e-5)
  })

  it.each(risks)('has the value at risk and the shortfall at $level', (wanted) => {
    const { level } = wanted
    const check = (found: TailRisk | undefined, [value, mean]: number[], near?: number): void => {
      expectNear(found?.valueAtRisk, value ?? Number.NaN, near)
      expectNear(found?.expectedShortfall, mean ?? Number.NaN, near)
    }
    check(historicalRisk(values, level), wanted.historical)
    check(gaussianRisk(values, level), wanted.gaussian)
    check(cornishFisherRisk(values, level), wanted.cornishFisher)
    check(studentRisk(values, level), wanted.student, 1e-6)
  })
})

describe('exceedances', () => {
  it.each(golden.exceedances)('have the likelihood ratios written out in numpy', (wanted) => {
    const found = christoffersenTests(wanted.hits, wanted.level)
    for (const name of ['coverage', 'independence', 'conditional'] as const) {
      expectNear(found[name].statistic, wanted[name][0] ?? Number.NaN)
      expectNear(found[name].probability, wanted[name][1] ?? Number.NaN)
    }
  })

  it.each([
    // Kupiec keeps 0 as well, whose ratio, 5.13, his own bound of 3.84 rejects.
    [0.99, 255, 1, 6],
    [0.99, 510, 2, 10],
    [0.99, 1000, 5, 16],
    [0.975, 255, 3, 11],
    [0.975, 510, 7, 20],
    [0.975, 1000, 16, 35],
    [0.95, 255, 7, 20],
    [0.95, 510, 17, 35],
    [0.95, 1000, 38, 64],
    [0.9, 255, 17, 35],
    [0.9, 510, 39, 64],
    [0.9, 1000, 82, 119],
  ])('at %d on %d days are kept from %d to %d: Kupiec 1995', (level, count, from, to) => {
    const isKept = (exceedances: number): boolean =>
      exceedances >= 0 && kupiecTest({ exceedances, count, level }).probability > 0.05
    expect([from - 1, from, to, to + 1].map(isKept)).toEqual([false, true, true, false])
  })

  it('have the ratios of Jorion 2007: 20 on 252 days at 0.95, 6 of them after another', () => {
    const hits = [0, 1, 1, 1, 1, 1, 1, 1]
    for (let day = 0; day < 13; day += 1) hits.push(0, 1)
    while (hits.length < 253) hits.push(0)
    const { independence } = christoffersenTests(hits, 0.95)
    expect(kupiecTest({ exceedances: 20, count: 252, level: 0.95 }).statistic).toBeCloseTo(3.91, 2)
    expect(independence.statistic).toBeCloseTo(9.53, 2)
  })
})

describe.each(golden.backtests)('a backtest of the shortfall at $level', (wanted) => {
  const forecasts = {
    level: wanted.level,
    returns: Float64Array.from(wanted.returns),
    valueAtRisk: Float64Array.from(wanted.valueAtRisk),
    expectedShortfall: Float64Array.from(wanted.expectedShortfall),
  }

  it('has the statistics of numpy, and its chances to what 4000 samples can tell', () => {
    const random = Random.fromSeed(1)
    const options = { random, draws: 4000 }
    const found = acerbiSzekelyTest(forecasts, options)
    expectNear(found.statistic, wanted.acerbiSzekely.statistic)
    expect(Math.abs(found.probability - wanted.acerbiSzekely.probability)).toBeLessThan(0.025)
    const frey = mcNeilFreyTest(forecasts, options)
    expectNear(frey?.statistic, wanted.mcNeilFrey.statistic)
    expect(Math.abs((frey?.probability ?? 1) - wanted.mcNeilFrey.probability)).toBeLessThan(0.025)
  })
})

const folder = '../shared/golden'

describe.skipIf(!hasShared)('danish fire losses', () => {
  const losses = sharedColumn('golden/danish_fire_2167.csv', 'dat')
  const wanted = JSON.parse(readFileSync(`${folder}/golden.json`, 'utf8')).gpd_danish

  it('exceed 10 by the law of McNeil', () => {
    const tail = fitPeaksOverThreshold(losses, 10)
    if (tail === undefined) throw new Error('there is no tail')
    expect(tail.exceedances).toBe(wanted.u10.n)
    expect(tail.shape).toBeCloseTo(wanted.u10.xi, 7)
    expect(tail.scale).toBeCloseTo(wanted.u10.beta, 6)
    expect(tail.shapeError).toBeCloseTo(wanted.u10.se[0], 5)
    expect(tail.scaleError).toBeCloseTo(wanted.u10.se[1], 5)
    expect(-tail.logLikelihood).toBeCloseTo(wanted.u10.nll, 3)
    expect(tailValueAtRisk(tail, 0.99)).toBeCloseTo(wanted.u10.VaR99, 4)
    expect(tailExpectedShortfall(tail, 0.99)).toBeCloseTo(wanted.u10.ES99, 4)
    expect(tailValueAtRisk(tail, 0.999)).toBeCloseTo(wanted.u10.VaR999, 4)
    expect(tailExpectedShortfall(tail, 0.999)).toBeCloseTo(wanted.u10.ES999, 4)
    expect([tail.shape.toFixed(1), tail.shapeError?.toFixed(2)]).toEqual(['0.5', '0.14'])
  })

  it('are those recomputed to the digit', () => {
    const { cases } = JSON.parse(readFileSync('../shared/data/reference/golden.json', 'utf8'))
    const exact = cases.find(({ id }: { id: string }) => id === 'gpd_danish')
    const ten = exact.recomputed['10']
    const tail = fitPeaksOverThreshold(losses, 10)
    if (tail === undefined) throw new Error('there is no tail')
    expectNear(tail.logLikelihood, ten.loglik)
    // Those were found by values alone, to the root of the last digit.
    expectNear(tail.shape, ten.xi, 1e-7)
    expectNear(tail.scale, ten.beta, 1e-7)
    expectNear(tail.shapeError, ten.se_xi, 1e-6)
    expectNear(tail.scaleError, ten.se_beta, 1e-6)
    expectNear(tailValueAtRisk(tail, 0.99), exact.recomputed_u10_quantiles.var_0_99, 1e-7)
    expectNear(tailExpectedShortfall(tail, 0.99), exact.recomputed_u10_quantiles.es_0_99, 1e-7)
  })

  it('have the index of Hill', () => {
    expect(hillIndex(losses, 100)).toBeCloseTo(wanted.hill_alpha_k100, 10)
  })

  it.each(byR.cases)('exceed $threshold as R has it', ({ threshold, ...of }) => {
    const excesses = losses.filter((loss) => loss > threshold).map((loss) => loss - threshold)
    const weighted = paretoByWeightedMoments(excesses)
    expectNear(weighted?.shape, of.weighted[0] ?? Number.NaN)
    expectNear(weighted?.scale, of.weighted[1] ?? Number.NaN)
    const tail = fitPeaksOverThreshold(losses, threshold)
    expectNear(tail?.shape, of.likely[1] ?? Number.NaN, byR.tolerance)
    expectNear(tail?.scale, of.likely[0] ?? Number.NaN, byR.tolerance)
    expectNear(tail?.shapeError, of.errors[1] ?? Number.NaN, byR.tolerance)
    expectNear(tail?.scaleError, of.errors[0] ?? Number.NaN, byR.tolerance)
    expectNear(-2 * (tail?.logLikelihood ?? 0), of.deviance, 1e-8)
  })
})
