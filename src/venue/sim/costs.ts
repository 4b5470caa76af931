/** What trading costs in the simulation. Pessimistic where a bar cannot tell. */
export type Costs = {
  /** Parts per million of notional: 2,600 is 0.26 %. */
  readonly feeTakerPpm: number
  readonly feeMakerPpm: number
  /** Share of price lost by an order that takes liquidity: 0.001 is 0.10 %. */
  readonly slippage: number
  /** Largest share of a bar's volume that our orders may be. */
  readonly participationMax: number
}

/** 0.26 % + 0.10 % a side: Kraken's first tier, and a market order's usual loss on top. */
export const defaultCosts: Costs = {
  feeTakerPpm: 2_600,
  feeMakerPpm: 1_600,
  slippage: 0.001,
  participationMax: 0.1,
}
