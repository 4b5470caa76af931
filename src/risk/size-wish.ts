import type { Instrument } from '../domain/index.ts'
import type { Levels } from './protect.ts'

/** What somebody wants to hold of one instrument. */
export type SizeWish = {
  readonly of: Instrument
  /** Its position in the desk's list. */
  readonly instrument: number
  /** Signed share of equity, -1 to 1. */
  readonly exposure: number
  /** How sure it is, 0 to 1; NaN when nobody says. */
  readonly confidence: number
  /** Part of its size that whoever wants it is trusted with, 0 to 1. */
  readonly trust: number
  /** Price to size at. */
  readonly ticks: number
  /** Where it would be given up and taken home. */
  readonly levels: Levels
}
