import { stepsText } from '../../base/index.ts'
import type { Instrument, OrderIntent } from '../../domain/index.ts'
import type { VenueAnswer, VenueSteps } from '../../execution/index.ts'
import { type CcxtAccount, instrumentAt } from './ccxt-account.ts'
import { venueOrderName } from './order-name.ts'
import { symbolOf } from './symbol-of.ts'

/** Not sent, or refused: to be asked for again, cut to what the venue takes now. */
export const notFitting: VenueAnswer = { kind: 'throttled', waitUs: 50_000 }

/** An order as ccxt takes it. */
export type Draft = {
  readonly symbol: string
  readonly type: 'limit' | 'market'
  readonly side: 'buy' | 'sell'
  readonly amount: number
  readonly price: number | undefined
  /** Where a stop is to fire. */
  readonly trigger: string | undefined
  /** Of a new order. */
  readonly params: Readonly<Record<string, unknown>>
}

export type Drafted = {
  readonly clientId: string
  readonly order: OrderIntent
  /** Lots of it that are sent. */
  readonly lots: number
  /** When the venue is to decline what has not arrived. */
  readonly deadline: Date
}

/** @returns An answer instead when the venue's steps are not those the order was cut to. */
export function draftOrder(
  account: CcxtAccount,
  { clientId, order, lots, deadline }: Drafted,
): Draft | VenueAnswer {
  const { exchange, traits, grid } = account
  const of = instrumentAt(account, order.instrument)
  const symbol = symbolOf(of.id)
  const amount = stepsText(lots, of.lot)
  const at = stepsText(order.price, of.tick)
  const isPriced = order.type !== 'market'
  const sent = exchange.amountToPrecision(symbol, Number(amount))
  const sentAt = isPriced ? exchange.priceToPrecision(symbol, Number(at)) : at
  if (Number(sent) !== Number(amount) || Number(sentAt) !== Number(at))
    return isCutTo(grid.steps(order.instrument), order, lots) ? foreignSteps(of) : notFitting
  const isStop = order.type === 'stop'
  return {
    symbol,
    type: order.type === 'limit' ? 'limit' : 'market',
    side: order.side,
    amount: Number(amount),
    price: order.type === 'limit' ? Number(at) : undefined,
    trigger: isStop ? at : undefined,
    params: {
      ...traits.placing(deadline),
      ...(isStop ? triggerOf(account, symbol, order, at) : {}),
      ...(order.isReduceOnly && isContract(account, of) ? { reduceOnly: true } : {}),
      clientOrderId: venueOrderName(clientId, traits.naming),
    },
  }
}

/** A spot market has no position: what is sold there is bounded by what is held. */
export function isContract({ exchange }: CcxtAccount, { id }: Instrument): boolean {
  return exchange.market(symbolOf(id))['contract'] === true
}

function triggerOf(
  { exchange }: CcxtAccount,
  symbol: string,
  { side }: OrderIntent,
  at: string,
): object {
  if (exchange.featureValue(symbol, 'createOrder', 'stopLossPrice') === true)
    return { stopLossPrice: at }
  return { triggerPrice: at, triggerDirection: side === 'buy' ? 'ascending' : 'descending' }
}

function isCutTo(
  steps: VenueSteps | undefined,
  { price, type }: OrderIntent,
  lots: number,
): boolean {
  const { tickStep, lotStep } = steps ?? { tickStep: 1, lotStep: 1 }
  return lots % lotStep === 0 && (type === 'market' || price % tickStep === 0)
}

function foreignSteps({ id, tick, lot }: Instrument): VenueAnswer {
  const reason = `${id}: the venue's steps are not ${tick} and ${lot} any more`
  return { kind: 'refused', reason, isDuplicate: false }
}
