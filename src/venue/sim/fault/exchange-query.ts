import type { Result } from '../../../base/index.ts'
import type { Micros } from '../../../domain/index.ts'
import type {
  Balance,
  BookLevel,
  Exchange,
  OrderRef,
  PerpetualPosition,
} from '../exchange/exchange.ts'
import type { AccountFill, ExchangeOrder } from '../exchange/exchange-order.ts'
import type { TradingMode } from '../exchange/listing.ts'
import type { Refusal } from '../exchange/refusal.ts'

/** What a client can look up at a distance. */
export type ExchangeQuery =
  | { readonly kind: 'order'; readonly ref: OrderRef }
  /** The same with all its fills. */
  | { readonly kind: 'order-fills'; readonly ref: OrderRef }
  /** All that an account has, at one instant. */
  | { readonly kind: 'account' }
  | { readonly kind: 'book'; readonly instrument: number }
  | { readonly kind: 'time' }

/**
 * What was found, as it was then. `sequence` is the number of the last message told of the same
 * subject: what comes after it goes on from here.
 */
export type LookedUp =
  | { readonly kind: 'order'; readonly order: ExchangeOrder | undefined }
  | {
      readonly kind: 'order-fills'
      readonly order: ExchangeOrder | undefined
      readonly fills: readonly AccountFill[]
    }
  | {
      readonly kind: 'account'
      readonly sequence: number
      readonly openOrders: readonly ExchangeOrder[]
      readonly fills: readonly AccountFill[]
      readonly balances: ReadonlyMap<string, Balance>
      readonly positions: readonly PerpetualPosition[]
    }
  | {
      readonly kind: 'book'
      readonly instrument: number
      readonly sequence: number
      readonly mode: TradingMode
      readonly bids: readonly BookLevel[]
      readonly asks: readonly BookLevel[]
    }
  | { readonly kind: 'time'; readonly ts: Micros }

/** What a look-up came to. */
export type QueryResult = Result<LookedUp, Refusal>

/** Looks it up, now. @param toldOf - Number of the last message told of an account, of a book. */
export function lookUp(
  exchange: Exchange,
  account: number,
  query: ExchangeQuery,
  toldOf: { readonly account: number; readonly book: number },
  ts: Micros,
): LookedUp {
  switch (query.kind) {
    case 'order': {
      const order = exchange.order(account, query.ref)
      return { kind: 'order', order: order === undefined ? undefined : { ...order } }
    }
    case 'order-fills': {
      const order = exchange.order(account, query.ref)
      if (order === undefined) return { kind: 'order-fills', order, fills: [] }
      const fills = exchange.fills(account).filter((fill) => fill.order === order.number)
      return { kind: 'order-fills', order: { ...order }, fills }
    }
    case 'account':
      return {
        kind: 'account',
        sequence: toldOf.account,
        openOrders: exchange.openOrders(account).map((order) => ({ ...order })),
        fills: [...exchange.fills(account)],
        balances: new Map(exchange.balances(account)),
        positions: exchange.positions(account),
      }
    case 'book': {
      const { instrument } = query
      return {
        kind: 'book',
        instrument,
        sequence: toldOf.book,
        mode: exchange.modeOf(instrument),
        bids: exchange.depth(instrument, 'buy', Number.MAX_SAFE_INTEGER),
        asks: exchange.depth(instrument, 'sell', Number.MAX_SAFE_INTEGER),
      }
    }
    case 'time':
      return { kind: 'time', ts }
  }
}
