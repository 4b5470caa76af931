import type { Json } from '../base/index.ts'
import { dayUs, type Mode, modes, type OrderIntent, type Side } from '../domain/index.ts'
import type { Limits } from './limits.ts'

/**
 * What risk knows: positions, exposure in flight, the running peak, the day's start, the mode.
 * Everything here survives a restart, because it is part of the state that is replayed.
 * Money as floats in minor units: these numbers decide about orders, they are never booked.
 */
export class RiskBook {
  readonly limits: Limits
  mode: Mode = 'normal'
  equity = 0
  cash = 0
  gross = 0
  peak = 0
  dayStart = 0
  ordersToday = 0
  /** Orders of which nobody knows whether the venue has them. */
  unresolved = 0
  /** A distant account has not been read yet: what it holds besides the books is not known. */
  awaitsAccount = false
  /** Signed lots held; the ledger's own array. */
  readonly lots: Float64Array
  /** Minor units of one lot at the last price, by instrument. */
  readonly lotValue: Float64Array
  /** Unfilled lots of open orders that add risk, signed: buys less sells. */
  readonly entering: Float64Array
  /** Lots of them that stand on both sides, and so are in no sum. */
  readonly #opposed: Float64Array
  /** Unfilled lots of open market exits. */
  readonly exiting: Float64Array
  /** First microsecond of the next UTC day. */
  #dayEnd = 0

  constructor(limits: Limits, lots: Float64Array) {
    this.limits = limits
    this.lots = lots
    this.lotValue = new Float64Array(lots.length)
    this.entering = new Float64Array(lots.length)
    this.#opposed = new Float64Array(lots.length)
    this.exiting = new Float64Array(lots.length)
  }

  /** Takes in the state of the books at `ts`. Called after every bar; allocates nothing. */
  mark(ts: number, equity: number, cash: number, gross: number): void {
    this.equity = equity
    this.cash = cash
    this.gross = gross
    if (equity > this.peak) this.peak = equity
    if (ts < this.#dayEnd) return
    this.#dayEnd = (Math.floor(ts / dayUs) + 1) * dayUs
    this.dayStart = equity
    this.ordersToday = 0
  }

  /** 1 − equity / running peak, 0 to 1. */
  get drawdown(): number {
    return this.peak > 0 ? Math.max(0, 1 - this.equity / this.peak) : 0
  }

  /** Loss since the start of the UTC day, 0 to 1; negative on a gain. */
  get dailyLoss(): number {
    return this.dayStart > 0 ? 1 - this.equity / this.dayStart : 0
  }

  /** Counts an order as in flight: from when it is approved until it fills or dies. */
  reserve(order: OrderIntent): void {
    if (isAdding(order)) {
      this.ordersToday += 1
      this.#enter(order, order.quantity)
    } else if (order.role === 'exit')
      this.exiting[order.instrument] = (this.exiting[order.instrument] as number) + order.quantity
  }

  /** Takes `lots` of an order out of flight again: they filled, or never will. */
  release(order: OrderIntent, lots: number): void {
    if (isAdding(order)) this.#enter(order, -lots)
    else if (order.role === 'exit')
      this.exiting[order.instrument] = (this.exiting[order.instrument] as number) - lots
  }

  /** Takes back a reservation of an order that was only tried. */
  unreserve(order: OrderIntent): void {
    this.release(order, order.quantity)
    if (isAdding(order)) this.ordersToday -= 1
  }

  #enter({ side, instrument: i }: OrderIntent, lots: number): void {
    const buys = this.enteringOn('buy', i) + (side === 'buy' ? lots : 0)
    const sells = this.enteringOn('sell', i) + (side === 'sell' ? lots : 0)
    this.entering[i] = buys - sells
    this.#opposed[i] = Math.min(buys, sells)
  }

  /** Unfilled lots of one side that add risk. */
  enteringOn(side: Side, i: number): number {
    const net = this.entering[i] as number
    return Math.max(0, side === 'buy' ? net : -net) + (this.#opposed[i] as number)
  }

  /** Unfilled lots of the side that has more of them. */
  enteringMost(i: number): number {
    return Math.abs(this.entering[i] as number) + (this.#opposed[i] as number)
  }

  save(): Json {
    return {
      mode: this.mode,
      equity: this.equity,
      cash: this.cash,
      gross: this.gross,
      peak: this.peak,
      dayStart: this.dayStart,
      ordersToday: this.ordersToday,
      dayEnd: this.#dayEnd,
      ...(this.unresolved === 0 ? {} : { unresolved: this.unresolved }),
      ...(this.awaitsAccount ? { awaitsAccount: true } : {}),
      entering: [...this.entering],
      ...(this.#opposed.some((lots) => lots !== 0) ? { opposed: [...this.#opposed] } : {}),
      exiting: [...this.exiting],
      lotValue: [...this.lotValue],
    }
  }

  load(state: Json): void {
    const saved = state as Record<string, Json>
    const number = (key: string): number => Number(saved[key] ?? 0)
    this.mode = modes.find((mode) => mode === saved['mode']) ?? 'pause'
    this.equity = number('equity')
    this.cash = number('cash')
    this.gross = number('gross')
    this.peak = number('peak')
    this.dayStart = number('dayStart')
    this.ordersToday = number('ordersToday')
    this.#dayEnd = number('dayEnd')
    this.unresolved = number('unresolved')
    this.awaitsAccount = saved['awaitsAccount'] === true
    this.entering.set(saved['entering'] as readonly number[])
    this.#opposed.set((saved['opposed'] ?? []) as readonly number[])
    this.exiting.set(saved['exiting'] as readonly number[])
    this.lotValue.set(saved['lotValue'] as readonly number[])
  }
}

/** Whether an order can make a position larger. */
function isAdding({ role, isReduceOnly }: OrderIntent): boolean {
  return role === 'entry' || (role === 'quote' && !isReduceOnly)
}
