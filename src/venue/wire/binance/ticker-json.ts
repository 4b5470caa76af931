import type { Json } from '../../../base/index.ts'
import { dayUs, type Micros } from '../../../domain/index.ts'
import type { Exchange } from '../../sim/exchange/exchange.ts'
import type { WireExchange } from '../wire-exchange.ts'
import { type BinanceSymbol, ms } from './binance-symbol.ts'

/** Best prices of a symbol. */
export function bookTickerJson(symbol: BinanceSymbol, exchange: Exchange): Json {
  const { bid, ask } = bestOf(symbol, exchange)
  return {
    symbol: symbol.id,
    bidPrice: bid.price,
    bidQty: bid.quantity,
    askPrice: ask.price,
    askQty: ask.quantity,
  }
}

type Best = { readonly price: string; readonly quantity: string }

/** Best prices as text; zeros where a side is empty. */
export function bestOf(
  symbol: BinanceSymbol,
  exchange: Exchange,
): { readonly bid: Best; readonly ask: Best } {
  const text = (side: 'buy' | 'sell'): Best => {
    const best = exchange.best(symbol.index, side)
    return { price: symbol.price(best?.price ?? 0), quantity: symbol.quantity(best?.lots ?? 0) }
  }
  return { bid: text('buy'), ask: text('sell') }
}

/** The last 24 hours of a symbol as text, under names of our own. */
export function daySummary(
  symbol: BinanceSymbol,
  house: WireExchange,
  now: Micros,
  spanUs: number = dayUs,
): Readonly<Record<DayField, string>> & Readonly<Record<DayCount, number>> {
  const tape = house.tape(symbol.index)
  const day = tape.day(now, spanUs)
  const last = tape.trades.at(-1)
  const change = day.close - day.open
  const share = day.open === 0 ? 0 : Math.round((change * 100_000) / day.open) / 1_000
  const sign = change < 0 ? '-' : ''
  return {
    change: `${sign}${symbol.price(Math.abs(change))}`,
    percent: share.toFixed(3),
    average: symbol.average(day.value, day.lots),
    last: symbol.price(last?.price ?? day.close),
    lastQuantity: symbol.quantity(last?.lots ?? 0),
    open: symbol.price(day.open),
    high: symbol.price(day.high),
    low: symbol.price(day.low),
    volume: symbol.quantity(day.lots),
    quoteVolume: symbol.total(day.value),
    openTime: ms(day.openTs),
    closeTime: ms(now),
    first: day.firstTrade,
    lastId: day.lastTrade,
    count: day.trades,
  }
}

type DayField =
  | 'change'
  | 'percent'
  | 'average'
  | 'last'
  | 'lastQuantity'
  | 'open'
  | 'high'
  | 'low'
  | 'volume'
  | 'quoteVolume'
type DayCount = 'openTime' | 'closeTime' | 'first' | 'lastId' | 'count'

export function dayTickerJson(symbol: BinanceSymbol, house: WireExchange, now: Micros): Json {
  const day = daySummary(symbol, house, now)
  const { bid, ask } = bestOf(symbol, house.exchange)
  return {
    symbol: symbol.id,
    priceChange: day.change,
    priceChangePercent: day.percent,
    weightedAvgPrice: day.average,
    prevClosePrice: day.open,
    lastPrice: day.last,
    lastQty: day.lastQuantity,
    bidPrice: bid.price,
    bidQty: bid.quantity,
    askPrice: ask.price,
    askQty: ask.quantity,
    openPrice: day.open,
    highPrice: day.high,
    lowPrice: day.low,
    volume: day.volume,
    quoteVolume: day.quoteVolume,
    openTime: day.openTime,
    closeTime: day.closeTime,
    firstId: day.first,
    lastId: day.lastId,
    count: day.count,
  }
}
