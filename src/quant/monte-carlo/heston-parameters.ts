import {
  requireBetween,
  requireFinite,
  requireInside,
  requirePositive,
  requireRecord,
} from '../argument.ts'

/** A price whose variance wanders: dS / S = drift dt + sqrt(v) dW, and v is pulled back. */
export type Heston = {
  readonly start: number
  /** Per year: E S(t) = S(0) e^(drift t). */
  readonly drift: number
  /** Variances are per year: 0.04 is a volatility of 20 %. */
  readonly varianceStart: number
  readonly varianceMean: number
  /** Per year. */
  readonly reversion: number
  /** Of the variance: dv = reversion (varianceMean - v) dt + varianceVolatility sqrt(v) dZ. */
  readonly varianceVolatility: number
  /** Of the two sources of chance, strictly inside -1 to 1. */
  readonly correlation: number
}

/** Declines a parameter that is outside its range. */
export function requireHeston(parameters: Heston): void {
  requireRecord('parameters', parameters)
  requirePositive('start', parameters.start)
  requireFinite('drift', parameters.drift)
  requireBetween('varianceStart', parameters.varianceStart, 0, Number.MAX_VALUE)
  requireBetween('varianceMean', parameters.varianceMean, 0, Number.MAX_VALUE)
  requirePositive('reversion', parameters.reversion)
  requirePositive('varianceVolatility', parameters.varianceVolatility)
  requireInside('correlation', parameters.correlation, -1, 1)
}
