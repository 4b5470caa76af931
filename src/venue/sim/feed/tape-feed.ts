import type { TickTape } from '../../../market/index.ts'
import { BookDriver } from './book-driver.ts'
import type { Fidelity } from './fidelity.ts'
import type { MarketFeed } from './market-feed.ts'
import type { MarketInput } from './market-input.ts'
import { QuoteDriver } from './quote-driver.ts'
import { TradeDriver } from './trade-driver.ts'

/** A side of the book made up around prints holds as much as this many of them on average. */
const printsDeep = 20

/** Plays what was recorded, by the best of it there is: levels, else quotes, else prints alone. */
export function tapeFeed(
  { deltas, quotes, trades }: TickTape,
  target: MarketInput,
  instrument: number,
): MarketFeed | undefined {
  const prints = trades?.columns
  if (deltas !== undefined) return new BookDriver({ deltas, target, instrument, prints })
  if (quotes !== undefined)
    return new QuoteDriver({ quotes: quotes.columns, target, instrument, prints })
  if (prints === undefined) return undefined
  const total = prints.lots.reduce((sum, lots) => sum + lots, 0)
  const depthLots = Math.max(1, Math.round((printsDeep * total) / prints.lots.length))
  return new TradeDriver({ prints, target, instrument, seed: 0, depthLots })
}

/** What a tape lets a market be trusted with. */
export function tapeFidelity({ deltas, quotes }: TickTape): Fidelity {
  if (deltas !== undefined) return 'l2'
  return quotes === undefined ? 'trades' : 'quotes'
}
