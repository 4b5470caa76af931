import { declined, ok, type Result } from '../../../base/index.ts'
import type { Exchange } from '../../sim/exchange/exchange.ts'
import type { ExchangeOrder } from '../../sim/exchange/exchange-order.ts'
import type { OrderChange } from '../../sim/exchange/order-request.ts'
import { stepsOfText } from '../wire-step.ts'
import { invalid } from './kraken-error.ts'
import type { KrakenPair } from './kraken-names.ts'
import { type KrakenPrice, resolvePrice } from './kraken-price.ts'
import { limitSetting, triggerSetting } from './leg-draft.ts'
import { isTrailing } from './order-words.ts'

/** Changes to an open order. What is `undefined` stays. */
export type AmendForm = {
  readonly quantity: string | undefined
  readonly display: string | undefined
  readonly limit: KrakenPrice | undefined
  readonly trigger: KrakenPrice | undefined
  /** Decline a price at which the order would take at once. */
  readonly isPostOnly: boolean
}

/** The change in the exchange's terms, or Kraken's word for what is wrong or not to be had here. */
export function amendChange(
  order: ExchangeOrder,
  form: AmendForm,
  pair: KrakenPair,
  exchange: Pick<Exchange, 'best' | 'lastPrice'>,
): Result<OrderChange> {
  const { request } = order
  const last = exchange.lastPrice(pair.index)
  const isBuy = request.side === 'buy'
  const lots = quantityOf(form.quantity, pair)
  if (!lots.ok) return lots
  if (form.display !== undefined && !isSameDisplay(form.display, request.display, pair))
    return declined(invalid('display_qty'))
  const limit = limitSetting(isBuy, last)
  const price = form.limit === undefined ? ok(undefined) : resolvePrice(form.limit, pair, limit)
  if (!price.ok) return price
  // The distance a stop trails by is fixed when it is sent.
  if (form.trigger !== undefined && isTrailing(request)) return declined(invalid('trigger_price'))
  const wait = triggerSetting(isBuy, request.type.startsWith('stop'), last)
  const trigger =
    form.trigger === undefined ? ok(undefined) : resolvePrice(form.trigger, pair, wait)
  if (!trigger.ok) return trigger
  if (form.isPostOnly && price.value !== undefined && order.status === 'open') {
    const best = exchange.best(pair.index, isBuy ? 'sell' : 'buy')
    if (best !== undefined && (isBuy ? price.value >= best.price : price.value <= best.price))
      return declined('EOrder:Post only order')
  }
  return ok({ lots: lots.value, price: price.value, trigger: trigger.value })
}

function quantityOf(
  text: string | undefined,
  { lot, listing }: KrakenPair,
): Result<number | undefined> {
  if (text === undefined) return ok(undefined)
  const lots = stepsOfText(text, lot, listing.rules.lotStep)
  if (!lots.ok) return declined(invalid('order_qty'))
  return lots.value < listing.rules.lotsMin ? declined('EOrder:Order minimum not met') : lots
}

/** What an iceberg shows cannot be changed, only said again. */
function isSameDisplay(text: string, display: number, { lot }: KrakenPair): boolean {
  const lots = stepsOfText(text, lot)
  return lots.ok && lots.value === display
}
