import { expect } from 'vitest'
import type { GarchModel } from '../../../src/quant/index.ts'
import { fitGarch, type GarchFit } from '../../../src/quant/index.ts'
import golden from './volatility.json' with { type: 'json' }

/** Equal to `tolerance` of the wanted value. */
export function expectNear(
  value: number | undefined,
  wanted: number,
  tolerance: number = golden.tolerance,
): void {
  expect(Math.abs((value ?? Number.NaN) / wanted - 1)).toBeLessThan(tolerance)
}

/** No lower than the reference, but for a millionth of it. */
export function expectNoWorse(logLikelihood: number | undefined, reference: number): void {
  expect(logLikelihood).toBeGreaterThanOrEqual(reference - 1e-6 * Math.abs(reference))
}

/** A series of volatility.json. */
export function goldenSeries(name: string): Float64Array {
  const series = Object.entries(golden.series).find(([key]) => key === name)?.[1] ?? []
  return Float64Array.from(series)
}

/** A fit, which must be there. */
export function fitted(returns: Float64Array, model: Partial<GarchModel> = {}): GarchFit {
  const fit = fitGarch(returns, model)
  if (fit === undefined) throw new Error('there is no fit')
  return fit
}
