import type { PairedEffect, Pairs } from './paired-effect.ts'
import type { ShiftTest } from './shift-test.ts'

/** What came of one claim about one subject, before it is corrected for the others. */
export type TestedClaim = PairedEffect & {
  readonly test: ShiftTest
  /** Pairs the figures rest on. */
  readonly samples: number
  /** Share of them at which the source had nothing to say, and both arms said the same. */
  readonly absent: number
  readonly pairs: Pairs
  /** When each pair was known, microseconds. */
  readonly ts: Float64Array
}
