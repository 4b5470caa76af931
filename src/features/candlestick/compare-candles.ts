import type { Candle } from './candle.ts'
import { white } from './trait.ts'

/** Whether two prices are `reach` apart at most. */
export function isWithin(reach: number, price: number, other: number): boolean {
  return price <= other + reach && price >= other - reach
}

/** Whether price `a` is further than `b` the way a market goes: 1 is up, -1 down. */
export function isBeyond(a: number, b: number, way: 1 | -1): boolean {
  return way === 1 ? a > b : a < b
}

/** Whether `bar` is of the other colour than `first`, and closes past `share` of its body. */
export function turnsBack(first: Candle, bar: Candle, share: number): boolean {
  if (first.colour === bar.colour) return false
  return first.is(white)
    ? bar.close < first.close - first.body * share
    : bar.close > first.close + first.body * share
}
