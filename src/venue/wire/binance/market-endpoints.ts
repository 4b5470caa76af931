import { type Json, ok } from '../../../base/index.ts'
import type { BookLevel } from '../../sim/exchange/exchange.ts'
import type { MarketTape, TapeTrade } from '../market-tape.ts'
import { binanceError } from './binance-error.ts'
import type { BinanceAnswer, BinanceCall } from './binance-call.ts'
import type { BinanceDesk } from './binance-desk.ts'
import { type BinanceSymbol, ms } from './binance-symbol.ts'
import { exchangeInfo } from './exchange-info.ts'
import { type Kline, klineJson, klinesOf, lengthOf } from './klines.ts'
import { answered, type Parameters } from './parameters.ts'
import { bookTickerJson, dayTickerJson } from './ticker-json.ts'

type PublicCall = Omit<BinanceCall, 'caller'>

export function getExchangeInfo(desk: BinanceDesk, { params, now }: PublicCall): BinanceAnswer {
  return answered(params, desk.symbols.several(params), (symbols) =>
    exchangeInfo(symbols, desk.house, now),
  )
}

export function getDepth(desk: BinanceDesk, { params }: PublicCall): BinanceAnswer {
  const limit = params.limit(100, 5_000)
  return answered(params, desk.symbols.required(params), (symbol) => ({
    lastUpdateId: desk.house.exchange.sequence,
    bids: levelsJson(symbol, desk.house.exchange.depth(symbol.index, 'buy', limit)),
    asks: levelsJson(symbol, desk.house.exchange.depth(symbol.index, 'sell', limit)),
  }))
}

/** Levels as pairs of text. */
export function levelsJson(symbol: BinanceSymbol, levels: readonly BookLevel[]): Json {
  return levels.map(({ price, lots }) => [symbol.price(price), symbol.quantity(lots)])
}

export function getTrades(desk: BinanceDesk, { params }: PublicCall): BinanceAnswer {
  const limit = params.limit(500, 1_000)
  const from = params.integer('fromId')
  return answered(params, desk.symbols.required(params), (symbol) => {
    const { trades } = desk.house.tape(symbol.index)
    const chosen = from === undefined ? trades.slice(-limit) : trades.filter(({ id }) => id >= from)
    return chosen.slice(0, limit).map((trade) => tradeOf(symbol, trade))
  })
}

function tradeOf(symbol: BinanceSymbol, { id, ts, price, lots, aggressor }: TapeTrade): Json {
  return {
    id,
    price: symbol.price(price),
    qty: symbol.quantity(lots),
    quoteQty: symbol.value(price, lots),
    time: ms(ts),
    isBuyerMaker: aggressor === 'sell',
    isBestMatch: true,
  }
}

export function getAggregates(desk: BinanceDesk, { params }: PublicCall): BinanceAnswer {
  const limit = params.limit(500, 1_000)
  const from = params.integer('fromId')
  const start = params.integer('startTime')
  const end = params.integer('endTime')
  if (from !== undefined && (start !== undefined || end !== undefined))
    params.decline(binanceError(-1128, 'Combination of optional parameters invalid.'))
  return answered(params, desk.symbols.required(params), (symbol) => {
    const all = aggregatesOf(desk.house.tape(symbol.index).trades)
      .filter(({ first }) => from === undefined || first.id >= from)
      .filter(({ first: { ts } }) => isWithin(ms(ts), start, end))
    const isLatest = from === undefined && start === undefined
    const chosen = isLatest ? all.slice(-limit) : all.slice(0, limit)
    return chosen.map((each) => aggregateJson(symbol, each))
  })
}

/** Whether a time lies between two that may be open. Unit: ms. */
export function isWithin(
  time: number,
  start: number | undefined,
  end: number | undefined,
): boolean {
  return time >= (start ?? 0) && time <= (end ?? Number.POSITIVE_INFINITY)
}

/** The trades one aggressor made at one price. */
export type Aggregate = { readonly first: TapeTrade; last: number; lots: number }

export function aggregatesOf(trades: readonly TapeTrade[]): readonly Aggregate[] {
  const found: Aggregate[] = []
  for (const trade of trades) {
    const open = found.at(-1)
    if (open?.first.aggregate === trade.aggregate) {
      open.last = trade.id
      open.lots += trade.lots
    } else found.push({ first: trade, last: trade.id, lots: trade.lots })
  }
  return found
}

/** An aggregate in the short names that REST and the stream share. */
export function aggregateJson(
  symbol: BinanceSymbol,
  { first, last, lots }: Aggregate,
): { readonly [key: string]: Json } {
  return {
    a: first.aggregate,
    p: symbol.price(first.price),
    q: symbol.quantity(lots),
    f: first.id,
    l: last,
    T: ms(first.ts),
    m: first.aggressor === 'sell',
    M: true,
  }
}

export function getKlines(desk: BinanceDesk, { params, now }: PublicCall): BinanceAnswer {
  const length = lengthOf(params)
  const limit = params.limit(500, 1_000)
  const start = params.integer('startTime')
  const end = params.integer('endTime')
  return answered(params, desk.symbols.required(params), (symbol) => {
    if (length === undefined) return []
    const all = klinesOf(desk.house.tape(symbol.index), length, now)
    const within = all.filter(({ bar }) => isWithin(ms(bar.openTs), start, end))
    const chosen = start === undefined ? within.slice(-limit) : within.slice(0, limit)
    return chosen.map((each: Kline) => klineJson(symbol, each))
  })
}

export function getAveragePrice(desk: BinanceDesk, { params, now }: PublicCall): BinanceAnswer {
  const minutes = 5
  return answered(params, desk.symbols.required(params), (symbol) => {
    const tape: MarketTape = desk.house.tape(symbol.index)
    const { value, lots } = tape.day(now, minutes * 60_000_000)
    const last = desk.house.exchange.lastPrice(symbol.index)
    const price = lots === 0 ? symbol.price(last) : symbol.average(value, lots)
    return { mins: minutes, price, closeTime: ms(tape.trades.at(-1)?.ts ?? now) }
  })
}

export function getDayTicker(desk: BinanceDesk, { params, now }: PublicCall): BinanceAnswer {
  return eachOrOne(desk, params, (symbol) => dayTickerJson(symbol, desk.house, now))
}

export function getPriceTicker(desk: BinanceDesk, { params }: PublicCall): BinanceAnswer {
  const { exchange } = desk.house
  return eachOrOne(desk, params, (symbol) => ({
    symbol: symbol.id,
    price: symbol.price(exchange.lastPrice(symbol.index)),
  }))
}

export function getBookTicker(desk: BinanceDesk, { params }: PublicCall): BinanceAnswer {
  return eachOrOne(desk, params, (symbol) => bookTickerJson(symbol, desk.house.exchange))
}

/** One object when one symbol was asked for, else a list. */
function eachOrOne(
  desk: BinanceDesk,
  params: Parameters,
  write: (symbol: BinanceSymbol) => Json,
): BinanceAnswer {
  const isOne = params.has('symbol')
  return answered(params, desk.symbols.several(params), (symbols) => {
    const all = symbols.map(write)
    return isOne ? (all[0] ?? null) : all
  })
}

export function getTime(_desk: BinanceDesk, { now }: PublicCall): BinanceAnswer {
  return ok({ serverTime: ms(now) })
}

export function getNothing(): BinanceAnswer {
  return ok({})
}
