import { type Instrument, toPrice } from '../domain/index.ts'

/** Where a position is given up and where it is taken home. Ticks; 0 for none. */
export type Levels = { readonly stop: number; readonly target: number }

/**
 * An agent's stop and target on the instrument's grid. A stop rounds towards the market, so that it
 * never risks more than was said; a target rounds away from it, so that it never takes less.
 * A level on the wrong side of the market would fire at once and is dropped.
 *
 * @param sign - +1 for a long, -1 for a short. @param ticks - The market now.
 */
export function protectiveLevels(
  of: Instrument,
  sign: number,
  ticks: number,
  wished: { readonly stop: number; readonly target: number },
): Levels {
  const towards = sign > 0 ? 'ceil' : 'floor'
  const stop = toPrice(of, wished.stop, towards) ?? 0
  const target = toPrice(of, wished.target, towards) ?? 0
  return {
    stop: stop > 0 && (ticks - stop) * sign > 0 ? stop : 0,
    target: target > 0 && (target - ticks) * sign > 0 ? target : 0,
  }
}
