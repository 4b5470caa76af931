import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hasShared, sharedColumn } from '../../../test/golden/quant/shared-columns.ts'
import golden from '../../../test/golden/quant/volatility.json' with { type: 'json' }
import { expectNear, expectNoWorse, fitted } from '../../../test/golden/quant/volatility-cases.ts'
import { DccSurface } from './dcc-surface.ts'
import { fitDcc } from './index.ts'

/** Within one of the last digit printed: some sources cut where others round. */
function expectPrinted(value: number | undefined, printed: number): void {
  const decimals = String(printed).split('.')[1]?.length ?? 0
  expect(Math.abs((value ?? Number.NaN) - printed)).toBeLessThan(Number(`1e-${decimals}`))
}

describe.skipIf(!hasShared)('published numbers', () => {
  const { garch_fcp: benchmark, dcc_eustock: indices } = hasShared
    ? JSON.parse(readFileSync('../shared/golden/golden.json', 'utf8'))
    : {}
  const [exchange, stocks] = ['garch11_dem_gbp', 'garch11_sp500'].map((id) =>
    hasShared
      ? JSON.parse(readFileSync('../shared/data/reference/golden.json', 'utf8')).cases.find(
          (item: { readonly id: string }) => item.id === id,
        )
      : undefined,
  )

  it('is the benchmark of Fiorentini, Calzolari and Panattoni, to its last digit', () => {
    const fit = fitted(sharedColumn('golden/dem2gbp_1974.csv', 'DEM2GBP'))
    const { mean, omega, alpha, beta } = fit.parameters
    const { errors } = fit
    const found = [mean, omega, alpha, beta, errors.mean, errors.omega, errors.alpha, errors.beta]
    const { mu, omega: constant, alpha: shock, beta: past, se_hessian: printedErrors } = benchmark
    ;[mu, constant, shock, past, ...printedErrors].forEach((printed, i) => {
      expectPrinted(found[i], printed)
    })
    expectNear(fit.logLikelihood, benchmark.loglik)
    expectNoWorse(fit.logLikelihood, benchmark.loglik)
  })

  it('is what was computed again on the same returns', () => {
    const fit = fitted(sharedColumn('data/reference/dem_gbp_returns.csv', 'ret_pct'))
    expectNoWorse(fit.logLikelihood, exchange.recomputed_loglik)
    const { recomputed, recomputed_se: recomputedErrors } = exchange
    const pairs = [
      ['mean', 'mu'],
      ['omega', 'omega'],
      ['alpha', 'alpha'],
      ['beta', 'beta'],
    ] as const
    for (const [name, key] of pairs) {
      expectNear(fit.parameters[name], recomputed[key], 1e-6)
      expectNear(fit.errors[name], recomputedErrors[key], 1e-5)
    }
  })

  it('is the GARCH and the GJR with Student-t of arch on 20 years of the S&P 500', () => {
    const close = sharedColumn('data/reference/sp500_1999_2018.csv.gz', 'close')
    const returns = close.slice(1).map((value, t) => 100 * (value / (close[t] as number) - 1))
    const plain = fitted(returns, { start: 'backcast' })
    const { mu, omega, alpha, beta, loglik } = stocks.published
    const { parameters, logLikelihood } = plain
    expectPrinted(parameters.mean, mu)
    expectPrinted(parameters.omega, omega)
    expectPrinted(parameters.alpha, alpha)
    expectPrinted(parameters.beta, beta)
    expectPrinted(logLikelihood, loglik)
    expectNoWorse(logLikelihood, stocks.recomputed_loglik)
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

  it('is the DCC of four European stock indices, in numpy too', () => {
    const returns = ['DAX', 'SMI', 'CAC', 'FTSE'].map((name) => {
      const price = sharedColumn(`golden/${indices.file}`, name)
      return price.slice(1).map((value, t) => 100 * Math.log(value / (price[t] as number)))
    })
    const fit = fitDcc(returns)
    if (fit === undefined) throw new Error('there is no fit')
    expect(fit.a.toFixed(6)).toBe(indices.a.toFixed(6))
    expect(fit.b.toFixed(5)).toBe(indices.b.toFixed(5))
    expectNear(fit.correlationLogLikelihood, indices.ll_corr)
    expectNear(fit.logLikelihood, indices.ll_total)
    const days = fit.assets[0]?.standardised.length ?? 0
    const shocks = Float64Array.from(
      { length: 4 * days },
      (_, k) => fit.assets[k % 4]?.standardised[Math.floor(k / 4)] ?? Number.NaN,
    )
    const elsewhere = -new DccSurface(fit.target, shocks).value(Float64Array.of(0.03, 0.95))
    expectNear(elsewhere, indices.ll_corr_a03_b95)
    const { eustock } = golden
    expectNear(fit.a, eustock.a, 1e-6)
    expectNear(fit.b, eustock.b, 1e-6)
    expectNear(fit.correlationLogLikelihood, eustock.correlationLogLikelihood)
    expectNear(fit.logLikelihood, eustock.logLikelihood)
    expectNear(elsewhere, eustock.correlationLogLikelihoodAt)
  })
})
