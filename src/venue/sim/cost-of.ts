import { type Instrument, notional } from '../../domain/index.ts'
import { feeOn } from '../../ledger/index.ts'

/** What buying lots comes to with its fee, minor quote units: as the ledger books it. */
export function costOf(of: Instrument, ticks: number, lots: number, feePpm: number): bigint {
  const value = notional(of, ticks, lots, 'ceil')
  return value + feeOn(value, feePpm)
}
