import { kellyShare } from './model/index.ts'
import type { LimitName } from './refusal.ts'
import type { RiskBook } from './risk-book.ts'
import type { SizeWish } from './size-wish.ts'

/** A limit, and the share of equity it leaves or the factor it cuts by. */
type Room = readonly [limit: LimitName, share: number]

/** What rounding may add to a share on its way to lots and back is left free. */
const slack = 1 - 1e-9

/**
 * How much of a wish the limits leave, as a positive share of equity, and the tightest of those
 * that cut it. First it is scaled by how far the desk, the market and the instrument are trusted
 * now; then each limit says what it has room for, everything else held and in flight counted.
 */
export function shareLeft(
  wish: SizeWish,
  book: RiskBook,
): { readonly share: number; readonly cut: LimitName | undefined } {
  let share = Math.abs(wish.exposure)
  let cut: LimitName | undefined
  let least = 1
  for (const [limit, factor] of factors(wish, book)) {
    if (factor >= 1) continue
    const known = factor > 0 ? factor : 0
    share *= known
    if (known < least) cut = limit
    least = Math.min(least, known)
  }
  for (const [limit, room] of rooms(wish, book)) {
    if (room >= share) continue
    share = room > 0 ? room : 0
    cut = limit
  }
  return { share, cut }
}

/** By what sizes are multiplied: 1 for in full. */
function factors({ instrument: i, trust }: SizeWish, book: RiskBook): readonly Room[] {
  const { limits } = book
  return [
    ['drawdown', book.drawdown < limits.drawdownSoft ? 1 : 0.5],
    ['probation', Math.min(trust, book.standing[i] as number)],
    ['breaker', book.breaker[i] as number],
    ['crisis', book.isCrisis ? limits.crisisShare : 1],
    ['volatility', book.volatilityScale(i)],
  ]
}

function rooms(wish: SizeWish, book: RiskBook): readonly Room[] {
  const { limits, equity } = book
  const { instrument: i } = wish
  const besides = book.exposure.heatBesides(i) / equity
  return [
    ['position', limits.positionMax],
    ['gross', (limits.grossMax - book.exposure.grossBesides(i) / equity) * slack],
    ['leverage', (limits.leverageMax - book.exposure.venueBesides(i) / equity) * slack],
    ['concentration', (limits.concentrationMax - book.exposure.assetBesides(i) / equity) * slack],
    ['heat', stopRoom(wish, book, limits.heatMax - besides)],
    ['trade-loss', stopRoom(wish, book, limits.tradeLossMax)],
    ['kelly', kellyRoom(wish, limits.kellyMax)],
    ['value-at-risk', marketRoom(wish, book)],
  ]
}

/**
 * What may be held for a loss of at most `max` if stops are met: all of it at the new stop, and
 * what is added to what is held beside what that loses at its own.
 */
function stopRoom(wish: SizeWish, book: RiskBook, max: number): number {
  const { instrument: i, exposure } = wish
  const loss = lossAtStop(wish)
  const share = ((book.lots[i] as number) * (book.lotValue[i] as number)) / book.equity
  const held = Math.max(0, Math.sign(exposure) * share)
  const left = max - book.exposure.heatOf(i) / book.equity
  const more = left > 0 ? (left / loss) * slack : 0
  return Math.min((max / loss) * slack, held + more)
}

/** What is lost of a position whose stop is met; all of it without one. */
function lossAtStop({ exposure, levels, ticks }: SizeWish): number {
  if (levels.stop === 0) return 1
  return Math.max(0, (Math.sign(exposure) * (ticks - levels.stop)) / ticks)
}

/** A part of the Kelly bet on the odds that an opinion itself gives; all where it gives none. */
function kellyRoom({ confidence, levels, ticks }: SizeWish, fraction: number): number {
  const isSilent = levels.stop === 0 || levels.target === 0 || Number.isNaN(confidence)
  if (fraction === 0 || isSilent) return Number.POSITIVE_INFINITY
  return kellyShare({ confidence, price: ticks, ...levels, fraction })
}

/** What the risk of one day leaves, beyond what is held of the instrument itself. */
function marketRoom({ exposure, instrument: i }: SizeWish, book: RiskBook): number {
  const { varMax, shortfallMax } = book.limits
  if (varMax >= 1 && shortfallMax >= 1) return Number.POSITIVE_INFINITY
  const { market } = book
  // What is not known yet is judged with the order.
  const isKnown = (market?.volatility(i) ?? Number.NaN) >= 0 && (market?.valueAtRisk ?? -1) >= 0
  if (market === undefined || !isKnown) return Number.POSITIVE_INFINITY
  const sign = Math.sign(exposure)
  const held = Math.max(0, sign * market.exposure(i))
  return held + market.room(i, sign, varMax, shortfallMax) * slack
}
