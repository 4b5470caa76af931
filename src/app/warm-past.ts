import { byTimeThenPlace, type FeedBar, feedBarAt } from '../market/index.ts'
import type { ChosenMarket } from './choose-live-market.ts'

/** The bars a new desk warms up on, in the total order. */
export async function warmPast(market: ChosenMarket): Promise<FeedBar[]> {
  if (market.warmTo === 0) return []
  const { feed, history } = market.live
  const bars: FeedBar[] = []
  for (let i = 0; i < feed.instruments.length; i += 1) {
    const columns = await history.fetch(i, market.warmFrom, market.warmTo)
    for (let row = 0; row < columns.length; row += 1) bars.push(feedBarAt(columns, row, i))
  }
  return bars.sort(byTimeThenPlace)
}
