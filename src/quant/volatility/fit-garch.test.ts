import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitted } from '../../../test/golden/quant/volatility-cases.ts'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { matrix } from '../matrix/index.ts'
import type { GarchModel } from './garch-model.ts'
import { placesOf } from './garch-model.ts'
import { GarchSurface } from './garch-surface.ts'
import { fitGarch, forecastVariance, GarchVariance, longRunVariance, newsImpact } from './index.ts'

const models: readonly GarchModel[] = (['garch', 'gjr', 'egarch'] as const).flatMap((kind) =>
  (['normal', 'student-t'] as const).flatMap((innovation) =>
    (['mean-square', 'backcast'] as const).map((start) => ({ kind, innovation, start })),
  ),
)

/** Returns of a GARCH with 0.05, 0.1 and 0.85, and a fall that weighs 0.06 more. */
function simulated(seed: number, count: number): Float64Array {
  const random = Random.fromSeed(seed)
  let h = 1
  return Float64Array.from({ length: count }, () => {
    const e = Math.sqrt(h) * random.normal() * (random.next() < 0.05 ? 2 : 1)
    h = 0.05 + (e < 0 ? 0.13 : 0.07) * e * e + 0.82 * h
    return 0.04 + e
  })
}

const returns = simulated(1, 1500)

describe.each(models)('$kind, $innovation, $start', (model) => {
  const fit = fitted(returns, model)

  it('has the derivatives that differences have', () => {
    const { size, degrees, gamma, beta } = placesOf(model)
    const surface = new GarchSurface(returns, model, 0.03)
    const x = Float64Array.of(0.03, 0.06, 0.08, 0.8)
    const at = new Float64Array(size)
    at.set(x)
    if (gamma >= 0) at.set([model.kind === 'egarch' ? -0.04 : 0.05, 0.8], gamma)
    expect(at[beta]).toBe(0.8)
    if (degrees >= 0) at[degrees] = 6.5
    const gradient = new Float64Array(size)
    const hessian = matrix(size, size)
    const gradientAt = (moved: Float64Array): Float64Array => {
      const found = new Float64Array(size)
      surface.value(moved)
      surface.derive(found, matrix(size, size))
      return found
    }
    surface.value(at)
    surface.derive(gradient, hessian)
    for (let i = 0; i < size; i += 1) {
      const step = 1e-6
      const up = at.map((value, k) => (k === i ? value + step : value))
      const down = at.map((value, k) => (k === i ? value - step : value))
      const slope = (surface.value(up) - surface.value(down)) / (2 * step)
      expect(Math.abs(slope / (gradient[i] as number) - 1)).toBeLessThan(1e-5)
      const [above, below] = [gradientAt(up), gradientAt(down)]
      for (let j = 0; j < size; j += 1) {
        const bend = ((above[j] as number) - (below[j] as number)) / (2 * step)
        const found = hessian.values[i * size + j] as number
        expect(Math.abs(bend - found)).toBeLessThan(1e-5 * (1 + Math.abs(found)))
      }
    }
  })

  it('does not depend on the unit of the returns, nor on where they are centred', () => {
    const other = fitted(
      returns.map((value) => 0.01 * value + 0.003),
      model,
    )
    const { parameters } = other
    expect(parameters.alpha).toBeCloseTo(fit.parameters.alpha, 6)
    expect(parameters.beta).toBeCloseTo(fit.parameters.beta, 6)
    expect(parameters.mean).toBeCloseTo(0.01 * fit.parameters.mean + 0.003, 8)
    expect(other.nextVariance / fit.nextVariance).toBeCloseTo(1e-4, 9)
    expect(other.logLikelihood - fit.logLikelihood).toBeCloseTo(1500 * Math.log(100), 5)
    expect((other.errors.beta ?? 0) / (fit.errors.beta ?? 0)).toBeCloseTo(1, 4)
  })

  it('goes on return by return as the path of its own sample', () => {
    const first = fit.variances[0] as number
    const stream = new GarchVariance({ ...fit, nextVariance: first })
    returns.forEach((value, t) => {
      expect(Math.abs(stream.variance / (fit.variances[t] as number) - 1)).toBeLessThan(1e-12)
      stream.update(value)
    })
    expect(stream.variance / fit.nextVariance).toBeCloseTo(1, 12)
    expect(() => stream.update(Number.NaN)).toThrow(ArgumentError)
    expect(() => stream.update(1e200)).toThrow(ArgumentError)
    expect(stream.variance / fit.nextVariance).toBeCloseTo(1, 12)
  })

  it('has forecasts that go to the long run, and residuals of unit variance', () => {
    const { variances, aggregated, average } = forecastVariance(fit, 4000)
    const isLog = model.kind === 'egarch'
    const isGeometric = isLog && model.innovation === 'student-t'
    expect(average).toBe(isGeometric ? 'geometric' : 'arithmetic')
    expect(variances[0]).toBe(fit.nextVariance)
    const last = variances.at(-1) ?? Number.NaN
    const longRun = longRunVariance(fit) ?? Number.NaN
    if (isGeometric || !isLog) expect(last / longRun).toBeCloseTo(1, 6)
    else expect(last).toBeGreaterThan(longRun)
    expect(aggregated[2]).toBeCloseTo(
      variances.slice(0, 3).reduce((a, b) => a + b),
      12,
    )
    const squares = fit.standardised.reduce((sum, z) => sum + z * z, 0)
    expect(Math.abs(squares / 1500 - 1)).toBeLessThan(model.innovation === 'normal' ? 0.01 : 0.08)
    expect(newsImpact(fit, -2)).toBeGreaterThan(newsImpact(fit, 0))
    if (model.kind !== 'garch') expect(newsImpact(fit, -2)).toBeGreaterThan(newsImpact(fit, 2))
  })

  it('counts its parameters in AIC and BIC', () => {
    const { size } = placesOf(model)
    expect(fit.aic).toBeCloseTo(-2 * fit.logLikelihood + 2 * size, 9)
    expect(fit.bic - fit.aic).toBeCloseTo(size * (Math.log(1500) - 2), 9)
  })
})

