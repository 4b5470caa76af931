import { requirePositive, requireRecord } from '../argument.ts'

/** Kyle's equilibrium of one insider, noise traders and a market maker who breaks even. */
export type KyleEquilibrium = {
  /** By which the price moves for each unit of net orders: illiquidity. */
  readonly lambda: number
  /** Units the insider trades for each unit that value and price differ. */
  readonly beta: number
  /** Of the value, once the price is known: half of what it was. */
  readonly varianceLeft: number
  /** The insider's mean profit. */
  readonly profitMean: number
}

/**
 * Kyle's model of one auction.
 *
 * @param options.valueDeviation - Of the asset's value, known to the insider only.
 * @param options.noiseDeviation - Of the net orders of noise traders.
 * @throws ArgumentError when one of these is not positive.
 * @see Kyle, "Continuous auctions and insider trading", 1985, theorem 1: lambda is 0.5 when both
 *   deviations are 1.
 */
export function kyleAuction(options: {
  readonly valueDeviation: number
  readonly noiseDeviation: number
}): KyleEquilibrium {
  requireRecord('options', options)
  const { valueDeviation, noiseDeviation } = options
  requirePositive('valueDeviation', valueDeviation)
  requirePositive('noiseDeviation', noiseDeviation)
  return {
    lambda: valueDeviation / noiseDeviation / 2,
    beta: noiseDeviation / valueDeviation,
    varianceLeft: (valueDeviation * valueDeviation) / 2,
    profitMean: (valueDeviation * noiseDeviation) / 2,
  }
}
