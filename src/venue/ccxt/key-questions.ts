import type { Exchange } from 'ccxt'
import type { OrderNaming } from './order-name.ts'
import { venueOrderName } from './order-name.ts'
import { fieldsOf } from './parse-venue-order.ts'

/** Something a key must be allowed to, and how a venue is asked whether it is. */
export type NeededRight = {
  /** The end of the sentence `the key may not`. */
  readonly what: string
  /** Changes nothing at the venue. @param symbol - Of an instrument that is traded. */
  readonly ask: (exchange: Exchange, symbol: string) => Promise<unknown>
}

/** `untold`: nobody can say, which counts as yes. */
export type MayWithdraw = 'yes' | 'no' | 'untold'

/** How a venue is asked whether a key may move money away. */
export type WithdrawQuestion = {
  readonly ask: (exchange: Exchange) => Promise<unknown>
  readonly read: (answer: unknown) => MayWithdraw
  /** What it says when the question itself is denied to the key. */
  readonly whenDenied: MayWithdraw
}

/** What is asked once a key has read what its account holds. */
export type KeyQuestions = {
  readonly needed: readonly NeededRight[]
  /** `undefined` where nobody knows how to ask. */
  readonly withdraw: WithdrawQuestion | undefined
}

/** No desk gives an order this name. */
const nobody = '0'.repeat(32)

const readOpen: NeededRight = {
  what: 'read open orders',
  ask: (exchange, symbol) => exchange.fetchOpenOrders(symbol),
}
const readClosed: NeededRight = {
  what: 'read closed orders',
  ask: (exchange, symbol) => exchange.fetchClosedOrders(symbol, undefined, 1),
}
const cancel = (naming: OrderNaming): NeededRight => ({
  what: 'cancel orders',
  // There is none of that name, which only those are told who may cancel.
  ask: (exchange, symbol) =>
    exchange.cancelOrder('', symbol, { clientOrderId: venueOrderName(nobody, naming) }),
})
const placing = 'place orders'

/** Where nobody knows how to ask whether a key may withdraw, and so no key is let in. */
export const unknownKeys: KeyQuestions = {
  needed: [readOpen, cancel('plain')],
  withdraw: undefined,
}

/**
 * Kraken lists the ways of withdrawing to keys that may withdraw, and to no others: the denial is
 * the proof, once the same key was allowed to read funds, which that question needs as well.
 *
 * @see https://docs.kraken.com/api-reference/funding/get-withdrawal-methods
 */
export const krakenKeys: KeyQuestions = {
  needed: [
    readOpen,
    readClosed,
    {
      what: placing,
      ask: (exchange, symbol) =>
        exchange.request('AddOrder', 'private', 'POST', {
          pair: exchange.market(symbol)['id'],
          type: 'buy',
          ordertype: 'market',
          volume: smallest(exchange, symbol),
          validate: 'true',
        }),
    },
    cancel('uuid'),
  ],
  withdraw: {
    ask: (exchange) => exchange.request('WithdrawMethods', 'private', 'POST', {}),
    read: () => 'yes',
    whenDenied: 'no',
  },
}

/** @see https://developers.binance.com/docs/wallet/account/api-key-permission */
export const binanceKeys: KeyQuestions = {
  needed: [
    readOpen,
    {
      what: placing,
      ask: (exchange, symbol) =>
        exchange.request('order/test', 'private', 'POST', {
          symbol: exchange.market(symbol)['id'],
          side: 'BUY',
          type: 'MARKET',
          quantity: smallest(exchange, symbol),
        }),
    },
    cancel('plain'),
  ],
  withdraw: {
    ask: (exchange) => exchange.request('account/apiRestrictions', 'sapi', 'GET', {}),
    read: (answer) => {
      const { enableWithdrawals, enableInternalTransfer, permitsUniversalTransfer } =
        fieldsOf(answer)
      const ways = [enableWithdrawals, enableInternalTransfer, permitsUniversalTransfer]
      if (ways.includes(true)) return 'yes'
      return ways.every((way) => way === false) ? 'no' : 'untold'
    },
    whenDenied: 'untold',
  },
}

/** The least that may be ordered; what is less than that is declined, which proves as much. */
function smallest(exchange: Exchange, symbol: string): string {
  const { limits, precision } = fieldsOf(exchange.market(symbol))
  const { min } = fieldsOf(fieldsOf(limits)['amount'])
  const amount = Number(min) > 0 ? Number(min) : Number(fieldsOf(precision)['amount'])
  return exchange.numberToString(Number.isFinite(amount) ? amount : 1)
}
