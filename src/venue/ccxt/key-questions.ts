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

/**
 * Whether a key may move money in any way: withdraw it, transfer it, or send it to a sub-account;
 * `what` it may, to follow `the key may`. `untold`: nobody can say, which counts as yes.
 */
export type MayMoveMoney =
  | { readonly kind: 'no' | 'untold' }
  | { readonly kind: 'yes'; readonly what: string }

/** How a venue is asked that. */
export type MoneyQuestion = {
  readonly ask: (exchange: Exchange) => Promise<unknown>
  readonly read: (answer: unknown) => MayMoveMoney
  /** What it says when the question itself is denied to the key. */
  readonly whenDenied: MayMoveMoney
}

/** What is asked once a key has read what its account holds. */
export type KeyQuestions = {
  readonly needed: readonly NeededRight[]
  /** `undefined` where nobody knows how to ask. */
  readonly money: MoneyQuestion | undefined
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

/** Where nobody knows how to ask whether a key may move money, and so no key is let in. */
export const unknownKeys: KeyQuestions = {
  needed: [readOpen, cancel('plain')],
  money: undefined,
}

/**
 * Kraken lists the ways of withdrawing to keys that may withdraw, and to no others: the denial is
 * the proof, once the same key was allowed to read funds, which that question needs as well. The
 * right to withdraw is also the one that transfers to sub-accounts need, and making such accounts.
 * A transfer from the spot wallet to the futures wallet of the same owner needs but the right to
 * read funds, so no key can be proved not to do that.
 *
 * @see https://docs.kraken.com/api-reference/funding/get-withdrawal-methods
 * @see https://docs.kraken.com/api-reference/subaccounts/account-transfer
 * @see https://docs.kraken.com/api-reference/funding/request-wallet-transfer
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
  money: {
    ask: (exchange) => exchange.request('WithdrawMethods', 'private', 'POST', {}),
    read: () => ({ kind: 'yes', what: 'withdraw, and transfer to sub-accounts' }),
    whenDenied: { kind: 'no' },
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
  money: {
    ask: (exchange) => exchange.request('account/apiRestrictions', 'sapi', 'GET', {}),
    read: (answer) => readRestrictions(fieldsOf(answer)),
    whenDenied: { kind: 'untold' },
  },
}

/**
 * Rights of Binance that move money, and what they allow. The universal transfer leaves the
 * transfers that each business has of its own as they are, so a key for margin, futures or options
 * moves money too; a desk on a spot market needs none of them.
 */
const movingRights: readonly (readonly [field: string, what: string])[] = [
  ['enableWithdrawals', 'withdraw'],
  ['enableInternalTransfer', 'transfer to and from sub-accounts'],
  ['permitsUniversalTransfer', 'transfer between wallets'],
  ['enableMargin', 'borrow and transfer on margin'],
  ['enableFutures', 'trade futures and transfer to them'],
  ['enableVanillaOptions', 'trade options and transfer to them'],
]
/** The same; keys that are older have no such field. */
const newerRights: typeof movingRights = [
  ['enablePortfolioMarginTrading', 'borrow on the whole portfolio'],
]

function readRestrictions(told: Readonly<Record<string, unknown>>): MayMoveMoney {
  const found = [...movingRights, ...newerRights].filter(([field]) => told[field] === true)
  if (found.length > 0) return { kind: 'yes', what: found.map(([, what]) => what).join(', ') }
  return { kind: movingRights.every(([field]) => told[field] === false) ? 'no' : 'untold' }
}

/** The least that may be ordered; what is less than that is declined, which proves as much. */
function smallest(exchange: Exchange, symbol: string): string {
  const { limits, precision } = fieldsOf(exchange.market(symbol))
  const { min } = fieldsOf(fieldsOf(limits)['amount'])
  const amount = Number(min) > 0 ? Number(min) : Number(fieldsOf(precision)['amount'])
  return exchange.numberToString(Number.isFinite(amount) ? amount : 1)
}
