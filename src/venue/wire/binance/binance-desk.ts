import type { WireExchange } from '../wire-exchange.ts'
import type { ListenKeys } from './listen-keys.ts'
import type { OrderLists } from './order-lists.ts'
import type { RateLimits } from './rate-limits.ts'
import type { SymbolTable } from './symbol-table.ts'

/** What the endpoints of the dialect work on. */
export type BinanceDesk = {
  readonly house: WireExchange
  readonly symbols: SymbolTable
  readonly lists: OrderLists
  readonly limits: RateLimits
  readonly listenKeys: ListenKeys
  /** Names under which orders are being cancelled now, by order number. */
  readonly cancelNames: Map<number, string>
  /** Names of orders being placed now that wait for another one. */
  readonly pendingNames: Set<string>
}