it('finds the parameters a long path was made with', () => {
  const fit = fitted(simulated(7, 20_000), { kind: 'gjr' })
  const { alpha, gamma, beta } = fit.parameters
  expect(Math.abs(alpha - 0.07)).toBeLessThan(4 * (fit.robustErrors.alpha ?? 0))
  expect(Math.abs(gamma - 0.06)).toBeLessThan(4 * (fit.robustErrors.gamma ?? 0))
  expect(Math.abs(beta - 0.82)).toBeLessThan(4 * (fit.robustErrors.beta ?? 0))
})

it('keeps its limits on any returns', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(...models), (seed, model) => {
      const random = Random.fromSeed(seed)
      const noise = Float64Array.from({ length: 60 }, () => random.normal() * random.next())
      const fit = fitted(noise, model)
      const { alpha, gamma, beta, degrees } = fit.parameters
      expect(Number.isFinite(fit.logLikelihood)).toBe(true)
      expect(Math.min(...fit.variances)).toBeGreaterThan(0)
      expect(fit.persistence).toBeLessThan(1)
      expect(Math.min(alpha, beta)).toBeGreaterThanOrEqual(0)
      if (model.kind !== 'egarch') expect(alpha + gamma).toBeGreaterThanOrEqual(-1e-12)
      expect(degrees).toBeGreaterThan(2)
    }),
    { numRuns: 40, seed: 11 },
  )
})

it('says what it does not know of a parameter on a limit', () => {
  const random = Random.fromSeed(3)
  const independent = Float64Array.from({ length: 2000 }, () => random.normal())
  const { parameters, errors } = fitted(independent, { innovation: 'student-t' })
  expect(parameters.degrees).toBe(500)
  expect(errors.degrees).toBeUndefined()
  expect(errors.mean).toBeCloseTo(1 / Math.sqrt(2000), 3)
})

it('has no fit of equal returns, and declines what is no series', () => {
  expect(fitGarch(new Float64Array(100).fill(0.01))).toBeUndefined()
  expect(fitGarch(returns.map((value) => value * 1e-70))).toBeUndefined()
  expect(fitGarch(returns.map((value) => value * 1e70))).toBeUndefined()
  expect(fitGarch(returns.map((value) => value * 1e-50))?.hasConverged).toBe(true)
  expect(() => fitGarch(returns.slice(0, 29))).toThrow(ArgumentError)
  expect(fitGarch(returns.slice(0, 30))).toBeDefined()
  expect(() => fitGarch(returns.with(4, Number.NaN))).toThrow(ArgumentError)
  expect(() => fitGarch(returns.with(4, Number.POSITIVE_INFINITY))).toThrow(ArgumentError)
  const fit = fitted(returns)
  expect(() => forecastVariance(fit, 0)).toThrow(ArgumentError)
  expect(() => forecastVariance(fit, 1.5)).toThrow(ArgumentError)
  expect(() => newsImpact(fit, Number.NaN)).toThrow(ArgumentError)
})
