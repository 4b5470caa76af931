import { declined, ok, type Result } from '../../../base/index.ts'
import { type Micros, micros, parseMoney } from '../../../domain/index.ts'
import {
  type ExchangeOrderType,
  type OrderRequest,
  plainRequest,
  type SelfTradePolicy,
  type TimeInForce,
} from '../../sim/exchange/order-request.ts'
import { stepsOfText } from '../wire-step.ts'
import { legDraft, type LegDraft } from './leg-draft.ts'
import { exchangeName } from './kraken-client-id.ts'
import { invalid } from './kraken-error.ts'
import type { KrakenPair } from './kraken-names.ts'
import { parseKrakenTime } from './kraken-time.ts'
import type { OrderForm } from './order-form.ts'

/** An order form in the exchange's terms. */
export type OrderDraft = {
  readonly pair: KrakenPair
  readonly request: OrderRequest
  readonly close: OrderRequest | undefined
}

/** What the form is read against. */
export type DraftSetting = {
  readonly now: Micros
  /** Last price; 0 when there is none. Unit: ticks. */
  readonly last: number
  /** Told apart from all others: part of the name of an order that has a userref. */
  readonly unique: number
  /** The most an account may have; 1 where nothing is lent. */
  readonly leverageMax: number
}

const policies: Readonly<Record<string, SelfTradePolicy>> = {
  'cancel-newest': 'cancel-new',
  'cancel-oldest': 'cancel-resting',
  'cancel-both': 'cancel-both',
}
const timesInForce: Readonly<Record<string, TimeInForce>> = {
  gtc: 'gtc',
  gtd: 'gtd',
  ioc: 'ioc',
  fok: 'fok',
}

/** @returns The draft, or Kraken's word for what is wrong or not to be had here. */
export function draftOrder(form: OrderForm, setting: DraftSetting): Result<OrderDraft> {
  const { pair, side } = form
  const why = declinedOption(form)
  if (why !== undefined) return declined(why)
  const leg = legDraft(form, pair, side, setting.last)
  if (!leg.ok) return leg
  const size = sizeOf(form, leg.value.type)
  if (!size.ok) return size
  const time = timeOf(form, setting.now)
  if (!time.ok) return time
  const leverage = leverageOf(form.leverage, setting.leverageMax)
  if (!leverage.ok) return leverage
  const request: OrderRequest = {
    ...plainRequest,
    ...leg.value,
    ...size.value,
    ...time.value,
    ...leverage.value,
    ...(waitsForIndex(form, leg.value) ? { reference: 'mark' } : {}),
    clientId: exchangeName(form.naming, setting.unique),
    instrument: pair.index,
    side,
    isPostOnly: form.isPostOnly,
    isReduceOnly: form.isReduceOnly,
    selfTrade: policies[form.selfTrade] ?? 'cancel-new',
  }
  const close = closeDraft(form, request, setting)
  return close.ok ? ok({ pair, request, close: close.value }) : close
}

function declinedOption(form: OrderForm): string | undefined {
  if (form.type === 'settle-position') return 'EOrder:Unknown position'
  if (form.reference !== 'last' && form.reference !== 'index') return invalid('trigger')
  if (!Object.hasOwn(policies, form.selfTrade)) return invalid('stptype')
  if (!Object.hasOwn(timesInForce, form.timeInForce)) return invalid('timeinforce')
  if ((form.type === 'iceberg') !== (form.display !== undefined)) return invalid('displayvol')
  return undefined
}

type Size = Pick<OrderRequest, 'lots' | 'quoteAmount' | 'display'>

function sizeOf(form: OrderForm, type: ExchangeOrderType): Result<Size> {
  const { pair, volume, display } = form
  if (volume === undefined) return declined(invalid('volume'))
  if (form.isInQuote) return moneySize(form, type, volume)
  const { lotStep, lotsMin } = pair.listing.rules
  const lots = stepsOfText(volume, pair.lot, lotStep)
  if (!lots.ok) return declined(invalid('volume'))
  if (lots.value < lotsMin) return declined('EOrder:Order minimum not met')
  if (display === undefined) return ok({ lots: lots.value, quoteAmount: undefined, display: 0 })
  const shown = stepsOfText(display, pair.lot, lotStep)
  if (!shown.ok || shown.value === 0) return declined(invalid('displayvol'))
  return ok({ lots: lots.value, quoteAmount: undefined, display: shown.value })
}

