import {
  type ExchangeOrder,
  type AccountFill,
  hasEnded,
} from '../../sim/exchange/exchange-order.ts'
import type { TimeInForce } from '../../sim/exchange/order-request.ts'
import { textOfMinor, textOfSteps } from '../wire-step.ts'
import { namingOf } from './kraken-client-id.ts'
import { orderTxid } from './kraken-id.ts'
import { jsonObject, jsonText } from './kraken-json.ts'
import { type KrakenPair, priceText } from './kraken-names.ts'
import { krakenIso } from './kraken-time.ts'
import {
  averageText,
  feeInQuote,
  isLeveraged,
  isLimited,
  reasonWord,
  referenceWord,
  statusWord,
  typeWord,
} from './order-words.ts'

/** What a record of the `executions` channel is told for. */
export type ExecutionType =
  | 'pending_new'
  | 'new'
  | 'filled'
  | 'canceled'
  | 'expired'
  | 'amended'
  | 'status'

const timesInForce: Readonly<Record<TimeInForce, string>> = {
  gtc: '"GTC"',
  ioc: '"IOC"',
  fok: '"FOK"',
  gtd: '"GTD"',
  day: '"GTD"',
}

/** An order as the stream shows it. */
export function orderRecord(
  order: ExchangeOrder,
  pair: KrakenPair,
  type: ExecutionType,
  ts: number,
): string {
  const reason = hasEnded(order) ? reasonWord(order) : undefined
  return jsonObject({
    ...orderParts(order, pair),
    exec_type: jsonText(type),
    order_status: jsonText(type === 'pending_new' ? type : streamStatus(order)),
    reason: reason === undefined ? undefined : jsonText(reason),
    timestamp: jsonText(krakenIso(ts)),
  })
}

/** A fill with its order as the stream shows it. @param txid - The id of the fill. */
export function fillRecord(
  fill: AccountFill,
  order: ExchangeOrder,
  pair: KrakenPair,
  txid: string,
): string {
  const fee = jsonObject({ asset: jsonText(fill.feeCurrency), qty: textOfMinor(fill.fee) })
  return jsonObject({
    ...orderParts(order, pair),
    exec_type: '"trade"',
    order_status: order.filled === order.lots ? '"filled"' : '"partially_filled"',
    exec_id: jsonText(txid),
    trade_id: String(fill.trade),
    last_qty: textOfSteps(fill.lots, pair.lot),
    last_price: priceText(pair, fill.price),
    cost: textOfMinor(fill.value),
    liquidity_ind: fill.liquidity === 'maker' ? '"m"' : '"t"',
    fees: `[${fee}]`,
    timestamp: jsonText(krakenIso(fill.ts)),
  })
}

function orderParts(order: ExchangeOrder, pair: KrakenPair): Record<string, string | undefined> {
  const { request } = order
  const { clOrdId, userref } = namingOf(request.clientId)
  const hasTrigger = order.trigger > 0 || request.trail !== undefined
  const fee = feeInQuote(order, pair, order.quoteFilled, order.filled)
  return {
    order_id: jsonText(orderTxid(order.number)),
    cl_ord_id: clOrdId === undefined ? undefined : jsonText(clOrdId),
    order_userref: userref === undefined ? undefined : String(userref),
    symbol: jsonText(pair.symbol),
    side: jsonText(request.side),
    order_type: jsonText(typeWord(request)),
    order_qty: textOfSteps(order.lots, pair.lot),
    display_qty: request.display === 0 ? undefined : textOfSteps(request.display, pair.lot),
    limit_price: isLimited(request) && order.price > 0 ? priceText(pair, order.price) : undefined,
    stop_price: order.trigger > 0 ? priceText(pair, order.trigger) : undefined,
    triggers: hasTrigger ? triggers(order, pair) : undefined,
    time_in_force: timesInForce[request.timeInForce],
    expire_time: request.expiryTs > 0 ? jsonText(krakenIso(request.expiryTs)) : undefined,
    effective_time:
      request.startTs === undefined ? undefined : jsonText(krakenIso(request.startTs)),
    margin: isLeveraged(request) ? 'true' : undefined,
    post_only: request.isPostOnly ? 'true' : undefined,
    reduce_only: request.isReduceOnly ? 'true' : undefined,
    cum_qty: textOfSteps(order.filled, pair.lot),
    cum_cost: textOfMinor(order.quoteFilled),
    avg_price: averageText(order, pair),
    fee_ccy_pref: '"fciq"',
    fee_usd_equiv: textOfMinor(fee),
    liquidated: order.end === 'liquidation' ? 'true' : 'false',
  }
}

function triggers({ request, trigger, hasTriggered }: ExchangeOrder, pair: KrakenPair): string {
  const { trail } = request
  const price = trail?.kind === 'ticks' ? trail.ticks : trigger
  return jsonObject({
    reference: jsonText(referenceWord(request)),
    price: trail?.kind === 'ppm' ? String(trail.ppm / 10_000) : priceText(pair, price),
    price_type: trail === undefined ? '"static"' : trail.kind === 'ppm' ? '"pct"' : '"quote"',
    actual_price: trigger > 0 ? priceText(pair, trigger) : undefined,
    status: hasTriggered ? '"triggered"' : '"untriggered"',
  })
}

function streamStatus(order: ExchangeOrder): string {
  const word = statusWord(order)
  if (word === 'closed') return 'filled'
  if (word === 'pending') return 'pending_new'
  if (word !== 'open') return word
  return order.filled > 0 ? 'partially_filled' : 'new'
}
