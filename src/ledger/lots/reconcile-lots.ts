import type { Ledger } from '../ledger.ts'
import type { Disposal, LotBook } from './lot-book.ts'

/** One instrument in the ledger and in lots. Money in minor quote units. */
export type Reconciled = {
  readonly instrument: number
  /** Realised, before fees: by the ledger, which takes the mean cost, and by the lots. */
  readonly ledgerRealised: bigint
  readonly lotsRealised: bigint
  /** What is open cost, by each; of a short below 0. */
  readonly ledgerOpen: bigint
  readonly lotsOpen: bigint
  /** Paid and booked, rebates taken off. */
  readonly ledgerFees: bigint
  /** Of disposals and of open lots, less rebates. */
  readonly lotsFees: bigint
  /** Signed lots. */
  readonly ledgerHeld: number
  readonly lotsHeld: number
  /** The two realised differ by exactly what the open costs differ by, and all else is equal. */
  readonly isEven: boolean
}

/** What stands beside the lots: everything that they closed, and the rebates they left out. */
export type ReconcileWith = {
  readonly disposals: readonly Disposal[]
  /** By instrument, above 0. Minor quote units. */
  readonly rebates: readonly bigint[]
}

/** Holds lots against the ledger that booked the same fills, instrument by instrument. */
export function reconcileLots(
  book: LotBook,
  ledger: Ledger,
  { disposals, rebates }: ReconcileWith,
): readonly Reconciled[] {
  return rebates.map((rebate, instrument) => {
    const own = disposals.filter((of) => of.instrument === instrument)
    const open = book.open(instrument)
    const lotsHeld = book.held(instrument)
    const size = open.reduce((sum, { value }) => sum + value, 0n)
    const figures = {
      ledgerRealised: ledger.positions.realised(instrument),
      lotsRealised: own.reduce((sum, { proceeds, cost }) => sum + proceeds - cost, 0n),
      ledgerOpen: ledger.positions.openCost(instrument),
      lotsOpen: lotsHeld < 0 ? -size : size,
      ledgerFees: ledger.positions.fees(instrument),
      lotsFees:
        own.reduce((sum, { fees }) => sum + fees, 0n) +
        open.reduce((sum, { fee }) => sum + fee, 0n) -
        rebate,
      ledgerHeld: ledger.positions.lots[instrument] as number,
      lotsHeld,
    }
    const counted = open.reduce((sum, { lots }) => sum + lots, 0)
    return { instrument, ...figures, isEven: isEven(figures, counted) }
  })
}

function isEven(of: Omit<Reconciled, 'instrument' | 'isEven'>, counted: number): boolean {
  return (
    of.lotsRealised - of.ledgerRealised === of.lotsOpen - of.ledgerOpen &&
    of.lotsFees === of.ledgerFees &&
    of.lotsHeld === of.ledgerHeld &&
    counted === Math.abs(of.lotsHeld)
  )
}
