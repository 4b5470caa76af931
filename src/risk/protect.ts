import { type Instrument, toPrice } from '../domain/index.ts'

const bpsPerUnit = 10_000

/** Where a position is given up and where it is taken home. Ticks; 0 for none. */
export type Levels = { readonly stop: number; readonly target: number }

/**
 * An agent's stop and target on the instrument's grid. A stop rounds towards the market, so that it
 * never risks more than was said; a target rounds away from it, so that it never takes less. One
 * that comes to stand on the market itself is set a tick away rather than left out. A level on the
 * wrong side of the market would fire at once and is dropped; of an author's own agent it is
 * declined before it comes here.
 *
 * @param sign - +1 for a long, -1 for a short. @param ticks - The market now.
 */
export function protectiveLevels(
  of: Instrument,
  sign: number,
  ticks: number,
  wished: { readonly stop: number; readonly target: number },
): Levels {
  const market = ticks * of.tickSize
  const towards = sign > 0 ? 'ceil' : 'floor'
  const isStop = wished.stop > 0 && (market - wished.stop) * sign >= 0
  const isTarget = wished.target > 0 && (wished.target - market) * sign >= 0
  return {
    stop: isStop ? offMarket(toPrice(of, wished.stop, towards), ticks, -sign) : 0,
    target: isTarget ? offMarket(toPrice(of, wished.target, towards), ticks, sign) : 0,
  }
}

/** Where an entry is bound: what it asked for, or how far it may slip. NaN for what is not said. */
type WishedBound = { readonly limit: number; readonly slippageMaxBps: number }

/**
 * The worst price of an entry on the instrument's grid: a buy rounds down and a sell up, so that
 * it never pays more than was said. A limit beyond the market binds at the market.
 *
 * @param sign - +1 for a buy, -1 for a sell. @param ticks - The market now.
 * @returns Ticks; `undefined` for an entry at any price, 0 where there is no such price.
 */
export function entryBound(
  of: Instrument,
  sign: number,
  ticks: number,
  { limit, slippageMaxBps }: WishedBound,
): number | undefined {
  const rounding = sign > 0 ? 'floor' : 'ceil'
  if (limit > 0) {
    const at = toPrice(of, limit, rounding) ?? 0
    return sign > 0 ? Math.min(at, ticks) : Math.max(at, ticks)
  }
  if (!(slippageMaxBps >= 0)) return undefined
  const worst = ticks * of.tickSize * (1 + (sign * slippageMaxBps) / bpsPerUnit)
  return toPrice(of, worst, rounding) ?? 0
}

/** `level`, at least a tick from the market in `direction`; 0 where there is no such price. */
function offMarket(level: number | undefined, ticks: number, direction: number): number {
  if (level === undefined) return 0
  const nearest = ticks + direction
  return direction > 0 ? Math.max(level, nearest) : Math.max(0, Math.min(level, nearest))
}
