import { declined, ok, parseDecimal, type Result } from '../../../base/index.ts'
import { moneyScale } from '../../../domain/index.ts'
import {
  type ExchangeOrderType,
  type OrderRequest,
  plainRequest,
  type SelfTradePolicy,
  type TimeInForce,
} from '../../sim/exchange/order-request.ts'
import { stepsOfText } from '../wire-step.ts'
import { type BinanceError, binanceError, filterFailure } from './binance-error.ts'
import type { BinanceSymbol } from './binance-symbol.ts'
import { orderTypes, selfTradeModes, trailingMax, trailingMin } from './exchange-info.ts'
import type { Parameters } from './parameters.ts'

export type BinanceOrderType = (typeof orderTypes)[number]

/** The exchange's own type of each of the venue's. */
const plainTypes: Readonly<Record<BinanceOrderType, ExchangeOrderType>> = {
  LIMIT: 'limit',
  LIMIT_MAKER: 'limit',
  MARKET: 'market',
  STOP_LOSS: 'stop',
  STOP_LOSS_LIMIT: 'stop-limit',
  TAKE_PROFIT: 'take-profit',
  TAKE_PROFIT_LIMIT: 'take-profit-limit',
}

const forces: Readonly<Record<string, TimeInForce>> = { GTC: 'gtc', IOC: 'ioc', FOK: 'fok' }

const policies: Readonly<Record<(typeof selfTradeModes)[number], SelfTradePolicy>> = {
  EXPIRE_MAKER: 'cancel-resting',
  EXPIRE_TAKER: 'cancel-new',
  EXPIRE_BOTH: 'cancel-both',
  DECREMENT: 'decrement-both',
}

export const clientIdPattern: RegExp = /^[.A-Z:/a-z0-9_-]{1,36}$/

/**
 * A new order as its sender described it.
 *
 * @param clientId - The name it gets when the sender gave none.
 */
export function readOrder(
  params: Parameters,
  symbol: BinanceSymbol,
  clientId: string,
): Result<OrderRequest, BinanceError> {
  const side = params.required('side') && params.word('side', ['BUY', 'SELL'], invalidSide)
  const type = params.required('type') && params.word('type', orderTypes, invalidType)
  if (side === undefined || type === undefined || side === '' || type === '')
    return declined(params.fault ?? invalidSide)
  const isLimit = type.endsWith('LIMIT')
  const isPriced = isLimit || type === 'LIMIT_MAKER'
  const isStop = type.startsWith('STOP') || type.startsWith('TAKE')
  const trail = isStop ? readTrail(params, type) : undefined
  if (!isStop) for (const name of ['stopPrice', 'trailingDelta']) params.unwanted(name)
  const request: OrderRequest = {
    ...plainRequest,
    clientId: params.matching('newClientOrderId', clientIdPattern) ?? clientId,
    instrument: symbol.index,
    side: side === 'BUY' ? 'buy' : 'sell',
    type: typeOf(type, trail),
    ...readAmount(params, symbol, type),
    price: isPriced ? (readPrice(params, symbol, 'price', true) ?? 0) : unwanted(params, 'price'),
    trigger: isStop ? (readPrice(params, symbol, 'stopPrice', trail === undefined) ?? 0) : 0,
    trail,
    display: readIceberg(params, symbol, isPriced),
    timeInForce: readForce(params, isLimit),
    isPostOnly: type === 'LIMIT_MAKER',
    selfTrade: policies[readSelfTrade(params)],
  }
  for (const name of ['pegPriceType', 'pegOffsetValue', 'pegOffsetType']) params.unwanted(name)
  const fault = params.fault ?? icebergFault(request)
  return fault === undefined ? ok(request) : declined(fault)
}

const invalidSide = binanceError(-1117, 'Invalid side.')
export const invalidType: BinanceError = binanceError(-1116, 'Invalid orderType.')

