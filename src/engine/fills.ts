import type { Json } from '../base/index.ts'
import { type Order, type OrderFilled, type OrderIntent, quantity } from '../domain/index.ts'
import type { Ledger } from '../ledger/index.ts'
import { FillHearers } from './fill-hearers.ts'
import type { DeskObserver } from './observer.ts'
import type { FillRow } from './run-result.ts'
import type { Seat } from './seat.ts'
import { TradeResults } from './trade-results.ts'
import type { Workbench } from './workbench.ts'

/** Books a fill. @returns What it was, for whoever watches. */
export function bookFill(ledger: Ledger, order: OrderIntent, event: OrderFilled): FillRow {
  const { instrument, side, role, arrival } = order
  const booked = ledger.fill(instrument, side, event.price, event.quantity, event.fee)
  const kept = ledger.payInKind(instrument, event.price, event.taken ?? 0n)
  if (event.elsewhere !== undefined) ledger.payElsewhere(event.elsewhere)
  return {
    ts: event.tsEvent,
    instrument,
    side,
    role,
    price: event.price,
    quantity: quantity(event.quantity - kept.lots),
    arrival,
    notional: booked.notional - kept.value,
    fee: event.fee + kept.value,
    realised: booked.realised + kept.realised,
  }
}

/** Books what was filled, tells who watches, and counts what closed positions have brought. */
export class Fills {
  readonly #desk: Workbench
  readonly #observer: DeskObserver
  readonly #results: TradeResults
  readonly #hearers: readonly FillHearers[]

  constructor(desk: Workbench, observer: DeskObserver) {
    this.#desk = desk
    this.#observer = observer
    this.#results = new TradeResults(desk.ledger, desk.setup.instruments.length)
    this.#hearers = desk.seats.map((seat, i) => new FillHearers(seat, i))
  }

  /** @returns Signed lots held before and after. */
  take(order: Order, event: OrderFilled): { readonly before: number; readonly held: number } {
    const { ledger } = this.#desk
    const { instrument: i, side } = order
    const before = ledger.positions.lots[i] as number
    const result = ledger.positions.net(i)
    const row = bookFill(ledger, order, event)
    const held = ledger.positions.lots[i] as number
    this.#observer.onFill(row)
    if (held !== 0 && Math.sign(held) !== Math.sign(before)) this.#desk.risk.began()
    const net = this.#results.onFill(i, before, held, result)
    const seen = { instrument: i, side, arrival: order.arrival, price: event.price }
    const { leader } = this.#desk.seats[i] as Seat
    this.#desk.guard.onFill(seen, event.tsInit, net, leader)
    this.#hearers[i]?.tell({ row, before, held, net }, this.#observer)
    return { before, held }
  }

  /** Whether what positions have brought is asked for by anybody. */
  get isNeeded(): boolean {
    return this.#desk.setup.guard !== undefined || this.#hearers.some(({ isAny }) => isAny)
  }

  save(): Json {
    return this.#results.save()
  }

  load(state: Json): void {
    this.#results.load(state)
  }
}
