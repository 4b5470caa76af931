import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/volatility.json' with { type: 'json' }
import { expectNear, expectNoWorse } from '../../../test/golden/quant/volatility-cases.ts'
import { DccCorrelation, fitDcc } from './index.ts'

describe.each(golden.dcc)('DCC of $returns.length assets', (sample) => {
  const fit = fitDcc(
    sample.returns.map((series) => Float64Array.from(series)),
    { start: 'backcast' },
  )

  it('is that of two steps in numpy, and of multiarch', () => {
    expect(fit?.hasConverged).toBe(true)
    expectNoWorse(fit?.correlationLogLikelihood, sample.correlationLogLikelihood)
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
