import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import fgarch from '../../../test/golden/quant/fgarch.json' with { type: 'json' }
import golden from '../../../test/golden/quant/volatility.json' with { type: 'json' }
import type { GarchModel, GarchParameters } from './garch-model.ts'
import { placesOf, toVector } from './garch-model.ts'
import { GarchSurface } from './garch-surface.ts'
import {
  bipowerVariation,
  DccCorrelation,
  ewmaVariances,
  fitDcc,
  fitGarch,
  fitHar,
  forecastVariance,
  type GarchErrors,
  type GarchFit,
  jumpScan,
  medRealisedQuarticity,
  medRealisedVariance,
  minRealisedVariance,
  periodJumpTest,
  realisedKernel,
  realisedVariance,
  subsampledVariance,
  tripowerQuarticity,
  twoScaleVariance,
} from './index.ts'

const shared = '../shared'

/** Equal to `tolerance` of the wanted value. */
function expectNear(value: number | undefined, wanted: number, tolerance = golden.tolerance): void {
  expect(Math.abs((value ?? Number.NaN) / wanted - 1)).toBeLessThan(tolerance)
}

function seriesOf(name: string): Float64Array {
  const series = Object.entries(golden.series).find(([key]) => key === name)?.[1] ?? []
  return Float64Array.from(series)
}

function fitted(returns: Float64Array, model: Partial<GarchModel>): GarchFit {
  const fit = fitGarch(returns, model)
  if (fit === undefined) throw new Error('there is no fit')
  return fit
}

function parametersOf(given: Partial<GarchParameters>): GarchParameters {
  const absent = { mean: 0, omega: 0, alpha: 0, gamma: 0, beta: 0 }
  return { ...absent, degrees: Number.POSITIVE_INFINITY, ...given }
}

function modelOf(kind: string, innovation: string, start: GarchModel['start']): GarchModel {
  return {
    kind: kind === 'gjr' || kind === 'egarch' ? kind : 'garch',
    innovation: innovation === 'normal' ? 'normal' : 'student-t',
    start,
  }
}

function expectNoWorse(logLikelihood: number, reference: number): void {
  expect(logLikelihood).toBeGreaterThanOrEqual(reference - 1e-6 * Math.abs(reference))
}

function entriesOf(errors: GarchErrors): Readonly<Record<string, number | undefined>> {
  return { ...errors }
}

describe.each(golden.garch)('arch: $kind, $innovation, $series', (sample) => {
  const returns = seriesOf(sample.series)
  const model = modelOf(sample.kind, sample.innovation, 'backcast')
  const parameters = parametersOf(sample.parameters)
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length
  const surface = new GarchSurface(returns, model, mean)
  const fit = fitted(returns, model)

  it('has the likelihood and the variances of arch at the parameters of arch', () => {
    const value = surface.value(toVector(parameters, placesOf(model)))
    expectNear(-value, sample.logLikelihood)
    const { states } = surface.columns
    const variances = model.kind === 'egarch' ? states.map(Math.exp) : states
    sample.firstVariances.forEach((wanted, t) => {
      expectNear(variances[t], wanted)
    })
    sample.lastVariances.forEach((wanted, t) => {
      expectNear(variances.at(t - 3), wanted)
    })
  })

  it('finds a likelihood no worse, and the estimates', () => {
    expect(fit.hasConverged).toBe(true)
    expectNoWorse(fit.logLikelihood, sample.logLikelihood)
    // arch stops a little before the top; with an EGARCH at a kink, see below.
    for (const [name, wanted] of Object.entries(sample.parameters)) {
      const error = entriesOf(fit.errors)[name] ?? Number.NaN
      const found = Object.entries(fit.parameters).find(([key]) => key === name)?.[1] ?? Number.NaN
      const tolerance = sample.kind === 'egarch' ? 0.05 : 1e-3
      expect(Math.abs(found - wanted) / error).toBeLessThan(tolerance)
    }
    expectNear(fit.aic, sample.aic, 1e-7)
    expectNear(fit.bic, sample.bic, 1e-7)
    expectNear(fit.nextVariance, sample.nextVariance, 1e-3)
  })

  it('has the standard errors, which arch takes from differences', () => {
    for (const [name, wanted] of Object.entries(sample.errors)) {
      // In the mean an EGARCH has a kink at each return: differences across one measure the kink.
      if (sample.kind === 'egarch' && name === 'mean') continue
      const tolerance = sample.kind === 'egarch' ? 2e-2 : 1e-3
      expectNear(entriesOf(fit.errors)[name], wanted, tolerance)
      const robust = Object.entries(sample.robustErrors).find(([key]) => key === name)?.[1]
      expectNear(entriesOf(fit.robustErrors)[name], robust ?? Number.NaN, tolerance)
    }
  })

  it.skipIf(sample.forecast === undefined)('has the forecasts, 10 steps ahead', () => {
    const { nextVariance } = sample
    const { variances, aggregated } = forecastVariance({ model, parameters, nextVariance }, 10)
    const wanted = sample.forecast ?? []
    wanted.forEach((value, step) => {
      expectNear(variances[step], value)
    })
    expectNear(
      aggregated[9],
      wanted.reduce((sum, value) => sum + value, 0),
    )
    // 200,000 paths, half a per cent of sampling error.
    sample.simulatedForecast?.forEach((value, step) => {
      expectNear(variances[step], value, 0.01)
    })
  })
})

