import { type Instrument, minorPerUnit, toQuantity } from '../domain/index.ts'
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

/** Lots held plus the lots that free cash can buy with its worst cost. */
function affordableLots(instrument: number, book: RiskBook): number {
  const lotValue = (book.lotValue[instrument] as number) * (1 + book.limits.costBuffer)
  const more = Math.max(0, Math.floor(book.cash / lotValue) - 1)
  return Math.max(0, book.lots[instrument] as number) + more
}
