import type { Side } from '../../../domain/index.ts'
import { depthOf, type Place } from './place.ts'

/** A single order of a book. Unit: lots. */
export type ShownOrder = {
  /**
   * An account's order; below zero a stranger's, told one by one; 0 for strangers of whom the data
   * show the sum only.
   */
  readonly number: number
  readonly lots: number
}

/** The orders of one price in the order in which they are met. Unit: ticks. */
export type LevelQueue = { readonly price: number; readonly orders: readonly ShownOrder[] }

/** The queues of the best levels of one side, best first. */
export function queuesOf(place: Place, side: Side, levels: number): readonly LevelQueue[] {
  return depthOf(place, side, levels).map(({ price, lots }) => ({
    price,
    orders: ordersAt(place, side === 'buy', price, lots),
  }))
}

/** Strangers known by their sum stand where accounts' orders were told that they do. */
function ordersAt(
  { book }: Place,
  isBid: boolean,
  price: number,
  shown: number,
): readonly ShownOrder[] {
  const queue = book.queueAt(isBid, price)
  const found: ShownOrder[] = []
  let strangers = shown
  for (const { lots } of queue) strangers -= lots
  let passed = 0
  for (const { number, lots, ahead } of queue) {
    const before = Math.min(strangers, Math.max(0, Math.ceil(ahead - passed)))
    if (before > 0) found.push({ number: 0, lots: before })
    strangers -= before
    passed += before
    found.push({ number, lots })
  }
  if (strangers > 0) found.push({ number: 0, lots: strangers })
  return found
}
