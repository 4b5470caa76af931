import { defined } from '../../base/index.ts'
import { type Instrument, type InstrumentId, instrument } from '../../domain/index.ts'

/** An instrument that exists only here, and how it behaves. */
export type SimulatedInstrument = {
  readonly instrument: Instrument
  /** Price it starts at, quote units. */
  readonly price: number
  /** Standard deviation of a day's return in ordinary times. */
  readonly volatilityPerDay: number
  /** Return for a common return of one. */
  readonly beta: number
  /** Quote units traded on an ordinary day. */
  readonly turnoverPerDay: number
}

/** The market that is generated when nobody asks for another. Levels and grids as on Kraken. */
export const simulatedInstruments: readonly SimulatedInstrument[] = [
  simulatedInstrument('BTC-USD.SIM', '0.1', '0.00001', 60_000, 0.03, 1, 400e6),
  simulatedInstrument('ETH-USD.SIM', '0.01', '0.0001', 3_000, 0.038, 1.15, 250e6),
  simulatedInstrument('SOL-USD.SIM', '0.01', '0.001', 150, 0.05, 1.35, 120e6),
  simulatedInstrument('ADA-USD.SIM', '0.00001', '0.1', 0.5, 0.045, 1.2, 40e6),
]

/** Crashes on an id or a grid that is none. Arguments in the order of the record. */
export function simulatedInstrument(
  id: string,
  tick: string,
  lot: string,
  price: number,
  volatilityPerDay: number,
  beta: number,
  turnoverPerDay: number,
): SimulatedInstrument {
  const built = instrument(id as InstrumentId, tick, lot)
  return {
    instrument: defined(built.ok ? built.value : undefined, id),
    price,
    volatilityPerDay,
    beta,
    turnoverPerDay,
  }
}
