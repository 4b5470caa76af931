import { declined, ok, type Result } from '../../../base/index.ts'
import { isClOrdId, isUserref, type KrakenNaming } from './kraken-client-id.ts'
import { invalid } from './kraken-error.ts'
import type { KrakenFields } from './kraken-fields.ts'
import type { KrakenNames } from './kraken-names.ts'
import { type KrakenPrice, parseKrakenPrice } from './kraken-price.ts'
import type { LegForm, OrderForm } from './order-form.ts'

const flagsKnown = ['post', 'fcib', 'fciq', 'nompp', 'viqc']

/** The fields of AddOrder as an order form, or Kraken's word for the first that is wrong. */
export function restOrderForm(
  fields: KrakenFields,
  pairName: string | undefined,
  names: KrakenNames,
): Result<OrderForm> {
  if (pairName === undefined) return declined(invalid('pair'))
  const pair = names.pair(pairName)
  if (pair === undefined) return declined('EQuery:Unknown asset pair')
  const side = fields.text('type')
  if (side !== 'buy' && side !== 'sell') return declined(invalid('type'))
  const flags = restFlags(fields)
  if (flags === undefined) return declined(invalid('oflags'))
  const naming = namingFields(fields, 'userref')
  if (!naming.ok) return naming
  const leg = restLeg(fields)
  if (!leg.ok) return leg
  const close = fields.has('close') ? restLeg(fields.under('close')) : undefined
  if (close !== undefined && !close.ok) return close
  return ok({
    ...leg.value,
    pair,
    side,
    volume: fields.text('volume'),
    isInQuote: flags.includes('viqc'),
    display: fields.text('displayvol'),
    timeInForce: fields.text('timeinforce')?.toLowerCase() ?? 'gtc',
    start: fields.text('starttm'),
    expiry: fields.text('expiretm'),
    isPostOnly: flags.includes('post'),
    isReduceOnly: fields.flag('reduce_only'),
    selfTrade: fields.text('stptype') ?? 'cancel-newest',
    reference: fields.text('trigger') ?? 'last',
    leverage: fields.text('leverage') ?? 'none',
    naming: naming.value,
    close: close?.value,
  })
}

/** @returns `undefined` when one of them is unknown. */
export function restFlags(fields: KrakenFields): readonly string[] | undefined {
  const flags = (fields.text('oflags') ?? '').split(',').map((flag) => flag.trim())
  const given = flags.filter((flag) => flag !== '')
  return given.every((flag) => flagsKnown.includes(flag)) ? given : undefined
}

/** `cl_ord_id`, or a userref: one of the two at most. */
export function namingFields(fields: KrakenFields, userrefName: string): Result<KrakenNaming> {
  const clOrdId = fields.text('cl_ord_id')
  if (clOrdId !== undefined && !isClOrdId(clOrdId)) return declined(invalid('cl_ord_id'))
  const userref = fields.has(userrefName) ? fields.whole(userrefName) : undefined
  if (fields.text(userrefName) !== undefined && (userref === undefined || !isUserref(userref)))
    return declined(invalid(userrefName))
  if (clOrdId !== undefined && userref !== undefined) return declined(invalid('cl_ord_id'))
  return ok({ clOrdId, userref })
}

/** A triggered order has its trigger in `price` and its limit in `price2`. */
function restLeg(fields: KrakenFields | undefined): Result<LegForm> {
  const type = fields?.text('ordertype')
  if (fields === undefined || type === undefined) return declined(invalid('ordertype'))
  const isPlain = type === 'limit' || type === 'iceberg' || type === 'market'
  const first = restPrice(fields, 'price')
  const second = isPlain ? ok(undefined) : restPrice(fields, 'price2')
  if (!first.ok)
    return type === 'market' ? ok({ type, limit: undefined, trigger: undefined }) : first
  if (!second.ok) return second
  if (type === 'market') return ok({ type, limit: undefined, trigger: undefined })
  return ok({
    type,
    limit: isPlain ? first.value : second.value,
    trigger: isPlain ? undefined : first.value,
  })
}

/** Absent and `0` are no price. */
export function restPrice(fields: KrakenFields, name: string): Result<KrakenPrice | undefined> {
  const text = fields.text(name)
  if (text === undefined || /^0(\.0+)?$/.test(text)) return ok(undefined)
  const price = parseKrakenPrice(text)
  return price === undefined ? declined(invalid(name)) : ok(price)
}
