import { formatDecimal, pow10 } from '../../../base/index.ts'
import { moneyScale } from '../../../domain/index.ts'
import type { AccountFill, EndReason, ExchangeOrder } from '../../sim/exchange/exchange-order.ts'
import type { ExchangeOrderType, OrderRequest } from '../../sim/exchange/order-request.ts'
import { textOfMinor } from '../wire-step.ts'
import { type KrakenPair, priceText, volumeText } from './kraken-names.ts'

const types: Readonly<Record<ExchangeOrderType, string>> = {
  market: 'market',
  limit: 'limit',
  stop: 'stop-loss',
  'stop-limit': 'stop-loss-limit',
  'take-profit': 'take-profit',
  'take-profit-limit': 'take-profit-limit',
  'trailing-stop': 'trailing-stop',
  'trailing-stop-limit': 'trailing-stop-limit',
}

/** `stop-loss-limit`: the type in Kraken's word. */
export function typeWord({ type, display }: OrderRequest): string {
  return type === 'limit' && display > 0 ? 'iceberg' : types[type]
}

export function isLimited({ type }: OrderRequest): boolean {
  return type.endsWith('limit')
}

export function isTrailing({ trail }: OrderRequest): boolean {
  return trail !== undefined
}

/** `+100.0` or `+1.5000%`: the distance a trailing stop keeps; empty for other orders. */
function trailText({ trail }: OrderRequest, pair: KrakenPair): string {
  if (trail === undefined) return ''
  if (trail.kind === 'ticks') return `+${priceText(pair, trail.ticks)}`
  return `+${formatDecimal(BigInt(trail.ppm), 4)}%`
}

/** `-10.0`: where the limit of a trailing stop lies, seen from its trigger. */
function offsetText({ limitOffset, side }: OrderRequest, pair: KrakenPair): string {
  const isUp = (side === 'buy') === limitOffset >= 0
  return `${isUp ? '+' : '-'}${priceText(pair, Math.abs(limitOffset))}`
}

/** Prices as they are now: a change moves them away from what was asked at first. */
export type Prices = { readonly price: number; readonly trigger: number }

/** The two prices of the order in the places REST has for them; `0` where there is none. */
export function restPrices(
  request: OrderRequest,
  pair: KrakenPair,
  { price, trigger }: Prices,
): { readonly price: string; readonly price2: string } {
  const none = priceText(pair, 0)
  if (isTrailing(request))
    return {
      price: trailText(request, pair),
      price2: isLimited(request) ? offsetText(request, pair) : none,
    }
  if (request.type === 'market') return { price: none, price2: none }
  if (request.type === 'limit') return { price: priceText(pair, price), price2: none }
  const limit = isLimited(request) ? priceText(pair, price) : none
  return { price: priceText(pair, trigger), price2: limit }
}

/** `buy 1.25000000 XBTUSD @ stop loss 37000.0 -> limit 36900.0` */
export function orderSentence(
  request: OrderRequest,
  pair: KrakenPair,
  now: Prices & { readonly lots: number },
): string {
  const { quoteAmount, side } = request
  const volume = quoteAmount === undefined ? volumeText(pair, now.lots) : textOfMinor(quoteAmount)
  const loan = isLeveraged(request) ? ` with ${leverageText(request)} leverage` : ''
  return `${side} ${volume} ${pair.altname} @ ${legSentence(request, pair, now)}${loan}`
}

/** Whether the order may borrow. */
export function isLeveraged({ leverage = 1 }: OrderRequest): boolean {
  return leverage > 1
}

/** `5:1`, or `none`. */
export function leverageText(request: OrderRequest): string {
  return isLeveraged(request) ? `${request.leverage}:1` : 'none'
}

/** The price its trigger waits for, in Kraken's word. */
export function referenceWord({ reference }: OrderRequest): string {
  return reference === 'mark' ? 'index' : 'last'
}

/** `close position @ limit 40000.0` */
export function closeSentence(request: OrderRequest, pair: KrakenPair): string {
  return `close position @ ${legSentence(request, pair, request)}`
}

function legSentence(request: OrderRequest, pair: KrakenPair, now: Prices): string {
  const { price, price2 } = restPrices(request, pair, now)
  if (request.type === 'market') return 'market'
  if (request.type === 'limit') return `limit ${price}`
  const words = types[request.type].replace('-limit', '').replace('-', ' ')
  return isLimited(request) ? `${words} ${price} -> limit ${price2}` : `${words} ${price}`
}

export type StatusWord = 'pending' | 'open' | 'closed' | 'canceled' | 'expired'

/** Kraken calls expired only what its time ran out for, pending what starts later. */
export function statusWord({ status, end }: ExchangeOrder): StatusWord {
  if (status === 'filled') return 'closed'
  if (status === 'canceled' || status === 'expired') return end === 'time' ? 'expired' : 'canceled'
  return status === 'dormant' ? 'pending' : 'open'
}

const reasons: Readonly<Record<EndReason, string>> = {
  'by-request': 'User requested',
  'no-liquidity': 'Insufficient liquidity',
  'post-only': 'Post only order',
  'self-trade': 'Self trade prevention',
  time: 'Order expired',
  group: 'Primary order was not filled',
  'reduce-only': 'Reduce only',
  funds: 'Insufficient funds',
  liquidation: 'Liquidation',
  delisted: 'Market delisted',
  'dead-man': 'Cancel all after timeout',
}

/** Why it ended; `undefined` while it has not, and when it was filled. */
export function reasonWord({ end }: ExchangeOrder): string | undefined {
  return end === undefined ? undefined : reasons[end]
}

/** Average price of what was filled, with at least eight decimals; `0` before the first fill. */
export function averageText(order: ExchangeOrder, pair: KrakenPair): string {
  if (order.filled === 0) return priceText(pair, 0)
  const scale = Math.max(moneyScale, pair.tick.scale)
  const base = BigInt(order.filled) * pair.listing.instrument.baseFactor
  return formatDecimal((order.quoteFilled * pow10(scale)) / base, scale)
}

/** Fees paid in the quote currency, or what those in the base currency came to. Minor units. */
export function feeInQuote(
  { fee, feeCurrency }: Pick<AccountFill, 'fee' | 'feeCurrency'>,
  pair: KrakenPair,
  cost: bigint,
  lots: number,
): bigint {
  if (feeCurrency === pair.base.code && lots > 0)
    return (fee * cost) / (BigInt(lots) * pair.listing.instrument.baseFactor)
  return feeCurrency === pair.quote.code ? fee : 0n
}
