import {
  type DeskEvent,
  type Instrument,
  type Micros,
  micros,
  type OrderFilled,
  type OrderIntent,
  signOf,
} from '../../domain/index.ts'
import { Ledger } from '../ledger.ts'
import { type Disposal, LotBook, type LotFill } from './lot-book.ts'
import type { LotMethod } from './lot-method.ts'
import { type Reconciled, reconcileLots } from './reconcile-lots.ts'

/** A venue has paid us for a fill. */
export type Rebate = {
  readonly instrument: number
  readonly ts: Micros
  readonly orderId: number
  /** Minor quote units, above 0. */
  readonly amount: bigint
}

/** A fill that opened something. */
export type Acquisition = Pick<LotFill, 'instrument' | 'ts' | 'orderId'> & {
  readonly side: Disposal['side']
}

/**
 * Folds the events of a desk into lots, beside a ledger of its own that books the same fills. A
 * fill that is told late counts when it is told: the order of the books is that of the journal.
 */
export class LotTrail {
  readonly book: LotBook
  readonly ledger: Ledger
  readonly disposals: Disposal[] = []
  readonly rebates: Rebate[] = []
  readonly acquisitions: Acquisition[] = []
  /** Fees paid in a currency that is not in the books. Minor quote units. */
  elsewhere = 0n
  readonly #orders = new Map<number, OrderIntent>()
  readonly #instruments: number
  #ts: Micros = micros(0)

  constructor(instruments: readonly Instrument[], method: LotMethod) {
    this.#instruments = instruments.length
    this.book = new LotBook(instruments.length, method)
    this.ledger = new Ledger(instruments)
  }

  /** When the last fill was booked. */
  get ts(): Micros {
    return this.#ts
  }

  /** When an event of a fill would be booked; `undefined` for any other event. */
  bookedAt(event: DeskEvent): Micros | undefined {
    if (event.kind !== 'order-filled' || !this.#orders.has(event.orderId)) return undefined
    return event.tsEvent > this.#ts ? event.tsEvent : this.#ts
  }

  onEvent(event: DeskEvent): void {
    if (event.kind === 'submit') this.#orders.set(event.order.orderId, event.order)
    if (event.kind !== 'order-filled') return
    // Orders stay known when they are over: a fill can follow a cancel.
    const order = this.#orders.get(event.orderId)
    if (order !== undefined) this.#fill(order, event)
  }

  /** Lots and ledger against each other, as of the last event. */
  reconcile(): readonly Reconciled[] {
    const rebates = Array.from({ length: this.#instruments }, () => 0n)
    for (const { instrument, amount } of this.rebates)
      rebates[instrument] = (rebates[instrument] ?? 0n) + amount
    return reconcileLots(this.book, this.ledger, { disposals: this.disposals, rebates })
  }

  #fill({ instrument, side, orderId }: OrderIntent, event: OrderFilled): void {
    if (event.tsEvent > this.#ts) this.#ts = event.tsEvent
    const { price, quantity, fee, taken = 0n, elsewhere = 0n } = event
    const booked = this.ledger.fill(instrument, side, price, quantity, fee)
    const kept = this.ledger.payInKind(instrument, price, taken)
    this.elsewhere += elsewhere
    const of = { instrument, ts: this.#ts, orderId }
    if (fee < 0n) this.rebates.push({ ...of, amount: -fee })
    const paid = fee < 0n ? 0n : fee
    const signedLots = signOf(side) * quantity
    this.#book({ ...of, signedLots, value: booked.notional, fee: paid })
    // What the venue kept of the purchase is sold at its price, and the whole of it is the fee.
    if (kept.lots > 0)
      this.#book({ ...of, signedLots: -kept.lots, value: kept.value, fee: kept.value })
  }

  #book(fill: LotFill): void {
    const { instrument, ts, orderId, signedLots } = fill
    const before = this.book.held(instrument)
    this.disposals.push(...this.book.take(fill))
    const held = this.book.held(instrument)
    const isMore = Math.abs(held) > Math.abs(before) || (held !== 0 && held > 0 !== before > 0)
    if (!isMore) return
    const side = signedLots > 0 ? 'long' : 'short'
    this.acquisitions.push({ instrument, ts, orderId, side })
  }
}
