import type { Json } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import type { ClosedPosition, Fill } from './fill.ts'

/** Bought or sold, and at what: a mean is the ratio of the two. */
type Side = { quantity: number; value: number }

/**
 * What is held of one instrument, from its fills alone: since when, at what mean price, and what it
 * came to once it is closed. In floats, for strategies; the ledger has it exactly.
 */
export class Holding {
  #openedTs = 0
  #price: number = Number.NaN
  #held = 0
  #most = 0
  #fees = 0
  #entries: Side = { quantity: 0, value: 0 }
  #exits: Side = { quantity: 0, value: 0 }

  /** Mean price of what is held, quote units; NaN when nothing is. */
  get price(): number {
    return this.#price
  }

  /** When it was begun; 0 when nothing is held. */
  get openedTs(): number {
    return this.#openedTs
  }

  /** @returns The position that the fill closed, if it did. */
  take(fill: Fill): ClosedPosition | undefined {
    const { before, held, quantity, fee } = fill
    const closing = isAgainst(before, fill) ? Math.min(Math.abs(before), quantity) : 0
    const opening = quantity - closing
    let closed: ClosedPosition | undefined
    if (closing > 0) closed = this.#leave(fill, closing, (fee * closing) / quantity)
    if (opening > 0) this.#enter(fill, opening, (fee * opening) / quantity)
    this.#held = held
    return closed
  }

  #enter(fill: Fill, quantity: number, fee: number): void {
    const before = this.#openedTs === 0 ? 0 : Math.abs(this.#held)
    if (before === 0) this.#begin(fill.ts)
    const paid = before === 0 ? 0 : this.#price * before
    this.#price = (paid + fill.price * quantity) / (before + quantity)
    this.#most = Math.max(this.#most, before + quantity)
    add(this.#entries, fill, quantity)
    this.#fees += fee
  }

  #begin(ts: number): void {
    this.#openedTs = ts
    this.#most = 0
    this.#fees = 0
    this.#entries = { quantity: 0, value: 0 }
    this.#exits = { quantity: 0, value: 0 }
  }

  #leave(fill: Fill, quantity: number, fee: number): ClosedPosition | undefined {
    // Whatever was held before anybody listened is not known.
    if (this.#openedTs === 0) return undefined
    add(this.#exits, fill, quantity)
    this.#fees += fee
    const isOver = fill.held === 0 || Math.sign(fill.held) !== Math.sign(fill.before)
    if (!isOver) return undefined
    const closed = this.#closed(fill)
    this.#openedTs = 0
    this.#price = Number.NaN
    return closed
  }

  #closed(fill: Fill): ClosedPosition {
    const sign = Math.sign(fill.before)
    const [entries, exits] = [this.#entries, this.#exits]
    const gross = sign * (exits.value - entries.value)
    const net = fill.net ?? gross - this.#fees
    return {
      side: sign > 0 ? 'long' : 'short',
      openedTs: this.#openedTs as Micros,
      closedTs: fill.ts,
      entryPrice: entries.value / entries.quantity,
      exitPrice: exits.value / exits.quantity,
      quantity: this.#most,
      fees: this.#fees,
      net,
      netShare: net / entries.value,
      role: fill.role,
    }
  }

  /** `null` when nothing is held. */
  save(): Json {
    if (this.#openedTs === 0) return null
    const [entries, exits] = [this.#entries, this.#exits]
    const sums = [entries.quantity, entries.value, exits.quantity, exits.value]
    return [this.#openedTs, this.#price, this.#held, this.#most, this.#fees, ...sums]
  }

  load(state: Json): void {
    const saved = Array.isArray(state) ? state.map(Number) : []
    const [openedTs = 0, price = Number.NaN, held = 0, most = 0, fees = 0, ...sums] = saved
    this.#openedTs = openedTs
    this.#price = price
    this.#held = held
    this.#most = most
    this.#fees = fees
    this.#entries = { quantity: sums[0] ?? 0, value: sums[1] ?? 0 }
    this.#exits = { quantity: sums[2] ?? 0, value: sums[3] ?? 0 }
  }
}

function isAgainst(before: number, { side }: Fill): boolean {
  return before !== 0 && before > 0 !== (side === 'buy')
}

function add(side: Side, { price }: Fill, quantity: number): void {
  side.quantity += quantity
  side.value += price * quantity
}
