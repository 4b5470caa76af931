import type { LinkScene } from './link-scene.ts'

/** Orders, fills and holdings, as the desk and as the venue have them: equal when all is well. */
export function linkBooks(scene: LinkScene): { readonly desk: object; readonly venue: object } {
  const ours = scene.orders.map((order) => [order, scene.filled(order), scene.state(order)])
  const theirs = scene.orders.map((order) => {
    const found = scene.atVenue(order)
    if (found === undefined) return [order, 0, 'rejected']
    const { status, filled, lots } = found
    // An exit that was cut to what there was to sell.
    const isCut = status === 'filled' && lots < scene.intent(order).quantity
    if (isCut) return [order, filled, 'canceled']
    return [order, filled, status === 'open' || status === 'waiting' ? 'accepted' : status]
  })
  const fills = scene.memory.flatMap((each) =>
    each.kind === 'event' && each.event.kind === 'order-filled' ? [each.event] : [],
  )
  let base = 0n
  let quote = 0n
  for (const { orderId: id, price: at, quantity: lots, fee, taken = 0n } of fills) {
    const sign = scene.intent(id).side === 'buy' ? 1n : -1n
    base += sign * BigInt(lots) * scene.of.baseFactor - taken
    quote -= (sign * BigInt(at) * BigInt(lots) * scene.of.notionalFactor) / scene.of.notionalDivisor
    quote -= fee
  }
  return {
    desk: {
      orders: ours,
      count: scene.orders.filter((o) => scene.atVenue(o)).length,
      fills: fills.length,
      holdings: [base, quote],
    },
    venue: {
      orders: theirs,
      count: scene.venue.orders().length,
      fills: scene.venue.fills().length,
      holdings: gained(scene),
    },
  }
}

/** What the account gained since the scene began. */
function gained(scene: LinkScene): readonly [base: bigint, quote: bigint] {
  const now = scene.venue.holdings()
  const gain = (name: string): bigint => (now.get(name) ?? 0n) - (scene.before.get(name) ?? 0n)
  return [gain(scene.of.base), gain(scene.of.quote)]
}
