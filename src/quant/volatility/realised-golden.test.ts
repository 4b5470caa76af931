import { expect, it } from 'vitest'
import golden from '../../../test/golden/quant/volatility.json' with { type: 'json' }
import { expectNear, goldenSeries } from '../../../test/golden/quant/volatility-cases.ts'
import {
  bipowerVariation,
  ewmaVariances,
  fitHar,
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
  const scan = jumpScan(returns, { windowCount: sample.window })
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
  const path = ewmaVariances(goldenSeries(sample.series))
  sample.first.forEach((wanted, t) => {
    expectNear(path?.[t], wanted)
  })
  sample.last.forEach((wanted, t) => {
    expectNear(path?.at(t - 4), wanted)
  })
  expectNear(path?.at(-1), sample.next)
})
