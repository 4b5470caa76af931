import { type Side, signOf } from '../domain/index.ts'
import type { Held } from './held.ts'

/**
 * What one lot loses until a stop, minor units.
 *
 * @param stop - Ticks; 0 for none: all of it.
 */
export function lossPerLot(book: Held, i: number, side: Side, stop: number): number {
  const value = book.lotValue[i] as number
  if (stop === 0) return value
  const ticks = book.ticks[i] as number
  return Math.max(0, (signOf(side) * (ticks - stop)) / ticks) * value
}

/** Loss of one instrument if its stops are met, of what is held and in flight. Minor units. */
export function heatOf(book: Held, i: number): number {
  const held = book.lots[i] as number
  const entering = book.enteringMost(i)
  if (held === 0 && entering === 0) return 0
  const side = held > 0 ? 'buy' : 'sell'
  const own = Math.abs(held) * lossPerLot(book, i, side, book.stops[i] as number)
  if (entering === 0) return own
  const planned = book.planned[i] as number
  const buys = book.enteringOn('buy', i)
  const sells = book.enteringOn('sell', i)
  // Both sides are out where something is quoted, or is being taken back: then the worse counts.
  const long = buys === 0 ? 0 : buys * lossPerLot(book, i, 'buy', planned)
  const short = sells === 0 ? 0 : sells * lossPerLot(book, i, 'sell', planned)
  return own + Math.max(long, short)
}
