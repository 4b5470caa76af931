import { ticksMax } from '../book/price-pages.ts'
import { loadTicks, type TickFormat, type TickOptions, type TickTable } from './load-ticks.ts'

type Column = 'local_ts_ns' | 'ts' | 'update_id' | 'bid' | 'bid_qty' | 'ask' | 'ask_qty'

/**
 * Best bid and ask whenever one changed, in order of arrival. `tsEvent` (NaN when not known) and
 * `tsInit` in microseconds; `update` is the number of the book change that made the quote.
 */
export type QuoteTickTable = TickTable<
  'tsEvent' | 'tsInit' | 'update' | 'bidTicks' | 'bidLots' | 'askTicks' | 'askLots'
>

const format: TickFormat<Column, keyof QuoteTickTable['columns']> = {
  wanted: ['local_ts_ns', 'ts', 'update_id', 'bid', 'bid_qty', 'ask', 'ask_qty'],
  optional: [],
  names: ['tsEvent', 'tsInit', 'update', 'bidTicks', 'bidLots', 'askTicks', 'askLots'],
  ticks: ['bidTicks', 'askTicks'],
  lots: ['bidLots', 'askLots'],
  sortedBy: 'tsInit',
  read: (row) => ({
    tsEvent: row.millisecondStamp('ts'),
    tsInit: row.nanosecondStamp('local_ts_ns'),
    update: row.count('update_id'),
    bidTicks: row.price('bid', ticksMax),
    bidLots: row.quantity('bid_qty'),
    askTicks: row.price('ask', ticksMax),
    askLots: row.quantity('ask_qty'),
  }),
}

/** Reads a file of best bids and asks. @throws UserError on what is wrong with it. */
export function loadQuoteTicks(path: string, options: TickOptions = {}): Promise<QuoteTickTable> {
  return loadTicks(path, format, options)
}
