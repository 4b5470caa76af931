import { loadTicks, type TickFormat, type TickOptions, type TickTable } from './load-ticks.ts'

type Column = 'seq' | 'type' | 'order_id' | 'price' | 'amount'

/** What happened to an order. */
export const orderDeltaKinds = ['delete', 'set', 'snapshot'] as const

/**
 * An order-by-order book as its venue tells it: `kind` is the place in `orderDeltaKinds`, `order`
 * the venue's number, `isBid` 1 or 0, `ticks` and `lots` what the order shows now (0 ticks when it
 * is gone). Such feeds carry no time; `sequence` is the order of the messages.
 */
export type OrderDeltaTable = TickTable<'sequence' | 'kind' | 'order' | 'isBid' | 'ticks' | 'lots'>

const format: TickFormat<Column, keyof OrderDeltaTable['columns']> = {
  wanted: ['seq', 'type', 'order_id', 'price', 'amount'],
  optional: [],
  names: ['sequence', 'kind', 'order', 'isBid', 'ticks', 'lots'],
  ticks: ['ticks'],
  lots: ['lots'],
  sortedBy: 'sequence',
  read: (row) => {
    const kind = row.choice('type', orderDeltaKinds)
    const amount = row.signedQuantity('amount')
    if (amount === 0) row.decline('amount is 0; correct or remove the row.')
    return {
      sequence: row.count('seq'),
      kind,
      order: row.count('order_id'),
      isBid: amount > 0 ? 1 : 0,
      ticks: orderDeltaKinds[kind] === 'delete' ? 0 : row.price('price', Number.MAX_SAFE_INTEGER),
      lots: Math.abs(amount),
    }
  },
}

/** Reads a file of single orders. @throws UserError on what is wrong with it. */
export function loadOrderDeltas(path: string, options: TickOptions = {}): Promise<OrderDeltaTable> {
  return loadTicks(path, format, options)
}
