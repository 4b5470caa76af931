import type { Micros, Mode } from '../domain/index.ts'
import type { OrderDesk } from '../execution/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { RiskBook } from '../risk/index.ts'
import type { DeskGuard } from './desk-guard.ts'
import type { DeskSetup } from './desk-setup.ts'
import type { Seat } from './seat.ts'

/** What of the desk a trader works on. */
export type Workbench = {
  readonly setup: DeskSetup
  readonly ledger: Ledger
  readonly risk: RiskBook
  readonly guard: DeskGuard
  readonly orders: OrderDesk
  readonly seats: readonly Seat[]
  /** Last close of every instrument, ticks. */
  readonly marks: Float64Array
  readonly now: Micros
  /** Moves to another control mode. */
  toMode(to: Mode, actor: string, reason: string): boolean
}