const moneyDigitsMax = 24

function moneySize(
  { side, pair }: OrderForm,
  type: ExchangeOrderType,
  volume: string,
): Result<Size> {
  if (type !== 'market' || side !== 'buy') return declined(invalid('viqc'))
  const amount = volume.length > moneyDigitsMax ? undefined : parseMoney(volume, pair.quote.code)
  if (amount === undefined || amount.minor <= 0n) return declined(invalid('volume'))
  return ok({ lots: 0, quoteAmount: amount.minor, display: 0 })
}

/** The index of a pair is the mark of the exchange. */
function waitsForIndex({ reference }: OrderForm, { trigger, trail }: LegDraft): boolean {
  return reference === 'index' && (trigger > 0 || trail !== undefined)
}

type Leverage = Pick<OrderRequest, 'leverage'>

/** @param text - `5`, `5:1`, `true` for the most there is, or a word for none. */
function leverageOf(text: string, most: number): Result<Leverage> {
  if (['none', '0', '1', '1:1', 'false'].includes(text)) return ok(most > 1 ? { leverage: 1 } : {})
  const [, digits] = /^(\d{1,2})(?::1)?$/.exec(text) ?? []
  const leverage = text === 'true' ? most : Number(digits ?? 0)
  return leverage > 1 && leverage <= most ? ok({ leverage }) : declined(invalid('leverage'))
}

type Time = Pick<OrderRequest, 'timeInForce' | 'expiryTs' | 'startTs'>

function timeOf(form: OrderForm, now: Micros): Result<Time> {
  const start = startOf(form, now)
  if (!start.ok) return start
  const end = endOf(form, now)
  if (!end.ok) return end
  const { startTs } = start.value
  const { expiryTs } = end.value
  if (startTs !== undefined && expiryTs > 0 && expiryTs <= startTs)
    return declined(invalid('expiretm'))
  return ok({ ...start.value, ...end.value })
}

/** What lies in the past is at once. */
function startOf({ start, isInQuote }: OrderForm, now: Micros): Result<Pick<Time, 'startTs'>> {
  if (start === undefined || /^\+?0+$/.test(start)) return ok({})
  const startTs = parseKrakenTime(start, now)
  if (startTs === undefined) return declined(invalid('starttm'))
  if (startTs <= now) return ok({})
  // How many lots an amount comes to is known at once only.
  return isInQuote ? declined(invalid('starttm')) : ok({ startTs })
}

function endOf({ timeInForce, expiry }: OrderForm, now: Micros): Result<Omit<Time, 'startTs'>> {
  const inForce = timesInForce[timeInForce] ?? 'gtc'
  if (expiry === undefined || /^0+$/.test(expiry))
    return inForce === 'gtd'
      ? declined(invalid('expiretm'))
      : ok({ timeInForce: inForce, expiryTs: micros(0) })
  const expiryTs = parseKrakenTime(expiry, now)
  if (expiryTs === undefined || expiryTs <= now) return declined(invalid('expiretm'))
  if (inForce === 'ioc' || inForce === 'fok')
    return ok({ timeInForce: inForce, expiryTs: micros(0) })
  return ok({ timeInForce: 'gtd', expiryTs })
}

/** The order that goes the other way, for as much as the first will have traded. */
function closeDraft(
  form: OrderForm,
  first: OrderRequest,
  { last }: DraftSetting,
): Result<OrderRequest | undefined> {
  if (form.close === undefined) return ok(undefined)
  const side = form.side === 'buy' ? 'sell' : 'buy'
  if (form.close.type === 'market' || form.close.type === 'iceberg')
    return declined(invalid('close[ordertype]'))
  const leg: Result<LegDraft> = legDraft(form.close, form.pair, side, last)
  if (!leg.ok) return leg
  const { lotsMax, marketLotsMax, lotStep } = form.pair.listing.rules
  const most = Math.min(lotsMax, marketLotsMax)
  const lots = first.quoteAmount === undefined ? first.lots : most - (most % lotStep)
  const { instrument, leverage } = first
  const lent = leverage === undefined ? {} : { leverage }
  return ok({ ...plainRequest, ...leg.value, ...lent, instrument, side, lots })
}
