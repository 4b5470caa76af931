import type { Instrument } from './instrument.ts'
import { type Price, price } from './price.ts'
import { type Quantity, quantity } from './quantity.ts'

/**
 * The price on the grid of `of` nearest to `value`, or next to it on the side named. This file is
 * the one crossing from floats to integers.
 *
 * @returns `undefined` for what has no integer: NaN, infinities, beyond 2^53.
 */
export function toPrice(
  of: Instrument,
  value: number,
  rounding: 'floor' | 'ceil' | 'nearest',
): Price | undefined {
  const ticks = value / of.tickSize
  // A float such as 0.07 / 0.01 lands a hair off the grid; what is within 1e-9 of a tick is on it.
  const nearest = Math.round(ticks)
  const isOnGrid = Math.abs(ticks - nearest) <= 1e-9 * Math.max(1, Math.abs(ticks))
  const whole =
    isOnGrid || rounding === 'nearest'
      ? nearest
      : rounding === 'floor'
        ? Math.floor(ticks)
        : Math.ceil(ticks)
  return Number.isSafeInteger(whole) ? price(whole) : undefined
}

/**
 * The most whole lots in `units` of the base currency; never more than asked for.
 *
 * @returns `undefined` for less than none, and for what has no integer.
 */
export function toQuantity(of: Instrument, units: number): Quantity | undefined {
  const lots = Math.floor(units / of.lotSize)
  return Number.isSafeInteger(lots) && lots >= 0 ? quantity(lots) : undefined
}

/**
 * Ticks moved by `fraction` against the side that trades: up for a buy, down for a sell.
 *
 * @throws InvariantError for what has no integer: a slippage is a setting of ours.
 */
export function slipped(ticks: number, fraction: number, side: 'buy' | 'sell'): Price {
  const worse =
    side === 'buy' ? Math.ceil(ticks * (1 + fraction)) : Math.floor(ticks * (1 - fraction))
  return price(worse)
}
