import type { ShadowOrder } from './exchange-shadow-order.ts'
import { promise } from './exchange-violation.ts'

/** Whom an account's orders met of its own in this step, and what became of both. */
export class ShadowMeetings {
  /** Those that ended, in the book or coming in. */
  readonly #gone: ShadowOrder[] = []
  /** For each of those whose taker asked for the end of both: who that can have been. */
  readonly #owed: (readonly ShadowOrder[])[] = []

  /**
   * An order ended with lots left because it would have met another of its account.
   *
   * @param others - The account's orders that came in or were changed in this step, itself as well.
   */
  ended(order: ShadowOrder, others: ReadonlySet<ShadowOrder>): void {
    const { number, live } = order
    const takers = [...others].filter((other) => isAcross(order, other) && !other.hasEnded)
    const hasMet = this.#gone.some((other) => isAcross(order, other))
    const policy = live.request.selfTrade
    this.#gone.push(order)
    const mayHaveCome = others.has(order)
    if (mayHaveCome && (policy === 'cancel-new' || (policy === 'cancel-both' && hasMet))) return
    const ending = takers.filter(({ live: { request } }) => request.selfTrade !== 'cancel-new')
    promise(ending.length > 0, 'self-trade', () => `order ${number} met none of its account`)
    if (ending.every((other) => other.live.request.selfTrade === 'cancel-both'))
      this.#owed.push(ending)
  }

  /** To be called when nothing more follows from the last call. */
  settle(): void {
    for (const takers of this.#owed)
      promise(
        takers.some(({ hasEnded }) => hasEnded),
        'self-trade',
        () => `order ${takers[0]?.number} outlives the one it was to end with`,
      )
    this.#gone.length = 0
    this.#owed.length = 0
  }
}

function isAcross(order: ShadowOrder, other: ShadowOrder): boolean {
  return (
    order.account === other.account &&
    order.instrument === other.instrument &&
    order.isBuy !== other.isBuy
  )
}
