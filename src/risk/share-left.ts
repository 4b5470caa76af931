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
 * that cut it. First it is scaled by how far the desk, the market and the instrument are trusted now;
 * then each limit says what it has room for, everything else that is held and in flight counted.
 */
export function shareLeft(
  wish: SizeWish,
  book: RiskBook,
): { readonly share: number; readonly cut: LimitName | undefined } {
  let share = Math.abs(wish.exposure)
  let cut: LimitName | undefined
  for (const [limit, factor] of factors(wish, book)) {
    if (factor >= 1) continue
    share *= factor > 0 ? factor : 0
    cut = limit
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
    ['drawdown', book.drawdown >= limits.drawdownSoft ? 0.5 : 1],
    ['probation', Math.min(trust, book.standing[i] as number)],
    ['breaker', book.breaker[i] as number],
    ['crisis', book.isCrisis ? limits.crisisShare : 1],
    ['volatility', book.volatilityScale(i)],
  ]
}

function rooms(wish: SizeWish, book: RiskBook): readonly Room[] {
  const { limits, equity } = book
  const { instrument: i } = wish
  const loss = lossAtStop(wish)
  const besides = book.exposure.heatBesides(i) / equity
  return [
    ['position', limits.positionMax],
    ['gross', (limits.grossMax - book.exposure.grossBesides(i) / equity) * slack],
    ['leverage', (limits.leverageMax - book.exposure.venueBesides(i) / equity) * slack],
    ['concentration', (limits.concentrationMax - book.exposure.assetBesides(i) / equity) * slack],
    ['heat', ((limits.heatMax - besides) / loss) * slack],
    ['trade-loss', (limits.tradeLossMax / loss) * slack],
    ['kelly', kellyRoom(wish, limits.kellyMax)],
    ['value-at-risk', marketRoom(wish, book)],
  ]
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
