import type { Json } from '../../../base/index.ts'
import { type ExchangeOrder, hasEnded } from '../../sim/exchange/exchange-order.ts'
import { type BinanceSymbol, ms } from './binance-symbol.ts'

/** Orders that were sent together. */
export type OrderList = {
  /** The exchange's number of the group. */
  readonly number: number
  readonly account: number
  readonly instrument: number
  readonly contingency: 'OCO' | 'OTO'
  readonly clientId: string
  readonly orders: readonly { readonly number: number; readonly clientId: string }[]
  readonly ts: number
}

const remembered = 10_000

/** The lists of orders the venue was sent; the exchange knows their members, not their names. */
export class OrderLists {
  readonly #byNumber = new Map<number, OrderList>()

  add(list: OrderList): void {
    this.#byNumber.set(list.number, list)
    const [oldest] = this.#byNumber.keys()
    if (this.#byNumber.size > remembered && oldest !== undefined) this.#byNumber.delete(oldest)
  }

  get(number: number): OrderList | undefined {
    return this.#byNumber.get(number)
  }

  /** Oldest first. */
  of(account: number): readonly OrderList[] {
    return [...this.#byNumber.values()].filter((list) => list.account === account)
  }

  save(): Json {
    return [...this.#byNumber.values()].map((list) => ({ ...list }))
  }

  load(state: Json): void {
    for (const list of state as unknown as readonly OrderList[]) this.add(list)
  }
}

/** A list as it is told everywhere. @param orders - Its members as they are now. */
export function listJson(
  list: OrderList,
  symbol: BinanceSymbol,
  orders: readonly (ExchangeOrder | undefined)[],
): { readonly [key: string]: Json } {
  const isOpen = orders.some((order) => order !== undefined && !hasEnded(order))
  return {
    orderListId: list.number,
    contingencyType: list.contingency,
    listStatusType: isOpen ? 'EXEC_STARTED' : 'ALL_DONE',
    listOrderStatus: isOpen ? 'EXECUTING' : 'ALL_DONE',
    listClientOrderId: list.clientId,
    transactionTime: ms(list.ts),
    symbol: symbol.id,
    orders: list.orders.map(({ number, clientId }) => ({
      symbol: symbol.id,
      orderId: number,
      clientOrderId: clientId,
    })),
  }
}
