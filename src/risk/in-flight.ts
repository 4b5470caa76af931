import type { Json } from '../base/index.ts'
import type { OrderIntent, Side } from '../domain/index.ts'

/** Lots of orders that are out and have not filled, by instrument. */
export class InFlight {
  /** Of orders that add risk, signed: buys less sells. */
  readonly entering: Float64Array
  /** Lots of them that stand on both sides, and so are in no sum. */
  readonly #opposed: Float64Array
  /** Of market exits. */
  readonly exiting: Float64Array

  constructor(instruments: number) {
    this.entering = new Float64Array(instruments)
    this.#opposed = new Float64Array(instruments)
    this.exiting = new Float64Array(instruments)
  }

  /** @param lots - Negative when they are not out any more. */
  add(order: OrderIntent, lots: number): void {
    const i = order.instrument
    if (isAdding(order)) this.#enter(order.side, i, lots)
    else if (order.role === 'exit') this.exiting[i] = (this.exiting[i] as number) + lots
  }

  #enter(side: Side, i: number, lots: number): void {
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

  save(): { readonly [key: string]: Json } {
    return {
      entering: [...this.entering],
      ...(this.#opposed.some((lots) => lots !== 0) ? { opposed: [...this.#opposed] } : {}),
      exiting: [...this.exiting],
    }
  }

  load(saved: Readonly<Record<string, Json>>): void {
    this.entering.set(saved['entering'] as readonly number[])
    this.#opposed.fill(0)
    this.#opposed.set((saved['opposed'] ?? []) as readonly number[])
    this.exiting.set(saved['exiting'] as readonly number[])
  }
}

/** Whether an order can make a position larger. */
export function isAdding({ role, isReduceOnly }: OrderIntent): boolean {
  return role === 'entry' || (role === 'quote' && !isReduceOnly)
}
