import type { AccountFill, ExchangeOrder } from '../../sim/exchange/exchange-order.ts'
import { hasEnded } from '../../sim/exchange/exchange-order.ts'
import { textOfMinor } from '../wire-step.ts'
import { namingOf } from './kraken-client-id.ts'
import { orderTxid } from './kraken-id.ts'
import { type KrakenPair, priceText, volumeText } from './kraken-names.ts'
import { krakenSeconds } from './kraken-time.ts'
import {
  averageText,
  feeInQuote,
  isLimited,
  isTrailing,
  leverageText,
  orderSentence,
  reasonWord,
  referenceWord,
  restPrices,
  statusWord,
  typeWord,
} from './order-words.ts'

/** What stands beside an order in the answers of REST. */
export type OrderAside = {
  /** Ids of its fills; `undefined` when they were not asked for. */
  readonly trades: readonly string[] | undefined
  /** What will close it again, in words; empty when nothing will. */
  readonly close: string
  /** The order this one closes. */
  readonly first: number | undefined
}

/** An order as REST shows it. Fees are in the quote currency. */
export function orderView(
  order: ExchangeOrder,
  pair: KrakenPair,
  { trades, close, first }: OrderAside,
): object {
  const { request, trigger, hasTriggered } = order
  const { clOrdId, userref } = namingOf(request.clientId)
  const none = priceText(pair, 0)
  const isOver = hasEnded(order)
  return {
    refid: first === undefined ? null : orderTxid(first),
    userref: userref ?? null,
    ...(clOrdId === undefined ? {} : { cl_ord_id: clOrdId }),
    status: statusWord(order),
    opentm: krakenSeconds(order.createdTs),
    starttm: request.startTs === undefined ? 0 : krakenSeconds(request.startTs),
    expiretm: request.timeInForce === 'gtd' ? krakenSeconds(request.expiryTs) : 0,
    ...(isOver
      ? { closetm: krakenSeconds(order.updatedTs), reason: reasonWord(order) ?? null }
      : {}),
    descr: {
      pair: pair.altname,
      aclass: 'forex',
      type: request.side,
      ordertype: typeWord(request),
      ...restPrices(request, pair, order),
      leverage: leverageText(request),
      order: orderSentence({ ...request, quoteAmount: undefined }, pair, order),
      close,
    },
    vol: volumeText(pair, order.lots),
    vol_exec: volumeText(pair, order.filled),
    ...(request.display > 0 ? { display_volume: volumeText(pair, request.display) } : {}),
    cost: textOfMinor(order.quoteFilled),
    fee: textOfMinor(feeInQuote(order, pair, order.quoteFilled, order.filled)),
    price: averageText(order, pair),
    stopprice: trigger > 0 ? priceText(pair, trigger) : none,
    limitprice: hasTriggered && isLimited(request) ? priceText(pair, order.price) : none,
    misc: hasTriggered ? 'stopped' : '',
    oflags: request.isPostOnly ? 'fciq,post' : 'fciq',
    ...(request.trigger > 0 || isTrailing(request) ? { trigger: referenceWord(request) } : {}),
    ...(request.isReduceOnly ? { reduce_only: true } : {}),
    ...(trades === undefined ? {} : { trades }),
  }
}

/** A fill as REST shows it. */
export function tradeView(
  fill: AccountFill,
  order: ExchangeOrder | undefined,
  pair: KrakenPair,
): object {
  return {
    ordertxid: orderTxid(fill.order),
    postxid: orderTxid(fill.order).replace('O', 'T'),
    pair: pair.id,
    aclass: 'forex',
    time: krakenSeconds(fill.ts),
    type: fill.side,
    ordertype: order === undefined ? 'limit' : typeWord(order.request),
    price: priceText(pair, fill.price),
    cost: textOfMinor(fill.value),
    fee: textOfMinor(feeInQuote(fill, pair, fill.value, fill.lots)),
    vol: volumeText(pair, fill.lots),
    margin: '0.00000000',
    leverage: '0',
    misc: '',
    trade_id: fill.trade,
    maker: fill.liquidity === 'maker',
  }
}
