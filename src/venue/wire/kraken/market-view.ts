import { dayUs } from '../../../domain/index.ts'
import type { BookLevel } from '../../sim/exchange/exchange.ts'
import type { TapeBar } from '../bar-series.ts'
import type { DayStatistics, TapeTrade } from '../market-tape.ts'
import type { KrakenHouse } from './kraken-house.ts'
import { type KrakenPair, priceText } from './kraken-names.ts'

/** Parts per million as a percentage. */
export function krakenPercent(ppm: number): number {
  return ppm / 10_000
}

/** The average price of `lots` worth `value` ticks × lots, at the pair's decimals. */
export function vwapText(pair: KrakenPair, value: number, lots: number): string {
  return priceText(pair, lots === 0 ? 0 : Math.round(value / lots))
}

/** What a ticker tells, of one pair. Ticks and lots. */
export type Quotes = {
  readonly bid: BookLevel
  readonly ask: BookLevel
  readonly last: number
  readonly lastTrade: TapeTrade | undefined
  readonly day: DayStatistics
  /** Since midnight UTC; `undefined` when nothing was traded. */
  readonly today: TapeBar | undefined
}

const empty: BookLevel = { price: 0, lots: 0 }

export function quotesOf(house: KrakenHouse, pair: KrakenPair, now: number): Quotes {
  const tape = house.tape(pair)
  const today = tape.lastBar(dayUs)
  return {
    bid: house.exchange.best(pair.index, 'buy') ?? empty,
    ask: house.exchange.best(pair.index, 'sell') ?? empty,
    last: house.exchange.lastPrice(pair.index),
    lastTrade: tape.trades.at(-1),
    day: tape.day(now),
    today: today !== undefined && today.openTs + dayUs > now ? today : undefined,
  }
}

/** Most bars given at once. */
const barsMax = 720

/**
 * The latest bars with none left out: where nothing was traded stands a bar without volume at the
 * close before it. The running one is last.
 */
export function wholeBars(
  house: KrakenHouse,
  pair: KrakenPair,
  intervalUs: number,
  now: number,
): readonly TapeBar[] {
  const known = house.tape(pair).bars(intervalUs)
  const runningTs = now - (now % intervalUs)
  const from = runningTs - (barsMax - 1) * intervalUs
  let next = known.findIndex(({ openTs }) => openTs >= from)
  if (next < 0) next = known.length
  let before = known[next - 1]
  const bars: TapeBar[] = []
  const start = before === undefined ? (known[next]?.openTs ?? Number.POSITIVE_INFINITY) : from
  for (let openTs = start; openTs <= runningTs; openTs += intervalUs) {
    const bar: TapeBar | undefined = known[next]
    if (bar?.openTs === openTs) {
      next += 1
      before = bar
    } else before = stillBar(openTs, before?.close ?? 0)
    bars.push(before)
  }
  return bars
}

function stillBar(openTs: number, price: number): TapeBar {
  const prices = { open: price, high: price, low: price, close: price }
  return { openTs, ...prices, lots: 0, value: 0, trades: 0, takerBuyLots: 0, takerBuyValue: 0 }
}
