import { ticksMax } from '../book/price-pages.ts'
import { loadTicks, type TickFormat, type TickOptions, type TickTable } from './load-ticks.ts'

type Column =
  | 'local_ts_ns'
  | 'ts'
  | 'type'
  | 'first_update_id'
  | 'last_update_id'
  | 'prev_update_id'
  | 'side'
  | 'price'
  | 'qty'

/**
 * Order book deltas and snapshots level by level, in order of arrival. `tsEvent` (NaN when not
 * known) and `tsInit` in microseconds, `isSnapshot` and `isBid` 1 or 0, `ticks`, `lots` (0 removes
 * the level), and the numbers of the update the level came with: `first`, `last`, and `previous`,
 * the last number of the update before (NaN where the venue's numbers have no holes).
 */
export type DeltaTable = TickTable<
  'tsEvent' | 'tsInit' | 'isSnapshot' | 'first' | 'last' | 'previous' | 'isBid' | 'ticks' | 'lots'
>

const format: TickFormat<Column, keyof DeltaTable['columns']> = {
  wanted: [
    'local_ts_ns',
    'ts',
    'type',
    'first_update_id',
    'last_update_id',
    'side',
    'price',
    'qty',
  ],
  optional: ['prev_update_id'],
  names: ['tsEvent', 'tsInit', 'isSnapshot', 'first', 'last', 'previous', 'isBid', 'ticks', 'lots'],
  ticks: ['ticks'],
  lots: ['lots'],
  sortedBy: 'tsInit',
  read: (row) => ({
    tsEvent: row.millisecondStamp('ts'),
    tsInit: row.nanosecondStamp('local_ts_ns'),
    isSnapshot: row.choice('type', ['delta', 'snapshot']),
    first: row.count('first_update_id'),
    last: row.count('last_update_id'),
    previous: row.countIfKnown('prev_update_id'),
    isBid: row.choice('side', ['ask', 'bid']),
    ticks: row.price('price', ticksMax),
    lots: row.quantity('qty'),
  }),
}

/** Reads a file of order book deltas. @throws UserError on what is wrong with it. */
export function loadDeltas(path: string, options: TickOptions = {}): Promise<DeltaTable> {
  return loadTicks(path, format, options)
}
