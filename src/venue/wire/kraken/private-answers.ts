import { mayMoveMoney, type WireRights } from '../wire-rights.ts'
import { balanceAnswer, balanceExAnswer, tradeBalanceAnswer } from './balance-answers.ts'
import {
  closedOrdersAnswer,
  openOrdersAnswer,
  queryOrdersAnswer,
  queryTradesAnswer,
  tradesHistoryAnswer,
} from './history-answers.ts'
import { permissionDenied } from './kraken-error.ts'
import { ledgersAnswer, queryLedgersAnswer } from './ledger-answers.ts'
import { type Answer, tradeVolumeAnswer } from './market-answers.ts'
import { openPositionsAnswer } from './position-answers.ts'
import {
  addOrder,
  addOrderBatch,
  amendOrder,
  cancelAllAfter,
  cancelOrder,
  cancelOrderBatch,
  editOrder,
  type Errand,
} from './trading-answers.ts'

/** Something an account may ask for, and what it adds to the counter of its calls. */
export type PrivateCall = {
  readonly price: number
  readonly answer: (errand: Errand, rights: WireRights) => Answer
  /** What the key must be allowed to, apart from reading. */
  readonly needs?: (rights: WireRights) => boolean
}

const denied: Answer = { error: permissionDenied }

const plain = (answer: PrivateCall['answer'], price = 1): PrivateCall => ({ price, answer })
const trading = (answer: PrivateCall['answer'], price = 0): PrivateCall => ({
  ...{ price, answer },
  needs: ({ mayTrade }) => mayTrade,
})
/** Money cannot be moved in or out over the wire. */
const forbidden: PrivateCall = plain(() => denied)

/** What is answered to an errand for a key that may run it. */
export function answerCall(
  { answer, needs }: PrivateCall,
  rights: WireRights,
  errand: Errand,
): Answer {
  return needs === undefined || needs(rights) ? answer(errand, rights) : denied
}

function isToldFunds(rights: WireRights): boolean {
  return mayMoveMoney(rights) || rights.isUntold === true
}

function withdrawMethods(_: Errand, { isUntold }: WireRights): Answer {
  return isUntold === true ? { error: 'EFunding:Unknown asset' } : { result: [] }
}

export const privateCalls: ReadonlyMap<string, PrivateCall> = new Map([
  ['Balance', plain(({ house, account }) => balanceAnswer(house, account))],
  ['BalanceEx', plain(({ house, account }) => balanceExAnswer(house, account))],
  [
    'TradeBalance',
    plain(({ fields, house, account }) => tradeBalanceAnswer(fields, house, account)),
  ],
  ['OpenOrders', plain(({ fields, house, account }) => openOrdersAnswer(fields, house, account))],
  [
    'ClosedOrders',
    plain(({ fields, house, account }) => closedOrdersAnswer(fields, house, account)),
  ],
  ['QueryOrders', plain(({ fields, house, account }) => queryOrdersAnswer(fields, house, account))],
  [
    'TradesHistory',
    plain(({ fields, house, account }) => tradesHistoryAnswer(fields, house, account), 2),
  ],
  ['QueryTrades', plain(({ fields, house, account }) => queryTradesAnswer(fields, house, account))],
  [
    'OpenPositions',
    plain(({ fields, house, account }) => openPositionsAnswer(fields, house, account)),
  ],
  ['Ledgers', plain(({ fields, house, account }) => ledgersAnswer(fields, house, account), 2)],
  [
    'QueryLedgers',
    plain(({ fields, house, account }) => queryLedgersAnswer(fields, house, account), 2),
  ],
  ['TradeVolume', plain(({ fields, house, account }) => tradeVolumeAnswer(fields, house, account))],
  ['AddOrder', trading(addOrder)],
  ['AddOrderBatch', trading(addOrderBatch)],
  ['AmendOrder', trading(amendOrder)],
  ['EditOrder', trading(editOrder)],
  ['CancelOrder', trading(cancelOrder)],
  ['CancelOrderBatch', trading(cancelOrderBatch)],
  [
    'CancelAll',
    trading(({ desk, account, now }) => ({ result: { count: desk.cancelAll(account, now) } }), 1),
  ],
  ['CancelAllOrdersAfter', trading(cancelAllAfter, 1)],
  ['DepositMethods', forbidden],
  ['DepositAddresses', forbidden],
  ['DepositStatus', plain(() => ({ result: [] }))],
  // None there are, and only a key that may withdraw is told so: that one right is the one to
  // transfer, and to move money to sub-accounts.
  ['WithdrawMethods', { price: 1, answer: withdrawMethods, needs: isToldFunds }],
  ['WithdrawAddresses', forbidden],
  ['WithdrawInfo', forbidden],
  ['Withdraw', forbidden],
  ['WithdrawStatus', plain(() => ({ result: [] }))],
  ['WithdrawCancel', forbidden],
  ['WalletTransfer', forbidden],
])
