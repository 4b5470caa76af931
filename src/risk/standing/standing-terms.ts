import { dayUs } from '../../domain/index.ts'

/** Where the trust in an instrument or a strategy ends, in shares of the capital allotted to it. */
export type StandingTerms = {
  /** Net P&L down to which it is trusted with half, with a quarter, and below which with exits. */
  readonly halfAt: number
  readonly quarterAt: number
  readonly exitsBelow: number
  /** Net P&L above which exits only are over. */
  readonly recoveryAbove: number
  /** Above which half, and all, of its size comes back: a point over the border it fell through. */
  readonly halfAbove: number
  readonly fullAbove: number
  /** Exits only for so long, and it hibernates. Unit: us. */
  readonly hibernateUs: number
}

/** Those of the house. A border is crossed downward at once, and upward with a point to spare. */
export const usualStandingTerms: StandingTerms = {
  halfAt: -0.05,
  quarterAt: -0.1,
  exitsBelow: -0.15,
  recoveryAbove: -0.1,
  halfAbove: -0.09,
  fullAbove: -0.04,
  hibernateUs: 90 * dayUs,
}

/** Steps of trust, from all of its size to none; `asleep` is exits only, and nobody is asked. */
const full = 0
const half = 1
export const quarter = 2
export const exits = 3
export const asleep = 4

/** Part of its full size that goes with each step. */
export const shares: readonly number[] = [1, 0.5, 0.25, 0, 0]

/** The step after one at which the net P&L is `pnl`. What is not a number is below every border. */
export function stepAt(step: number, pnl: number, terms: StandingTerms): number {
  if (!(pnl >= terms.exitsBelow)) return exits
  const down = pnl <= terms.quarterAt ? quarter : pnl <= terms.halfAt ? half : full
  if (down >= step) return down
  if (step === exits && pnl <= terms.recoveryAbove) return exits
  const up = pnl <= terms.halfAbove ? quarter : pnl <= terms.fullAbove ? half : full
  return Math.min(step, up)
}
