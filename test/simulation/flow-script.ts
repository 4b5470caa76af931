import { Random } from '../../src/base/index.ts'
import type { FlowEvent } from '../../src/features/index.ts'

const secondUs = 1_000_000

/** Order flow written by hand: quiet trade for as long as is asked, and what is added to it. */
export class FlowScript {
  readonly events: FlowEvent[] = []
  now: number = 0
  #orders = 0
  readonly #random: Random
  readonly #isNumbered: boolean

  /** @param isNumbered - Whether orders carry the venue's numbers. */
  constructor(seed = 1, isNumbered = false) {
    this.#random = Random.stream(seed, 'flow-script')
    this.#isNumbered = isNumbered
  }

  /** @returns The order, for `cancel`. */
  add(side: 1 | -1, price: number, size: number): FlowEvent {
    this.#orders += 1
    const order = this.#isNumbered ? this.#orders : 0
    const event: FlowEvent = { kind: 'added', ts: this.now, side, price, size, order }
    this.events.push(event)
    return event
  }

  cancel(event: FlowEvent): void {
    this.events.push({ ...event, kind: 'canceled', ts: this.now })
  }

  trade(side: 1 | -1, price: number, size: number): void {
    this.events.push({ kind: 'traded', ts: this.now, side, price, size, order: 0 })
  }

  wait(seconds: number): void {
    this.now += Math.round(seconds * secondUs)
  }

  /** Small orders that come and go on both sides, and takers of either side by turns. */
  quiet(seconds: number): void {
    const random = this.#random
    for (let tenth = 0; tenth < seconds * 10; tenth += 1) {
      const side = tenth % 2 === 0 ? 1 : -1
      const order = this.add(side, 100 - side * (1 + random.below(5)), 4 + random.below(4))
      this.wait(0.05)
      if (tenth % 5 === 0) {
        const taker = tenth % 10 === 0 ? 1 : -1
        this.trade(taker, 100 + taker, 2 + random.below(3))
      }
      this.wait(0.05)
      this.cancel(order)
    }
  }
}
