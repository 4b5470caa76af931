import { ticksMax } from '../book/price-pages.ts'
import { loadTicks, type TickFormat, type TickOptions, type TickTable } from './load-ticks.ts'

type Column = 'placed_ts_ns' | 'filled_ts_ns' | 'side' | 'price' | 'qty'

/**
 * Passive orders of ours that were filled, in the order they were placed: when they were placed and
 * filled (us), `isBid` 1 or 0, ticks and lots.
 */
export type OwnFillTable = TickTable<'placedTs' | 'filledTs' | 'isBid' | 'ticks' | 'lots'>

const format: TickFormat<Column, keyof OwnFillTable['columns']> = {
  wanted: ['placed_ts_ns', 'filled_ts_ns', 'side', 'price', 'qty'],
  optional: [],
  names: ['placedTs', 'filledTs', 'isBid', 'ticks', 'lots'],
  ticks: ['ticks'],
  lots: ['lots'],
  sortedBy: 'placedTs',
  read: (row) => {
    const placedTs = row.nanosecondStamp('placed_ts_ns')
    const filledTs = row.nanosecondStamp('filled_ts_ns')
    if (filledTs < placedTs)
      row.decline('filled_ts_ns is before placed_ts_ns; correct or remove the row.')
    return {
      placedTs,
      filledTs,
      isBid: row.choice('side', ['sell', 'buy']),
      ticks: row.price('price', ticksMax),
      lots: row.quantity('qty'),
    }
  },
}

/** Reads a file of fills of ours. @throws UserError on what is wrong with it. */
export function loadOwnFills(path: string, options: TickOptions = {}): Promise<OwnFillTable> {
  return loadTicks(path, format, options)
}
