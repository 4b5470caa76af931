import { defined } from '../../base/index.ts'
import type { Instrument, Micros } from '../../domain/index.ts'
import type { ReadCosts } from './costs.ts'
import type { ExchangeSink } from './exchange/exchange-event.ts'
import { FlatFees } from './exchange/fees.ts'
import { openRules, type TradingRules } from './exchange/listing.ts'
import { SimulatedExchange } from './exchange/simulated-exchange.ts'
import { MarketFrictions } from './friction/market-frictions.ts'

/**
 * A desk is held back by its own limits; the exchange lends so that both legs of an exit can rest.
 */
const margin = { leverage: 20, interestPpmPerHour: 0, maintenancePpm: 0 } as const

/** A desk's prices are its own affair: nothing is too far from the market. */
export const deskRules: TradingRules = {
  ...openRules,
  priceUpPpm: 1_000_000_000,
  priceDownPpm: 0,
  openOrdersMax: 100_000,
  stopOrdersMax: 100_000,
}

/** An exchange for one desk, before the desk's account is opened. */
export function deskHouse(
  instruments: readonly Instrument[],
  costs: ReadCosts,
  startTs: Micros,
  sink: ExchangeSink,
): SimulatedExchange {
  const { feeMakerPpm, feeTakerPpm, slippage } = costs
  return new SimulatedExchange({
    listings: instruments.map((instrument) => ({
      instrument,
      rules: deskRules,
      perpetual: undefined,
    })),
    fees: new FlatFees(feeMakerPpm, feeTakerPpm),
    sink,
    startTs,
    frictions: new MarketFrictions({
      impact: { law: 'none', factor: 0, slippage },
      markets: instruments.map(() => ({ volatilityPerDay: 0, lotsPerDay: 1 })),
      isSliced: false,
      seed: 0,
    }),
    remembered: 1_000,
  })
}

/** Opens the desk's account, the first one, with its cash. */
export function openDeskAccount(
  exchange: SimulatedExchange,
  instruments: readonly Instrument[],
  cash: bigint,
  ts: Micros,
): void {
  const account = exchange.openAccount({ margin })
  exchange.deposit(account, defined(instruments[0], 'an instrument').quote, cash, ts)
}
