import { ticksMax } from '../book/price-pages.ts'
import { loadTicks, type TickFormat, type TickOptions, type TickTable } from './load-ticks.ts'

type Column = 'local_ts_ns' | 'ts' | 'trade_id' | 'price' | 'qty' | 'side'

/**
 * Prints between strangers in order of arrival. `tsEvent` and `tsInit` in microseconds (the same
 * where the file has one stamp only), `trade` the venue's number (NaN when not known), `side` +1
 * when the buyer was the aggressor and -1 when the seller was.
 */
export type TradeTickTable = TickTable<'tsEvent' | 'tsInit' | 'trade' | 'side' | 'ticks' | 'lots'>

const format: TickFormat<Column, keyof TradeTickTable['columns']> = {
  wanted: ['ts', 'price', 'qty', 'side'],
  optional: ['local_ts_ns', 'trade_id'],
  names: ['tsEvent', 'tsInit', 'trade', 'side', 'ticks', 'lots'],
  ticks: ['ticks'],
  lots: ['lots'],
  sortedBy: 'tsInit',
  read: (row) => {
    const tsEvent = row.millisecondStamp('ts')
    const lots = row.quantity('qty')
    if (lots === 0) row.decline('qty is 0, which is no trade; correct or remove the row.')
    return {
      tsEvent,
      tsInit: row.has('local_ts_ns') ? row.nanosecondStamp('local_ts_ns') : tsEvent,
      trade: row.countIfKnown('trade_id'),
      side: row.choice('side', ['sell', 'buy']) * 2 - 1,
      ticks: row.price('price', ticksMax),
      lots,
    }
  },
}

/** Reads a file of trades. @throws UserError on what is wrong with it. */
export function loadTradeTicks(path: string, options: TickOptions = {}): Promise<TradeTickTable> {
  return loadTicks(path, format, options)
}
