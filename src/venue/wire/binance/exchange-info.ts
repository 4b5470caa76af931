import type { Json } from '../../../base/index.ts'
import type { Micros } from '../../../domain/index.ts'
import type { TradingMode } from '../../sim/exchange/listing.ts'
import type { WireExchange } from '../wire-exchange.ts'
import { textOfMinor } from '../wire-step.ts'
import { type BinanceSymbol, ms } from './binance-symbol.ts'
import { rateLimits } from './rate-limits.ts'

/** Order types every symbol has. */
export const orderTypes = [
  'LIMIT',
  'LIMIT_MAKER',
  'MARKET',
  'STOP_LOSS',
  'STOP_LOSS_LIMIT',
  'TAKE_PROFIT',
  'TAKE_PROFIT_LIMIT',
] as const

/** How an order that would meet another of its account is treated; the first is the usual one. */
export const selfTradeModes = ['EXPIRE_MAKER', 'EXPIRE_TAKER', 'EXPIRE_BOTH', 'DECREMENT'] as const

const statuses: Readonly<Record<TradingMode, string>> = {
  trading: 'TRADING',
  'post-only': 'TRADING',
  'cancel-only': 'HALT',
  halted: 'HALT',
  delisted: 'BREAK',
}

/** What the venue lists, with the rules orders must keep. */
export function exchangeInfo(
  symbols: readonly BinanceSymbol[],
  house: WireExchange,
  now: Micros,
): Json {
  return {
    timezone: 'UTC',
    serverTime: ms(now),
    rateLimits: rateLimits.map((limit) => ({ ...limit })),
    exchangeFilters: [],
    // Every symbol has one book only, so an order is routed to it.
    sors: symbols.map(({ id, instrument }) => ({ baseAsset: instrument.base, symbols: [id] })),
    symbols: symbols.map((symbol) => symbolInfo(symbol, house)),
  }
}

function symbolInfo(symbol: BinanceSymbol, { exchange }: WireExchange): Json {
  const { base, quote } = symbol.instrument
  return {
    symbol: symbol.id,
    status: statuses[exchange.modeOf(symbol.index)],
    baseAsset: base,
    baseAssetPrecision: 8,
    quoteAsset: quote,
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    baseCommissionPrecision: 8,
    quoteCommissionPrecision: 8,
    orderTypes,
    icebergAllowed: true,
    ocoAllowed: true,
    otoAllowed: true,
    opoAllowed: false,
    quoteOrderQtyMarketAllowed: true,
    allowTrailingStop: true,
    cancelReplaceAllowed: true,
    amendAllowed: true,
    pegInstructionsAllowed: false,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: false,
    filters: filtersOf(symbol),
    permissions: [],
    permissionSets: [['SPOT']],
    defaultSelfTradePreventionMode: selfTradeModes[0],
    allowedSelfTradePreventionModes: selfTradeModes,
  }
}

function filtersOf(symbol: BinanceSymbol): Json {
  const { rules } = symbol.listing
  const up = textOfShare(rules.priceUpPpm)
  const down = textOfShare(rules.priceDownPpm)
  return [
    {
      filterType: 'PRICE_FILTER',
      minPrice: symbol.price(rules.priceMin),
      maxPrice: symbol.price(rules.priceMax),
      tickSize: symbol.price(rules.tickStep),
    },
    {
      filterType: 'LOT_SIZE',
      minQty: symbol.quantity(rules.lotsMin),
      maxQty: symbol.quantity(rules.lotsMax),
      stepSize: symbol.quantity(rules.lotStep),
    },
    { filterType: 'ICEBERG_PARTS', limit: rules.icebergPartsMax },
    {
      filterType: 'MARKET_LOT_SIZE',
      minQty: symbol.quantity(rules.lotsMin),
      maxQty: symbol.quantity(rules.marketLotsMax),
      stepSize: symbol.quantity(rules.lotStep),
    },
    {
      filterType: 'TRAILING_DELTA',
      minTrailingAboveDelta: trailingMin,
      maxTrailingAboveDelta: trailingMax,
      minTrailingBelowDelta: trailingMin,
      maxTrailingBelowDelta: trailingMax,
    },
    {
      filterType: 'PERCENT_PRICE_BY_SIDE',
      bidMultiplierUp: up,
      bidMultiplierDown: down,
      askMultiplierUp: up,
      askMultiplierDown: down,
      avgPriceMins: 0,
    },
    {
      filterType: 'NOTIONAL',
      minNotional: textOfMinor(rules.notionalMin),
      applyMinToMarket: true,
      avgPriceMins: 0,
    },
    { filterType: 'MAX_NUM_ORDERS', maxNumOrders: rules.openOrdersMax },
    { filterType: 'MAX_NUM_ALGO_ORDERS', maxNumAlgoOrders: rules.stopOrdersMax },
  ]
}

/** Bounds of a trailing distance. Unit: basis points. */
export const trailingMin = 10
export const trailingMax = 2_000

function textOfShare(ppm: number): string {
  return textOfMinor(BigInt(Math.round(ppm)) * 100n)
    .replace(/0+$/, '')
    .replace(/\.$/, '')
}
