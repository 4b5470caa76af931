import type { Order, OrderEvent } from '../domain/index.ts'

/** Why an order never left: a venue's steps leave nothing of it, or less than its least. */
export const tooLittle = 'less than the venue takes'

/** Unit: bars. */
const waitMax = 32

/**
 * What is left of a position and is less than a venue takes: it is offered again after a bar, and
 * after twice as many each time that it is refused. More than was refused waits for nothing.
 */
export class TooLittle {
  /** Lots that were refused, bars until they are offered again, and bars waited in all of that. */
  #lots = 0
  #left = 0
  #wait = 0

  /** Whether an exit of `lots` would only be refused once more. */
  isWaiting(lots: number): boolean {
    return this.#left > 0 && lots <= this.#lots
  }

  /** A bar has closed. */
  onBar(): void {
    if (this.#left > 0) this.#left -= 1
  }

  /** What became of an exit. Anything but the same refusal makes the earlier ones nothing. */
  hear({ role, quantity }: Order, event: OrderEvent): void {
    if (role !== 'exit') return
    if (event.kind === 'order-accepted' || event.kind === 'order-filled') return this.#forget()
    if (event.kind !== 'order-rejected') return
    if (event.reason !== tooLittle) return this.#forget()
    const isMore = quantity > this.#lots
    this.#wait = isMore || this.#wait === 0 ? 1 : Math.min(2 * this.#wait, waitMax)
    this.#left = this.#wait
    this.#lots = quantity
  }

  /** @returns Nothing where nothing was refused. */
  save(): readonly number[] {
    return this.#wait === 0 ? [] : [this.#lots, this.#left, this.#wait]
  }

  load([lots = 0, left = 0, wait = 0]: readonly number[]): void {
    this.#lots = lots
    this.#left = left
    this.#wait = wait
  }

  /** What is wanted next is asked for at once. */
  #forget(): void {
    this.load([])
  }
}