describe.each(fgarch.cases)('fGarch: $innovation, $series', (sample) => {
  it('is no worse, with the same estimates, errors and variances', () => {
    const [mean = 0, omega = 0, alpha = 0, beta = 0, degrees] = sample.parameters
    const model = modelOf('garch', sample.innovation, 'mean-square')
    const returns = seriesOf(sample.series)
    const surface = new GarchSurface(returns, model, 0)
    const given = parametersOf({ mean, omega, alpha, beta, ...(degrees && { degrees }) })
    expectNear(-surface.value(toVector(given, placesOf(model))), sample.logLikelihood)
    sample.lastVariances.forEach((wanted, t) => {
      expectNear(surface.columns.states.at(t - 3), wanted)
    })
    const fit = fitted(returns, model)
    expectNoWorse(fit.logLikelihood, sample.logLikelihood)
    // fGarch holds the degrees of freedom under 10: there only the likelihood compares.
    if (degrees !== undefined && degrees > 9.99) return
    expectNear(fit.parameters.alpha, alpha, 1e-3)
    expectNear(fit.parameters.beta, beta, 1e-3)
    expectNear(fit.errors.beta, sample.errors[3] ?? Number.NaN, 2e-2)
  })
})

/** Within one of the last digit printed: some sources cut where others round. */
function expectPrinted(value: number | undefined, printed: number): void {
  const decimals = String(printed).split('.')[1]?.length ?? 0
  expect(Math.abs((value ?? Number.NaN) - printed)).toBeLessThan(Number(`1e-${decimals}`))
}

describe.skipIf(!existsSync(`${shared}/golden/golden.json`))('published numbers', () => {
  const lines = (file: string): readonly string[] => {
    const bytes = readFileSync(`${shared}/${file}`)
    const text = file.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString()
    return text.trim().split('\n').slice(1)
  }
  const column = (file: string, at: number): Float64Array =>
    Float64Array.from(lines(file), (line) => Number(line.split(',')[at]))

  it('is the benchmark of Fiorentini, Calzolari and Panattoni, to its last digit', () => {
    const { garch_fcp: wanted } = JSON.parse(readFileSync(`${shared}/golden/golden.json`, 'utf8'))
    const fit = fitted(column('golden/dem2gbp_1974.csv', 0), {})
    const { mean, omega, alpha, beta } = fit.parameters
    const { errors } = fit
    const found = [mean, omega, alpha, beta, errors.mean, errors.omega, errors.alpha, errors.beta]
    const printed = [wanted.mu, wanted.omega, wanted.alpha, wanted.beta, ...wanted.se_hessian]
    found.forEach((value, i) => {
      expectPrinted(value, printed[i])
    })
    expectNear(fit.logLikelihood, wanted.loglik)
    expectNoWorse(fit.logLikelihood, wanted.loglik)
  })

  it('is the estimates recomputed on the same data, and on 5,030 days of the S&P 500', () => {
    const cases: readonly { readonly id: string; readonly [key: string]: unknown }[] = JSON.parse(
      readFileSync(`${shared}/data/reference/golden.json`, 'utf8'),
    ).cases
    const find = (id: string): any => cases.find((item) => item.id === id)
    const dem = find('garch11_dem_gbp')
    const fit = fitted(column('data/reference/dem_gbp_returns.csv', 1), {})
    expectNoWorse(fit.logLikelihood, dem.recomputed_loglik)
    for (const [name, key] of [
      ['mean', 'mu'],
      ['omega', 'omega'],
      ['alpha', 'alpha'],
      ['beta', 'beta'],
    ] as const) {
      expectNear(fit.parameters[name], dem.recomputed[key], 1e-6)
      expectNear(fit.errors[name], dem.recomputed_se[key], 1e-4)
    }
    const close = column('data/reference/sp500_1999_2018.csv.gz', 4)
    const returns = close.slice(1).map((value, t) => 100 * (value / (close[t] as number) - 1))
    const stocks = find('garch11_sp500')
    const plain = fitted(returns, { start: 'backcast' })
    expectPrinted(plain.parameters.mean, stocks.published.mu)
    expectPrinted(plain.parameters.omega, stocks.published.omega)
    expectPrinted(plain.parameters.alpha, stocks.published.alpha)
    expectPrinted(plain.parameters.beta, stocks.published.beta)
    expectPrinted(plain.logLikelihood, stocks.published.loglik)
    expectNoWorse(plain.logLikelihood, stocks.recomputed_loglik)
    const model = { kind: 'gjr', innovation: 'student-t', start: 'backcast' } as const
    const leverage = fitted(returns, model)
    const wanted = stocks.recomputed_gjr_t
    expectNoWorse(leverage.logLikelihood, stocks.recomputed_gjr_t_loglik)
    expect(leverage.parameters.alpha).toBe(0)
    expect(leverage.errors.alpha).toBeUndefined()
    expectNear(leverage.parameters.gamma, wanted['gamma[1]'], 1e-4)
    expectNear(leverage.parameters.beta, wanted['beta[1]'], 1e-4)
    expectNear(leverage.parameters.degrees, wanted.nu, 1e-4)
  })

  it('is the DCC of four European stock indices', () => {
    const { dcc_eustock: wanted } = JSON.parse(readFileSync(`${shared}/golden/golden.json`, 'utf8'))
    const file = `golden/${wanted.file}`
    const returns = [1, 2, 3, 4].map((at) => {
      const price = column(file, at)
      return price.slice(1).map((value, t) => 100 * Math.log(value / (price[t] as number)))
    })
    const fit = fitDcc(returns)
    expect(fit?.a.toFixed(6)).toBe(wanted.a.toFixed(6))
    expect(fit?.b.toFixed(5)).toBe(wanted.b.toFixed(5))
    expectNear(fit?.correlationLogLikelihood, wanted.ll_corr)
    expectNear(fit?.logLikelihood, wanted.ll_total)
  })
})

