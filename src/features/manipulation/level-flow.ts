import type { FlowEvent } from './flow-event.ts'

type Told = { -readonly [Key in keyof FlowEvent]: FlowEvent[Key] }

/**
 * Makes order flow out of a market that tells of levels and trades only: what comes to a level was
 * added, what leaves it was canceled unless it was traded. A trade is to be told before the level
 * it took from. Lots added and taken between two looks at a level cannot be told apart.
 */
export class LevelFlow {
  readonly #onEvent: (event: FlowEvent) => void
  /** Lots by price of bids and asks; and what was traded there since the level was told last. */
  readonly #lots: readonly [bids: Map<number, number>, asks: Map<number, number>]
  readonly #traded: readonly [bids: Map<number, number>, asks: Map<number, number>]
  readonly #event: Told = { kind: 'added', ts: 0, side: 1, price: 0, size: 0, order: 0 }

  /** @param onEvent - Is handed one and the same record every time. */
  constructor(onEvent: (event: FlowEvent) => void) {
    this.#onEvent = onEvent
    this.#lots = [new Map(), new Map()]
    this.#traded = [new Map(), new Map()]
  }

  /** @param isBuy - Whether the buyer crossed. */
  onTrade(ts: number, isBuy: boolean, price: number, size: number): void {
    const taken = this.#traded[isBuy ? 1 : 0]
    taken.set(price, (taken.get(price) ?? 0) + size)
    this.#tell('traded', ts, isBuy ? 1 : -1, price, size)
  }

  /** @param size - Lots that stand at the price now; 0 for no level. */
  onLevel(ts: number, isBid: boolean, price: number, size: number): void {
    const at = isBid ? 0 : 1
    const lots = this.#lots[at]
    const traded = this.#traded[at]
    const came = size - (lots.get(price) ?? 0) + (traded.get(price) ?? 0)
    traded.delete(price)
    if (size > 0) lots.set(price, size)
    else lots.delete(price)
    const side = isBid ? 1 : -1
    if (came > 0) this.#tell('added', ts, side, price, came)
    else if (came < 0) this.#tell('canceled', ts, side, price, -came)
  }

  #tell(kind: FlowEvent['kind'], ts: number, side: 1 | -1, price: number, size: number): void {
    const event = this.#event
    event.kind = kind
    event.ts = ts
    event.side = side
    event.price = price
    event.size = size
    this.#onEvent(event)
  }

  /** Forgets the book: a snapshot follows, whose levels will be told as added. */
  reset(): void {
    for (const side of [0, 1] as const) {
      this.#lots[side].clear()
      this.#traded[side].clear()
    }
  }
}
