import { declined, ok, type Result } from '../../../base/index.ts'
import type { Side } from '../../../domain/index.ts'
import type { ExchangeOrderType, OrderRequest, Trail } from '../../sim/exchange/order-request.ts'
import { invalid } from './kraken-error.ts'
import type { KrakenPair } from './kraken-names.ts'
import { distanceTicks, type KrakenPrice, ppmOf, resolvePrice, ticksOf } from './kraken-price.ts'
import type { LegForm } from './order-form.ts'

/** Type and prices of an order in the exchange's terms. */
export type LegDraft = Pick<OrderRequest, 'type' | 'price' | 'trigger' | 'trail' | 'limitOffset'>

const types: Readonly<Record<string, ExchangeOrderType>> = {
  market: 'market',
  limit: 'limit',
  iceberg: 'limit',
  'stop-loss': 'stop',
  'stop-loss-limit': 'stop-limit',
  'take-profit': 'take-profit',
  'take-profit-limit': 'take-profit-limit',
  'trailing-stop': 'trailing-stop',
  'trailing-stop-limit': 'trailing-stop-limit',
}

/** @param last - What relative prices are measured from; 0 when there is none. Unit: ticks. */
export function legDraft(
  form: LegForm,
  pair: KrakenPair,
  side: Side,
  last: number,
): Result<LegDraft> {
  const type = Object.hasOwn(types, form.type) ? types[form.type] : undefined
  if (type === undefined) return declined(invalid('ordertype'))
  const plain = { type, price: 0, trigger: 0, trail: undefined, limitOffset: 0 }
  if (type === 'market') return ok(plain)
  if (type === 'trailing-stop' || type === 'trailing-stop-limit')
    return trailingDraft(form, type, pair, side, last)
  const isBuy = side === 'buy'
  const waiting = triggerSetting(isBuy, type === 'stop' || type === 'stop-limit', last)
  const trigger = type === 'limit' ? ok(0) : priced(form.trigger, pair, waiting)
  if (!trigger.ok) return trigger
  if (type === 'stop' || type === 'take-profit') return ok({ ...plain, trigger: trigger.value })
  const limit = limitSetting(isBuy, last)
  const { isBelow } = type === 'limit' ? limit : waiting
  const price = priced(form.limit, pair, { ...limit, isBelow })
  return price.ok ? ok({ ...plain, price: price.value, trigger: trigger.value }) : price
}

type PriceSetting = Parameters<typeof resolvePrice>[2]

/** How a limit price is read: it is never made worse by rounding. */
export function limitSetting(isBuy: boolean, last: number): PriceSetting {
  return { last, isBelow: isBuy, rounding: isBuy ? 'floor' : 'ceil' }
}

/** How a trigger price is read: it is never reached sooner by rounding. */
export function triggerSetting(isBuy: boolean, isStop: boolean, last: number): PriceSetting {
  return { last, isBelow: isBuy !== isStop, rounding: isBuy === isStop ? 'ceil' : 'floor' }
}

function priced(
  price: KrakenPrice | undefined,
  pair: KrakenPair,
  setting: PriceSetting,
): Result<number> {
  return price === undefined ? declined(invalid('price')) : resolvePrice(price, pair, setting)
}

/** A distance that is kept behind the market, and for a limit one that is kept from the trigger. */
function trailingDraft(
  { trigger, limit }: LegForm,
  type: 'trailing-stop' | 'trailing-stop-limit',
  pair: KrakenPair,
  side: Side,
  last: number,
): Result<LegDraft> {
  const trail = trailOf(trigger, pair)
  if (!trail.ok) return trail
  const plain = { type, price: 0, trigger: 0, trail: trail.value, limitOffset: 0 }
  if (type === 'trailing-stop') return ok(plain)
  if (limit?.kind !== 'distance') return declined(invalid('price2'))
  const ticks = distanceTicks(limit, last, pair, 'floor')
  if (!ticks.ok) return ticks
  // Worse is above the trigger of a buy, below that of a sell.
  const isWorse = limit.sign === '#' || (limit.sign === '+') === (side === 'buy')
  return ok({ ...plain, limitOffset: isWorse ? ticks.value : -ticks.value })
}

function trailOf(price: KrakenPrice | undefined, pair: KrakenPair): Result<Trail> {
  if (price?.kind !== 'distance' || price.sign === '-') return declined(invalid('price'))
  if (price.unit === 'percent') {
    const ppm = ppmOf(price.text)
    return ppm === undefined ? declined(invalid('price')) : ok({ kind: 'ppm', ppm })
  }
  const ticks = ticksOf(price.text, pair)
  return ticks.ok ? ok({ kind: 'ticks', ticks: ticks.value }) : ticks
}
