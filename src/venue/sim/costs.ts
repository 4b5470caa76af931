/** What trading costs in the simulation. Pessimistic where a bar cannot tell. */
export type Costs = {
  /** Parts per million of notional: 2,600 is 0.26 %. */
  readonly feeTakerPpm: number
  readonly feeMakerPpm: number
  /** Share of price lost by an order that takes liquidity: 0.001 is 0.10 %. */
  readonly slippage: number
  /** Largest share of a bar's volume that our orders may be. */
  readonly participationMax: number
  /** How a bar is read where it does not tell; `default` when left out. */
  readonly reading?: FillReading
  /** `book` plays bars into the whole simulated exchange; left out, bars alone fill orders. */
  readonly matching?: 'book'
}

/**
 * What is assumed of fills where a bar does not tell.
 *
 * - `optimistic`: no slippage, a limit fills when it is touched, the whole volume can be ours.
 * - `default`: the slippage given, a limit fills when the price goes through it.
 * - `pessimistic`: twice the slippage, half the share of the volume, a stop fills at the worst
 *   price of its bar, a limit only when the price goes beyond it by as much as an order slips.
 */
export type FillReading = 'optimistic' | 'default' | 'pessimistic'

/** Every reading, the kindest first. */
export const fillReadings: readonly FillReading[] = ['optimistic', 'default', 'pessimistic']

/** The figures a reading comes to, for the exchange to work with. */
export type ReadCosts = Costs & {
  /**
   * How far beyond a limit the price must go, as a share of it; negative when a touch is enough.
   */
  readonly limitMargin: number
  readonly doStopsFillWorst: boolean
}

/** The figures that the reading of `costs` comes to. */
export function readCosts(costs: Costs): ReadCosts {
  const { slippage, participationMax, reading = 'default' } = costs
  if (reading === 'optimistic')
    return { ...costs, slippage: 0, participationMax: 1, limitMargin: -1, doStopsFillWorst: false }
  if (reading === 'default') return { ...costs, limitMargin: 0, doStopsFillWorst: false }
  return {
    ...costs,
    slippage: slippage * 2,
    participationMax: participationMax / 2,
    limitMargin: slippage,
    doStopsFillWorst: true,
  }
}

/** Ticks the price must more than go beyond a limit at `at` ticks. */
export function marginTicks({ limitMargin }: ReadCosts, at: number): number {
  return limitMargin <= 0 ? limitMargin : Math.ceil(at * limitMargin)
}

/** 0.26 % + 0.10 % a side: Kraken's first tier, and a market order's usual loss on top. */
export const defaultCosts: Costs = {
  feeTakerPpm: 2_600,
  feeMakerPpm: 1_600,
  slippage: 0.001,
  participationMax: 0.1,
}
