/** How much the market gives way before an order that takes from it. */
export type Impact = {
  /** How the share of a day's volume counts. */
  readonly law: 'none' | 'linear' | 'square-root'
  /** Days' volatilities the price moves for an order of a whole day's volume; near 1 is usual. */
  readonly factor: number
  /** Share of price lost besides, whatever the size: 0.001 is 0.10 %. */
  readonly slippage: number
}

/** What an instrument can bear. */
export type MarketSize = {
  /** Standard deviation of a day's return. */
  readonly volatilityPerDay: number
  /** Lots traded on an ordinary day, above 0. */
  readonly lotsPerDay: number
}

/**
 * Ticks a price is worse for an order of `lots`: slippage + factor x volatility x law(lots / day),
 * as a share of the price, rounded up against the trader.
 *
 * @see Toth et al., "Anomalous price impact and the critical nature of liquidity in financial
 *   markets", 2011: the square-root law.
 */
export function impactOf(impact: Impact, of: MarketSize, ticks: number, lots: number): number {
  const { law, factor, slippage } = impact
  const share = lots / of.lotsPerDay
  const weight = law === 'none' ? 0 : law === 'linear' ? share : Math.sqrt(share)
  return Math.ceil(ticks * (slippage + factor * of.volatilityPerDay * weight))
}
