import type { BarColumns, Micros } from '../domain/index.ts'
import type { FeedBar } from '../market/index.ts'
import type { ChosenMarket } from './choose-live-market.ts'

/** The bars a new desk warms up on, in the total order. */
export async function warmPast(market: ChosenMarket): Promise<FeedBar[]> {
  if (market.warmTo === 0) return []
  const { feed, history } = market.live
  const bars: FeedBar[] = []
  for (let i = 0; i < feed.instruments.length; i += 1) {
    const columns = await history.fetch(i, market.warmFrom, market.warmTo)
    for (let row = 0; row < columns.length; row += 1) bars.push(barAt(columns, row, i))
  }
  return bars.sort((a, b) => a.ts - b.ts || a.instrument - b.instrument)
}

function barAt(columns: BarColumns, row: number, instrument: number): FeedBar {
  return {
    instrument,
    ts: columns.ts[row] as Micros,
    open: columns.open[row] as number,
    high: columns.high[row] as number,
    low: columns.low[row] as number,
    close: columns.close[row] as number,
    volume: columns.volume[row] as number,
  }
}