function typeOf(type: BinanceOrderType, trail: OrderRequest['trail']): ExchangeOrderType {
  if (trail === undefined) return plainTypes[type]
  return type.endsWith('LIMIT') ? 'trailing-stop-limit' : 'trailing-stop'
}

function unwanted(params: Parameters, name: string): 0 {
  params.unwanted(name)
  return 0
}

function readAmount(
  params: Parameters,
  symbol: BinanceSymbol,
  type: BinanceOrderType,
): Pick<OrderRequest, 'lots' | 'quoteAmount'> {
  if (type === 'MARKET' && params.has('quoteOrderQty')) {
    params.unwanted('quantity')
    const text = params.decimal('quoteOrderQty')
    const quoteAmount = text === undefined ? 0n : (parseDecimal(text, moneyScale) ?? 0n)
    if (quoteAmount === 0n) params.decline(binanceError(-1013, 'Invalid quote order qty.'))
    return { lots: 0, quoteAmount }
  }
  params.unwanted('quoteOrderQty')
  params.required('quantity')
  return { lots: readLots(params, symbol, 'quantity') ?? 0, quoteAmount: undefined }
}

/** Lots above zero. */
export function readLots(
  params: Parameters,
  symbol: BinanceSymbol,
  name: string,
): number | undefined {
  const text = params.decimal(name)
  if (text === undefined) return undefined
  const lots = stepsOfText(text, symbol.lot)
  if (!lots.ok) return params.decline(filterFailure('LOT_SIZE'))
  if (lots.value === 0) return params.decline(binanceError(-1013, 'Invalid quantity.'))
  return lots.value
}

function readPrice(
  params: Parameters,
  symbol: BinanceSymbol,
  name: string,
  isRequired: boolean,
): number | undefined {
  if (isRequired) params.required(name)
  const text = params.decimal(name)
  if (text === undefined) return undefined
  const ticks = stepsOfText(text, symbol.tick)
  if (!ticks.ok) return params.decline(filterFailure('PRICE_FILTER'))
  if (ticks.value === 0)
    return params.decline(
      binanceError(-1013, name === 'price' ? 'Invalid price.' : 'Invalid stopPrice.'),
    )
  return ticks.value
}

/**
 * A trailing distance. A take-profit that trails is a stop that trails, but for the way the market
 * has to go to its starting price.
 */
function readTrail(params: Parameters, type: BinanceOrderType): OrderRequest['trail'] {
  const delta = params.integer('trailingDelta')
  if (delta === undefined) return undefined
  if (delta < trailingMin || delta > trailingMax) params.decline(filterFailure('TRAILING_DELTA'))
  return { kind: 'ppm', ppm: delta * 100, starts: type.startsWith('TAKE') ? 'profit' : 'loss' }
}

function readForce(params: Parameters, isLimit: boolean): TimeInForce {
  if (!isLimit) {
    params.unwanted('timeInForce')
    return 'gtc'
  }
  const text = params.required('timeInForce') ?? 'GTC'
  const force = Object.hasOwn(forces, text) ? forces[text] : undefined
  if (force === undefined) params.decline(binanceError(-1115, 'Invalid timeInForce.'))
  return force ?? 'gtc'
}

function readIceberg(params: Parameters, symbol: BinanceSymbol, isPriced: boolean): number {
  if (isPriced) return readLots(params, symbol, 'icebergQty') ?? 0
  params.unwanted('icebergQty')
  return 0
}

function icebergFault({ display, lots, timeInForce }: OrderRequest): BinanceError | undefined {
  if (display === 0) return undefined
  if (display > lots) return binanceError(-2010, 'IcebergQty exceeds QTY.')
  if (timeInForce === 'gtc') return undefined
  return binanceError(-1013, 'Iceberg orders must be GTC.')
}

function readSelfTrade(params: Parameters): (typeof selfTradeModes)[number] {
  const fault = binanceError(
    -2010,
    'This symbol does not allow the specified self-trade prevention mode.',
  )
  return params.word('selfTradePreventionMode', selfTradeModes, fault) ?? selfTradeModes[0]
}
