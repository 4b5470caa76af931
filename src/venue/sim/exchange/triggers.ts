import { firesUpward, isTriggered } from './check-request.ts'
import type { ExchangeOrder } from './exchange-order.ts'

/** The orders of one instrument that wait for a price. Fired in the order in which they came. */
export class Triggers {
  readonly #waiting: ExchangeOrder[] = []
  /** Nothing fires and nothing trails strictly between them. */
  #low = Number.NEGATIVE_INFINITY
  #high = Number.POSITIVE_INFINITY

  add(order: ExchangeOrder, last: number): void {
    if (order.request.trail !== undefined && order.request.trigger === 0) trail(order, last)
    this.#waiting.push(order)
    this.#watch(order)
  }

  /** An order that was waiting before. */
  restore(order: ExchangeOrder): void {
    this.#waiting.push(order)
    this.#watch(order)
  }

  /** Those that wait, in the order in which they fire. */
  numbers(): readonly number[] {
    return this.#waiting.map(({ number }) => number)
  }

  remove(order: ExchangeOrder): void {
    const at = this.#waiting.indexOf(order)
    if (at >= 0) this.#waiting.splice(at, 1)
  }

  /** A changed trigger. */
  touch(order: ExchangeOrder): void {
    this.#watch(order)
  }

  /** Takes out and gives the orders that `last` fires, after moving what trails. */
  fire(last: number): readonly ExchangeOrder[] {
    if (last > this.#low && last < this.#high) return none
    const fired: ExchangeOrder[] = []
    let kept = 0
    this.#low = Number.NEGATIVE_INFINITY
    this.#high = Number.POSITIVE_INFINITY
    for (const order of this.#waiting) {
      if (isReached(order, last)) {
        fired.push(order)
        continue
      }
      trail(order, last)
      this.#waiting[kept] = order
      kept += 1
      this.#watch(order)
    }
    this.#waiting.length = kept
    return fired
  }

  #watch(order: ExchangeOrder): void {
    // A trailing stop moves with every price.
    if (order.request.trail !== undefined) {
      this.#low = Number.POSITIVE_INFINITY
    } else if (firesUpward(order.request)) this.#high = Math.min(this.#high, order.trigger)
    else this.#low = Math.max(this.#low, order.trigger)
  }
}

const none: readonly ExchangeOrder[] = []

function isReached(order: ExchangeOrder, last: number): boolean {
  if (order.trigger === 0) return false
  return firesUpward(order.request) ? last >= order.trigger : last <= order.trigger
}

/**
 * Moves a trailing trigger after the price, never back. With a starting price given, it does not
 * move until the market has been there. The distance in ppm rounds to the far side, away from the
 * price: the stop fires later and worse.
 */
function trail(order: ExchangeOrder, last: number): void {
  const { trail: distance, side, trigger: start } = order.request
  if (distance === undefined || last === 0) return
  const isSell = side === 'sell'
  const isUpward = isSell === (distance.starts !== 'loss')
  if (order.trigger === 0 && start !== 0 && (isUpward ? last < start : last > start)) return
  const ticks = distance.kind === 'ticks' ? distance.ticks : Math.ceil((last * distance.ppm) / 1e6)
  const next = isSell ? Math.max(1, last - ticks) : last + ticks
  if (order.trigger === 0 || (isSell ? next > order.trigger : next < order.trigger))
    order.trigger = next
}

/** What an order is once it may act. */
export function statusAtStart({ request, hasTriggered }: ExchangeOrder): 'waiting' | 'open' {
  return isTriggered(request.type) && !hasTriggered ? 'waiting' : 'open'
}

/** The limit of an order that fires now: of one that trails without, so far from its trigger. */
export function priceWhenFired(
  { price, trigger, request }: ExchangeOrder,
  priceMax: number,
): number {
  const { type, side, limitOffset } = request
  if (type !== 'trailing-stop-limit' || request.price !== 0) return price
  const worse = trigger + (side === 'buy' ? limitOffset : -limitOffset)
  return Math.min(priceMax, Math.max(1, worse))
}
