import { micros } from '../../src/domain/index.ts'
import {
  type ExchangeSink,
  type FaultPlan,
  FaultyExchange,
  FlatFees,
  GeneratedStream,
  noFaults,
  openLegs,
  openRules,
  plainDepth,
  SimulatedExchange,
  usualLatency,
} from '../../src/venue/sim/index.ts'
import type { Costs } from '../../src/venue/index.ts'
import type { PlayedBars } from './played-bars.ts'

/** What goes wrong on the way to the exchange: what a bad month has, and not a bad minute. */
export const monthFaults: FaultPlan = {
  ...noFaults,
  rejectShare: 0.02,
  throttle: { capacity: 15, refill: 5, perUs: 1_000_000, banAfter: 10, banUs: 60_000_000 },
  outagesPerHour: 1 / 12,
  outageUs: 900_000_000,
  maintenancesPerHour: 1 / 120,
  maintenanceUs: 3_600_000_000,
  cancelOnlyPerHour: 1 / 12,
  cancelOnlyUs: 1_800_000_000,
  dropShare: 0.02,
  duplicateShare: 0.02,
  delayShare: 0.02,
  delayUs: 5_000_000,
  reorderShare: 0.02,
  reorderUs: 3_000_000,
  failAfterShare: 0.02,
  driftPpm: 30,
  clockWindowUs: 1_000_000,
  replayShare: 0.01,
  replayUs: 60_000_000,
  relistsPerHour: 1 / 48,
}

/**
 * An exchange at a distance into which `bars` are played, and on which things go wrong. Who trades
 * there is a spot account that pays its fees in dollars.
 */
export function openMonthExchange(
  seed: number,
  bars: PlayedBars,
  { feeMakerPpm, feeTakerPpm }: Costs,
): FaultyExchange<SimulatedExchange> {
  const legs = openLegs({ feed: usualLatency, order: usualLatency, reply: usualLatency }, seed)
  if (!legs.ok) throw new Error(legs.error)
  const startTs = micros(bars.ts)
  return new FaultyExchange({
    ...{ plan: monthFaults, seed, legs: legs.value, startTs },
    open: (sink: ExchangeSink) => {
      const listings = bars.instruments.map((each) => ({
        instrument: each,
        rules: { ...openRules, priceUpPpm: 1_000_000_000, priceDownPpm: 0, openOrdersMax: 10_000 },
        perpetual: undefined,
      }))
      const fees = new FlatFees(feeMakerPpm, feeTakerPpm)
      const exchange = new SimulatedExchange({ listings, fees, sink, startTs, tellsBook: false })
      const feed = new GeneratedStream({
        ...{ bars, target: exchange, seed, legSteps: 5, depthShare: 1 },
        depth: { ...plainDepth, levels: 6 },
      })
      return { exchange, feed }
    },
  })
}
