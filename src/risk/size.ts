import {
  type Instrument,
  minorPerUnit,
  type QuotePairIntent,
  quantity,
  toPrice,
  toQuantity,
} from '../domain/index.ts'
import type { RiskBook } from './risk-book.ts'

/**
 * The signed lots that `exposure` comes to: the wish, cut to the limits. Rounds towards less.
 * Past the soft drawdown every size is halved. Long-only turns a wish to be short into flat.
 *
 * @param exposure - Signed share of equity, -1 to 1.
 * @param ticks - Price to size at.
 */
export function sizeTarget(
  of: Instrument,
  instrument: number,
  exposure: number,
  ticks: number,
  book: RiskBook,
): number {
  const { limits } = book
  const wish = limits.isLongOnly ? Math.max(0, exposure) : exposure
  const halved = book.drawdown >= limits.drawdownSoft ? wish / 2 : wish
  const share = Math.min(Math.abs(halved), limits.positionMax)
  if (!(share > 0) || !(book.equity > 0)) return 0
  const budget = (share * book.equity) / minorPerUnit
  const lots = toQuantity(of, budget / (ticks * of.tickSize)) ?? 0
  const affordable = halved > 0 ? affordableLots(instrument, book) : lots
  return Math.sign(halved) * Math.min(lots, affordable)
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
  const halves = book.drawdown >= book.limits.drawdownSoft ? 2 : 1
  const lotsOf = (share: number): number => {
    const budget = (Math.min(share, book.limits.positionMax) * book.equity) / halves / minorPerUnit
    return budget > 0 ? (toQuantity(of, budget / (ticks * of.tickSize)) ?? 0) : 0
  }
  const lots = lotsOf(wished.share)
  const most = lotsOf(wished.inventoryMax)
  if (bid === undefined || ask === undefined || bid <= 0 || lots <= 0) return undefined
  return {
    kind: 'quote-pair',
    instrument,
    bid,
    ask,
    quantity: quantity(lots),
    inventoryMax: quantity(most),
  }
}

/** Lots held plus the lots that free cash can buy with its worst cost. */
function affordableLots(instrument: number, book: RiskBook): number {
  const lotValue = (book.lotValue[instrument] as number) * (1 + book.limits.costBuffer)
  const more = Math.max(0, Math.floor(book.cash / lotValue) - 1)
  return Math.max(0, book.lots[instrument] as number) + more
}
