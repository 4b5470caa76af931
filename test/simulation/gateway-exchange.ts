import { type Micros, micros, secondUs } from '../../src/domain/index.ts'
import { GeneratedMarket } from '../../src/market/index.ts'
import {
  drawFaultPlan,
  type ExchangeEvent,
  type ExchangeSink,
  type FaultPlan,
  FaultyExchange,
  FlatFees,
  GeneratedStream,
  openLegs,
  openRules,
  plainDepth,
  SimulatedExchange,
  usualLatency,
} from '../../src/venue/sim/index.ts'

export const startTs: Micros = micros(1_704_067_200_000_000)

/** The bars a desk sees of the market that is played into the exchange. */
export function market(seed: number): GeneratedMarket {
  const made = new GeneratedMarket({ seed, intervalUs: secondUs, from: startTs })
  made.next()
  return made
}

/** Nothing, or as Kraken takes it, or out of what is received, as Binance does. */
function feesOf(seed: number): FlatFees {
  if (isCash(seed)) return new FlatFees(1_000, 1_100, { kind: 'received' })
  return seed % 5 === 0 ? new FlatFees(2_500, 4_000) : new FlatFees(0, 0)
}

/** Whether the account of a seed borrows nothing, and so sets aside what its orders would sell. */
export function isCash(seed: number): boolean {
  return seed % 8 === 1 || seed % 8 === 2
}

/** Whether the exchange of a seed changes an order by replacing it, where it changes any. */
export function isReplacing(seed: number): boolean {
  return seed % 16 >= 8
}

/** Trades made undone, and fees in another currency, are not the gateway's subject. */
export function drawGatewayPlan(seed: number): FaultPlan {
  return { ...drawFaultPlan(seed), bustsPerHour: 0, delistingsPerHour: 0 }
}

/**
 * An exchange at a distance, on which things go wrong as `plan` says.
 *
 * @param bars - What is played into it, from `startTs` on; bars of a second when left out.
 * @param onEvent - Told of everything there as it happens, without distance.
 */
export function openFaulty(
  seed: number,
  plan: FaultPlan,
  bars: GeneratedMarket = new GeneratedMarket({ seed, intervalUs: secondUs, from: startTs }),
  onEvent: (event: ExchangeEvent) => void = () => {},
): FaultyExchange<SimulatedExchange> {
  const legs = openLegs({ feed: usualLatency, order: usualLatency, reply: usualLatency }, seed)
  if (!legs.ok) throw new Error(legs.error)
  return new FaultyExchange({
    plan,
    seed,
    legs: legs.value,
    startTs,
    open: (told: ExchangeSink) => {
      const sink = {
        onExchangeEvent: (event: ExchangeEvent): void => {
          onEvent(event)
          told.onExchangeEvent(event)
        },
      }
      const listings = bars.instruments.map((each) => ({
        instrument: each,
        rules: { ...openRules, priceUpPpm: 1_000_000_000, priceDownPpm: 0, openOrdersMax: 10_000 },
        perpetual: undefined,
      }))
      const fees = feesOf(seed)
      const exchange = new SimulatedExchange({ listings, fees, sink, startTs, tellsBook: false })
      const feed = new GeneratedStream({
        bars,
        target: exchange,
        seed,
        depthShare: 5,
        depth: { ...plainDepth, levels: 6 },
      })
      return { exchange, feed }
    },
  })
}
