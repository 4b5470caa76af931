import {
  type Instrument,
  minorPerUnit,
  type QuotePairIntent,
  quantity,
  toPrice,
  toQuantity,
} from '../domain/index.ts'
import { affordableLots } from './affordable-lots.ts'
import type { LimitName } from './refusal.ts'
import type { RiskBook } from './risk-book.ts'
import { shareLeft } from './share-left.ts'
import type { SizeWish } from './size-wish.ts'

/** How many lots a wish comes to, and what cut it. */
export type Sizing = {
  /** Signed lots to hold. */
  readonly lots: number
  /** What left less of it than was wished, the tightest; `undefined` when nothing did. */
  readonly cut: LimitName | undefined
  /** Shares of equity, positive. */
  readonly wished: number
  readonly allowed: number
}

/**
 * The signed lots that a wish comes to, cut to the limits. Rounds towards less. Long-only turns a
 * wish to be short into flat.
 */
export function sizeTarget(wish: SizeWish, book: RiskBook): Sizing {
  const { of, instrument, ticks } = wish
  const exposure = book.limits.isLongOnly ? Math.max(0, wish.exposure) : wish.exposure
  const wished = Math.abs(exposure)
  if (!(wished > 0)) return { lots: 0, cut: undefined, wished: 0, allowed: 0 }
  // Of nothing, or of what nobody knows, there is no share; and all of it may be lost.
  if (!(book.equity > 0)) return { lots: 0, cut: 'drawdown', wished, allowed: 0 }
  const { share, cut } = shareLeft({ ...wish, exposure }, book)
  const lots = lotsOf(of, share, ticks, book)
  const affordable = exposure > 0 ? lotsInReach(instrument, book) : lots
  const isShort = affordable < lots
  return {
    lots: Math.sign(exposure) * Math.min(lots, affordable),
    cut: isShort ? 'buying-power' : cut,
    wished,
    allowed: isShort ? (share * affordable) / lots : share,
  }
}

/**
 * Legs that keep what they are to each other: each is cut as the most cut of them. Rounds towards
 * less.
 *
 * @returns Signed lots, in their order.
 */
export function sizedAlike(sizings: readonly Sizing[]): readonly number[] {
  const leftOf = ({ wished, allowed }: Sizing): number => (wished > 0 ? allowed / wished : 0)
  const least = sizings.reduce((left, sizing) => Math.min(left, leftOf(sizing)), 1)
  return sizings.map((sizing) => {
    const left = leftOf(sizing)
    const lots = Math.abs(sizing.lots)
    // The most cut of them keeps every lot; what is not a number leaves nothing.
    const kept = left === least ? lots : Math.floor(lots * (least / left))
    return kept > 0 ? Math.sign(sizing.lots) * kept : 0
  })
}

/**
 * A bid and an ask on the instrument's grid, cut to the limits. Never better for whoever takes them
 * than was said.
 *
 * @param ticks - Price to size at.
 * @returns `undefined` when nothing is left of them.
 */
export function sizeQuotes(
  of: Instrument,
  instrument: number,
  wished: {
    readonly bid: number
    readonly ask: number
    readonly share: number
    readonly inventoryMax: number
  },
  ticks: number,
  book: RiskBook,
): QuotePairIntent | undefined {
  const bid = toPrice(of, wished.bid, 'floor')
  const ask = toPrice(of, wished.ask, 'ceil')
  const levels = { stop: 0, target: 0 }
  const lots = (exposure: number): number => {
    const wish = { of, instrument, exposure, confidence: Number.NaN, trust: 1, ticks, levels }
    return lotsOf(of, shareLeft(wish, book).share, ticks, book)
  }
  const [each, most] = [lots(wished.share), lots(wished.inventoryMax)]
  if (bid === undefined || ask === undefined || bid <= 0 || each <= 0) return undefined
  return {
    kind: 'quote-pair',
    instrument,
    bid,
    ask,
    quantity: quantity(each),
    inventoryMax: quantity(most),
  }
}

/** @param share - Of equity, positive. */
function lotsOf(of: Instrument, share: number, ticks: number, book: RiskBook): number {
  const budget = (share * book.equity) / minorPerUnit
  return budget > 0 ? (toQuantity(of, budget / (ticks * of.tickSize)) ?? 0) : 0
}

/** Lots held plus the lots that cash can buy beside every buy in flight. */
function lotsInReach(instrument: number, book: RiskBook): number {
  const lotValue = book.lotValue[instrument] as number
  const more = affordableLots(lotValue, book.cash, book.exposure.buying, book.limits.costBuffer)
  return Math.max(0, book.lots[instrument] as number) + more
}
