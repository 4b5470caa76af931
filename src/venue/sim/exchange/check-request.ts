import { notional } from '../../../domain/index.ts'
import type { Listing } from './listing.ts'
import type { ExchangeOrderType, OrderChange, OrderRequest } from './order-request.ts'
import type { Refusal, RefusalCode } from './refusal.ts'

const priced: readonly ExchangeOrderType[] = ['limit', 'stop-limit', 'take-profit-limit']
const triggered: readonly ExchangeOrderType[] = [
  'stop',
  'stop-limit',
  'take-profit',
  'take-profit-limit',
]

/** Whether the type rests at a limit price once it is active. */
export function isPriced(type: ExchangeOrderType): boolean {
  return priced.includes(type) || type === 'trailing-stop-limit'
}

/** Whether the type waits for a trigger first. */
export function isTriggered(type: ExchangeOrderType): boolean {
  return triggered.includes(type) || isTrailing(type)
}

export function isTrailing(type: ExchangeOrderType): boolean {
  return type === 'trailing-stop' || type === 'trailing-stop-limit'
}

/** Whether the order fires when the price rises to its trigger, rather than falls to it. */
export function firesUpward({ side, type }: OrderRequest): boolean {
  const isProfit = type === 'take-profit' || type === 'take-profit-limit'
  return (side === 'buy') !== isProfit
}

export function refusal(code: RefusalCode, message: string): Refusal {
  return { code, message }
}

/**
 * Whether an order keeps the rules of its listing. Knows nothing of accounts, books or time.
 *
 * @param reference - Last price in ticks, 0 when there was none; percent-price is measured from it.
 */
export function checkRequest(
  request: OrderRequest,
  listing: Listing,
  reference: number,
): Refusal | undefined {
  const { lots, price, trigger, display, limitOffset, trail } = request
  const { rules } = listing
  const behind = trail?.kind === 'ticks' ? trail.ticks : 0
  return (
    checkBounds(request, listing, reference) ??
    checkTickStep([price, trigger, limitOffset, behind], rules) ??
    checkLotStep([lots, display], rules)
  )
}

/**
 * Whether an open order, changed, keeps the rules of its listing. What does not change need not
 * keep to steps that are younger than the order.
 *
 * @param request - The order as it would be.
 */
export function checkChanged(
  request: OrderRequest,
  { lots = 0, price = 0, trigger = 0 }: OrderChange,
  listing: Listing,
  reference: number,
): Refusal | undefined {
  const { rules } = listing
  return (
    checkBounds(request, listing, reference) ??
    checkTickStep([price, trigger], rules) ??
    checkLotStep([lots], rules)
  )
}

function checkTickStep(
  ticks: readonly number[],
  { tickStep }: Listing['rules'],
): Refusal | undefined {
  if (ticks.every((each) => each % tickStep === 0)) return undefined
  return refusal('price-filter', `prices are whole multiples of ${tickStep} ticks`)
}

function checkLotStep(lots: readonly number[], { lotStep }: Listing['rules']): Refusal | undefined {
  if (lots.every((each) => each % lotStep === 0)) return undefined
  return refusal('lot-size', `quantities are whole multiples of ${lotStep} lots`)
}

function checkBounds(
  request: OrderRequest,
  { instrument, rules }: Listing,
  reference: number,
): Refusal | undefined {
  return (
    checkShape(request) ??
    checkLots(request, rules) ??
    checkPrices(request, rules, reference) ??
    checkIceberg(request, rules.icebergPartsMax) ??
    checkValue(request, instrument, rules.notionalMin, reference)
  )
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

function checkShape(request: OrderRequest): Refusal | undefined {
  const { type, lots, quoteAmount, price, trigger, trail, timeInForce } = request
  const { display, limitOffset } = request
  if (![lots, price, trigger, display, Math.abs(limitOffset)].every(isCount))
    return refusal('bad-request', 'prices and quantities are whole numbers of steps')
  if (priced.includes(type) && price === 0)
    return refusal('bad-request', `a ${type} order needs a price`)
  if (triggered.includes(type) && trigger === 0)
    return refusal('bad-request', `a ${type} order needs a trigger price`)
  if (isTrailing(type) !== (trail !== undefined))
    return refusal('bad-request', 'a trailing stop needs a distance, and nothing else has one')
  if (quoteAmount !== undefined && (type !== 'market' || lots !== 0 || quoteAmount <= 0n))
    return refusal('bad-request', 'only a market order can be for an amount of the quote currency')
  if (request.isPostOnly && (!isPriced(type) || timeInForce === 'ioc' || timeInForce === 'fok'))
    return refusal('bad-request', 'only a limit order that may rest can be post-only')
  if (timeInForce === 'gtd' && request.expiryTs <= 0)
    return refusal('bad-request', 'an order good till a date needs the date')
  return undefined
}

function checkLots(request: OrderRequest, rules: Listing['rules']): Refusal | undefined {
  const { lots, quoteAmount, type } = request
  if (quoteAmount !== undefined) return undefined
  if (lots < rules.lotsMin || lots > rules.lotsMax)
    return refusal('lot-size', `quantity must be ${rules.lotsMin} to ${rules.lotsMax} lots`)
  if (!isPriced(type) && lots > rules.marketLotsMax)
    return refusal('market-lot-size', `a market order is at most ${rules.marketLotsMax} lots`)
  return undefined
}

function checkPrices(
  { price, trigger, trail }: OrderRequest,
  rules: Listing['rules'],
  reference: number,
): Refusal | undefined {
  for (const each of [price, trigger])
    if (each !== 0 && (each < rules.priceMin || each > rules.priceMax))
      return refusal('price-filter', `price must be ${rules.priceMin} to ${rules.priceMax} ticks`)
  if (trail !== undefined && !isTrailSane(trail))
    return refusal('bad-request', 'a trailing distance is a positive number below the price')
  if (price === 0 || reference === 0) return undefined
  const share = (price * 1e6) / reference
  if (share > rules.priceUpPpm || share < rules.priceDownPpm)
    return refusal('percent-price', 'the price is too far from the market')
  return undefined
}

function isTrailSane(trail: NonNullable<OrderRequest['trail']>): boolean {
  if (trail.kind === 'ticks') return Number.isSafeInteger(trail.ticks) && trail.ticks > 0
  return trail.ppm > 0 && trail.ppm < 1_000_000
}

function checkIceberg({ display, lots, type }: OrderRequest, parts: number): Refusal | undefined {
  if (display === 0) return undefined
  if (!isPriced(type)) return refusal('bad-request', 'only a limit order can be an iceberg')
  if (display > lots) return refusal('lot-size', 'an iceberg shows no more than it has')
  if (Math.ceil(lots / display) > parts)
    return refusal('iceberg-parts', `an iceberg has at most ${parts} parts`)
  return undefined
}

function checkValue(
  { type, lots, price, trigger, quoteAmount }: OrderRequest,
  of: Listing['instrument'],
  least: bigint,
  reference: number,
): Refusal | undefined {
  if (least === 0n) return undefined
  const ticks = (isPriced(type) ? price : 0) || trigger || reference
  const value = quoteAmount ?? notional(of, ticks, lots, 'floor')
  if (ticks !== 0 && value < least)
    return refusal('notional', 'the order is worth less than the least allowed')
  return undefined
}
