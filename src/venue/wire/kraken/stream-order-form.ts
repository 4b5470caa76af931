import { declined, ok, type Result } from '../../../base/index.ts'
import { invalid } from './kraken-error.ts'
import type { KrakenFields } from './kraken-fields.ts'
import type { KrakenNames, KrakenPair } from './kraken-names.ts'
import { type KrakenPrice, parseKrakenPrice } from './kraken-price.ts'
import type { LegForm, OrderForm } from './order-form.ts'
import { namingFields } from './rest-order-form.ts'

/** The parameters of `add_order` as an order form, or Kraken's word for the first that is wrong. */
export function streamOrderForm(
  params: KrakenFields,
  symbol: string | undefined,
  names: KrakenNames,
): Result<OrderForm> {
  const pair = streamPair(symbol, names)
  if (!pair.ok) return pair
  const side = params.text('side')
  if (side !== 'buy' && side !== 'sell') return declined(invalid('side'))
  const naming = namingFields(params, 'order_userref')
  if (!naming.ok) return naming
  const leg = mainLeg(params)
  if (!leg.ok) return leg
  const close = params.has('conditional') ? closeLeg(params.under('conditional')) : undefined
  if (close !== undefined && !close.ok) return close
  const cash = params.text('cash_order_qty')
  return ok({
    ...leg.value,
    pair: pair.value,
    side,
    volume: cash ?? params.text('order_qty'),
    isInQuote: cash !== undefined,
    display: params.text('display_qty'),
    timeInForce: params.text('time_in_force')?.toLowerCase() ?? 'gtc',
    start: params.has('effective_time') ? params.text('effective_time') : undefined,
    expiry: params.text('expire_time'),
    isPostOnly: params.flag('post_only'),
    isReduceOnly: params.flag('reduce_only'),
    selfTrade: (params.text('stp_type') ?? 'cancel-newest').replace('_', '-'),
    reference: params.under('triggers')?.text('reference') ?? 'last',
    leverage: params.text('margin') ?? 'none',
    naming: naming.value,
    close: close?.value,
  })
}

export function streamPair(symbol: string | undefined, names: KrakenNames): Result<KrakenPair> {
  if (symbol === undefined) return declined(invalid('symbol'))
  const pair = names.bySymbol(symbol)
  return pair === undefined
    ? declined(`Currency pair not supported ${symbol.slice(0, 40)}`)
    : ok(pair)
}

function mainLeg(params: KrakenFields): Result<LegForm> {
  const type = params.text('order_type')
  if (type === undefined) return declined(invalid('order_type'))
  if (type === 'market') return ok({ type, limit: undefined, trigger: undefined })
  const limit = streamPrice(params, 'limit_price', 'limit_price_type')
  if (!limit.ok) return limit
  const triggers = params.under('triggers')
  if (triggers === undefined) return ok({ type, limit: limit.value, trigger: undefined })
  const trigger = streamPrice(triggers, 'price', 'price_type')
  return trigger.ok ? ok({ type, limit: limit.value, trigger: trigger.value }) : trigger
}

function closeLeg(params: KrakenFields | undefined): Result<LegForm> {
  const type = params?.text('order_type')
  if (params === undefined || type === undefined) return declined(invalid('order_type'))
  const limit = streamPrice(params, 'limit_price', 'limit_price_type')
  if (!limit.ok) return limit
  const trigger = streamPrice(params, 'trigger_price', 'trigger_price_type')
  return trigger.ok ? ok({ type, limit: limit.value, trigger: trigger.value }) : trigger
}

/** A number and what it is: a price, or a signed distance in the quote currency or in percent. */
export function streamPrice(
  params: KrakenFields,
  name: string,
  typeName: string,
): Result<KrakenPrice | undefined> {
  const text = params.text(name)
  if (text === undefined) return ok(undefined)
  const type = params.text(typeName) ?? 'static'
  if (!['static', 'quote', 'pct'].includes(type)) return declined(invalid(typeName))
  const sign = /^[+-]/.test(text) ? '' : '+'
  const price = parseKrakenPrice(
    type === 'static' ? text : `${sign}${text.replace(/%$/, '')}${type === 'pct' ? '%' : ''}`,
  )
  if (price === undefined || (type === 'static' && price.kind !== 'static'))
    return declined(invalid(name))
  return ok(price)
}
