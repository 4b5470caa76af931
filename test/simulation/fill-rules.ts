import { assert } from '../../src/base/index.ts'
import type { Instrument, OrderFilled, OrderIntent } from '../../src/domain/index.ts'
import type { FeedBar } from '../../src/market/index.ts'
import type { Costs } from '../../src/venue/index.ts'

/** Throws when a fill is better, or earlier, than the bar it happened in allows. */
export function assertPrice(
  order: OrderIntent,
  event: OrderFilled,
  bar: FeedBar,
  { slippage }: Costs,
): void {
  const isLater = event.tsEvent > order.ts || order.type !== 'market'
  assert(event.tsEvent === bar.ts && isLater, 'a fill at the close it was decided on')
  const isBuy = order.side === 'buy'
  if (order.type === 'limit') {
    assert(event.price === order.price, 'a limit beside its price')
    assert(isBuy ? bar.low < order.price : bar.high > order.price, 'a limit not gone through')
    return
  }
  // A stop fires at its price or is gapped over; one that fired earlier waits for the next open.
  const base = order.type === 'market' ? [bar.open] : [bar.open, order.price]
  const bound = isBuy
    ? Math.ceil(Math.min(...base) * (1 + slippage))
    : Math.max(1, Math.floor(Math.max(...base) * (1 - slippage)))
  assert(isBuy ? event.price >= bound : event.price <= bound, 'better than the bar allows')
}

/**
 * What a fill takes out of cash before fees, negative when it brings some, as fractions of bigints
 * have it. Throws when the fee is another than the venue charges.
 */
export function paidFor(
  of: Instrument,
  order: OrderIntent,
  event: OrderFilled,
  costs: Costs,
): bigint {
  const exact = BigInt(event.price) * BigInt(event.quantity) * of.notionalFactor
  const up = ceil(exact, of.notionalDivisor)
  const ppm = BigInt(order.type === 'limit' ? costs.feeMakerPpm : costs.feeTakerPpm)
  assert(event.fee === ceil(up * ppm, 1_000_000n), 'another fee than the venue charges')
  return order.side === 'buy' ? up : -(exact / of.notionalDivisor)
}

function ceil(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator
}
