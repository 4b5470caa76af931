import { requireBetween, requirePositive, requireRecord } from '../argument.ts'

/**
 * How far the price moves against a large order: coefficient * volatility * sqrt(size / volume).
 *
 * @param options.size - Of the whole order, 0 or more, in the unit of `volume`.
 * @param options.volume - Traded in the market over the time of `volatility`, as a day; above 0.
 * @param options.volatility - Over that time, in any unit: the answer has the same.
 * @param options.coefficient - Of order 1; default 1. Fit it to own fills.
 * @returns In the unit of `volatility`: 0.02 a day gives a share of the price.
 * @throws ArgumentError when one of these is outside its range.
 * @see Toth and others, "Anomalous price impact and the critical nature of liquidity", 2011.
 */
export function squareRootImpact(options: {
  readonly size: number
  readonly volume: number
  readonly volatility: number
  readonly coefficient?: number
}): number {
  requireRecord('options', options)
  const { size, volume, volatility, coefficient = 1 } = options
  requireBetween('size', size, 0, Number.MAX_VALUE)
  requirePositive('volume', volume)
  requireBetween('volatility', volatility, 0, Number.MAX_VALUE)
  requireBetween('coefficient', coefficient, 0, Number.MAX_VALUE)
  return coefficient * volatility * Math.sqrt(size / volume)
}