describe.each(golden.dcc)('DCC of $returns.length assets', (sample) => {
  const fit = fitDcc(
    sample.returns.map((series) => Float64Array.from(series)),
    { start: 'backcast' },
  )

  it('is that of two steps in numpy, and of multiarch', () => {
    expect(fit?.hasConverged).toBe(true)
    expectNoWorse(fit?.correlationLogLikelihood ?? Number.NaN, sample.correlationLogLikelihood)
    expectNear(fit?.correlationLogLikelihood, sample.correlationLogLikelihood, 1e-4)
    expectNear(fit?.varianceLogLikelihood, sample.varianceLogLikelihood, 1e-6)
    expectNear(fit?.a, sample.a, 1e-3)
    expectNear(fit?.b, sample.b, 1e-3)
    expectNear(fit?.a, sample.multiarch.a, 5e-3)
    expectNear(fit?.b, sample.multiarch.b, 5e-3)
    // multiarch starts its variances from returns of unit spread, a little elsewhere.
    expectNear(fit?.logLikelihood, sample.multiarch.logLikelihood, 1e-5)
  })

  it('has the correlations of the next day', () => {
    if (fit === undefined) throw new Error('there is no fit')
    const next = new DccCorrelation(fit)
    sample.nextCorrelations.forEach((row, i) => {
      row.forEach((wanted, j) => {
        expect(Math.abs(next.correlation(i, j) - wanted)).toBeLessThan(1e-3)
      })
    })
  })
})

it.each(golden.realised)('has the realised measures written out in numpy: $name', (sample) => {
  const returns = Float64Array.from(sample.returns)
  const logPrices = new Float64Array(returns.length + 1)
  returns.forEach((value, i) => {
    logPrices[i + 1] = (logPrices[i] as number) + value
  })
  expectNear(realisedVariance(returns), sample.realisedVariance)
  expectNear(subsampledVariance(logPrices, sample.step), sample.subsampledVariance)
  expectNear(twoScaleVariance(logPrices, sample.step), sample.twoScaleVariance)
  expectNear(realisedKernel(returns, sample.bandwidth), sample.realisedKernel)
  expectNear(bipowerVariation(returns), sample.bipowerVariation)
  expectNear(minRealisedVariance(returns), sample.minRealisedVariance)
  expectNear(medRealisedVariance(returns), sample.medRealisedVariance)
  expectNear(tripowerQuarticity(returns), sample.tripowerQuarticity)
  expectNear(medRealisedQuarticity(returns), sample.medRealisedQuarticity)
  const jump = periodJumpTest(returns)
  expectNear(jump?.statistic, sample.jumpStatistic)
  expectNear(jump?.probability, sample.jumpProbability)
  const scan = jumpScan(returns, { window: sample.window })
  expectNear(scan.threshold, sample.scanThreshold)
  expect(scan.jumps).toEqual(sample.scanJumps)
  sample.scanRatios.forEach((wanted, i) => {
    expectNear(scan.ratios.at(i - 5), wanted)
  })
})

it.each(golden.har)('has the HAR regression of statsmodels and arch: %#', (sample) => {
  const fit = fitHar(Float64Array.from(sample.variances))
  const found = [fit?.constant, fit?.daily, fit?.weekly, fit?.monthly]
  found.forEach((value, i) => {
    expectNear(value, sample.coefficients[i] ?? Number.NaN)
    expectNear(value, sample.harx[i] ?? Number.NaN, 1e-8)
    expectNear(fit?.errors[i], sample.errors[i] ?? Number.NaN)
  })
  expectNear(fit?.rSquared, sample.rSquared)
  expectNear(fit?.forecast, sample.forecast)
})

it.each(golden.ewma)('has the exponentially weighted variances of arch: $series', (sample) => {
  const path = ewmaVariances(seriesOf(sample.series))
  sample.first.forEach((wanted, t) => {
    expectNear(path?.[t], wanted)
  })
  sample.last.forEach((wanted, t) => {
    expectNear(path?.at(t - 4), wanted)
  })
  expectNear(path?.at(-1), sample.next)
})
