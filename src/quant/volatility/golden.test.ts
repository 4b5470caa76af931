import { describe, expect, it } from 'vitest'
import fgarch from '../../../test/golden/quant/fgarch.json' with { type: 'json' }
import golden from '../../../test/golden/quant/volatility.json' with { type: 'json' }
import {
  expectNear,
  expectNoWorse,
  fitted,
  goldenSeries,
} from '../../../test/golden/quant/volatility-cases.ts'
import { type GarchModel, type GarchParameters, placesOf, toVector } from './garch-model.ts'
import { GarchSurface } from './garch-surface.ts'
import { forecastVariance, type GarchErrors } from './index.ts'

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

function entriesOf(errors: GarchErrors): Readonly<Record<string, number | undefined>> {
  return { ...errors }
}

describe.each(golden.garch)('arch: $kind, $innovation, $series', (sample) => {
  const returns = goldenSeries(sample.series)
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
})

// An EGARCH with Student-t has no expected variance to compare: arch only simulates one.
const forecasts = golden.garch.filter(({ forecast }) => forecast !== undefined)

it.each(forecasts)('has the forecasts of arch: $kind, $innovation, $series', (sample) => {
  const model = modelOf(sample.kind, sample.innovation, 'backcast')
  const parameters = parametersOf(sample.parameters)
  const { nextVariance, forecast: wanted = [] } = sample
  const { variances, aggregated } = forecastVariance({ model, parameters, nextVariance }, 10)
  expect(wanted.length).toBe(10)
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

describe.each(fgarch.cases)('fGarch: $innovation, $series', (sample) => {
  it('is no worse, with the same estimates, errors and variances', () => {
    const [mean = 0, omega = 0, alpha = 0, beta = 0, degrees] = sample.parameters
    const model = modelOf('garch', sample.innovation, 'mean-square')
    const returns = goldenSeries(sample.series)
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
