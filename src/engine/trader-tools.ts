import type { IntentCut, OrderIntent, OrderRole, OrderType } from '../domain/index.ts'
import type { Approved } from '../risk/index.ts'
import type { Seat } from './seat.ts'

/** What of a trader those take that work for it: protector, quoter, sets of legs. */
export type TraderTools = {
  /** @param delta - Signed lots. @param ticks - 0 for a market order. */
  readonly order: (
    i: number,
    delta: number,
    type: OrderType,
    role: OrderRole,
    ticks: number,
  ) => OrderIntent
  readonly send: (orders: readonly Approved<OrderIntent>[]) => void
  /** Whether what space is left on a full disk is kept for exits. */
  readonly isReserveOnly: () => boolean
  /**
   * Closes lots of what is held, less what is being closed already.
   *
   * @param isDecided - The committee wants it: its decision is put on record.
   */
  readonly reduce: (i: number, seat: Seat, lots: number, isDecided?: boolean) => void
  /** Puts the decision on record, once a bar. */
  readonly record: (i: number, seat: Seat) => void
  /** Puts on record that risk let through less than was wished. */
  readonly cut: (cut: IntentCut) => void
  readonly refuse: (i: number, seat: Seat, limit: string, was: number, max: number) => void
}
