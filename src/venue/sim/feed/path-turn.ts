import type { ExchangeOrder } from '../exchange/exchange-order.ts'

/** The extremes of a bar, and where it opened. Unit: ticks. */
export type BarReach = { readonly open: number; readonly high: number; readonly low: number }

/**
 * Which extreme of a bar comes first when the bar does not tell: the one that hurts more.
 *
 * Where stops can fire on one side only, that side is first, before any profit the other side may
 * bring. Else where orders wait to be filled on one side only, that side is last, so that nothing
 * that follows a fill can profit from the other. Else the nearer one.
 */
export function isHighFirst(
  orders: readonly ExchangeOrder[],
  instrument: number,
  { open, high, low }: BarReach,
): boolean {
  let stopsAbove = false
  let stopsBelow = false
  let othersAbove = false
  let othersBelow = false
  for (const { request, status, price, trigger } of orders) {
    if (request.instrument !== instrument) continue
    const isBuy = request.side === 'buy'
    const isStop = status === 'waiting' && !request.type.startsWith('take-profit')
    const at = status === 'waiting' ? trigger : price
    if (status === 'dormant' || at < low || at > high) continue
    if (isStop && isBuy) stopsAbove = true
    else if (isStop) stopsBelow = true
    else if (isBuy) othersBelow = true
    else othersAbove = true
  }
  if (stopsAbove !== stopsBelow) return stopsAbove
  if (othersAbove !== othersBelow) return othersBelow
  return high - open < open - low
}
