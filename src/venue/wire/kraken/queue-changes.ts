/** An order as it was told. Unit: lots, us. */
export type ToldOrder = { readonly id: string; readonly lots: number; readonly ts: number }

/** The orders of one price in the order of their queue. Unit: ticks. */
export type ToldLevel = { readonly price: number; readonly orders: readonly ToldOrder[] }

/** What happened to one order; nothing yet where it is told for the first time to somebody. */
export type QueueChange = ToldOrder & {
  readonly price: number
  readonly event: 'add' | 'modify' | 'delete' | undefined
}

/** How a side is told. */
type Telling = {
  readonly isBid: boolean
  /** Levels a follower keeps. */
  readonly depth: number
  readonly now: number
}

/**
 * What turns `before` into `after` for a follower who puts what is added at the end of its queue. A
 * level that better ones pushed out is not told: whoever follows keeps no more than `depth` levels.
 * What goes is told first.
 */
export function queueChanges(
  before: readonly ToldLevel[],
  after: readonly ToldLevel[],
  { isBid, depth, now }: Telling,
): readonly QueueChange[] {
  if (before === after) return []
  const found: QueueChange[] = []
  const isBetter = (a: number, b: number): boolean => (isBid ? a > b : a < b)
  let next = 0
  for (const level of after) {
    let old = before[next]
    while (old !== undefined && isBetter(old.price, level.price)) {
      found.push(...levelChanges(old.price, old.orders, [], now))
      next += 1
      old = before[next]
    }
    const isSame = old?.price === level.price
    if (isSame) next += 1
    const orders = isSame && old !== undefined ? old.orders : []
    found.push(...levelChanges(level.price, orders, level.orders, now))
  }
  const shown = new Set(after.flatMap(({ orders }) => orders.map(({ id }) => id)))
  for (const { price, orders } of before.slice(next)) {
    const gone = after.length < depth ? orders : orders.filter(({ id }) => shown.has(id))
    found.push(...levelChanges(price, gone, [], now))
  }
  // An order that moved goes from its old price before it comes to its new one.
  const isGone = ({ event }: QueueChange): boolean => event === 'delete'
  return [...found.filter(isGone), ...found.filter((each) => !isGone(each))]
}

/** From the first order that came to stand before an older one on, all are told anew. */
function levelChanges(
  price: number,
  before: readonly ToldOrder[],
  after: readonly ToldOrder[],
  now: number,
): readonly QueueChange[] {
  const found: QueueChange[] = []
  const kept = new Set(after.map(({ id }) => id))
  let at = 0
  let isTurned = false
  for (const old of before) {
    const order = after[at]
    isTurned ||= kept.has(old.id) && old.id !== order?.id
    if (isTurned || order?.id !== old.id) {
      found.push({ ...old, price, event: 'delete', ts: now })
      continue
    }
    at += 1
    if (order.lots !== old.lots) found.push({ ...order, price, event: 'modify' })
  }
  for (const order of after.slice(at)) found.push({ ...order, price, event: 'add' })
  return found
}
