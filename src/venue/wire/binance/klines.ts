import type { Json } from '../../../base/index.ts'
import { dayUs, hourUs, type Micros, minuteUs, secondUs } from '../../../domain/index.ts'
import type { TapeBar } from '../bar-series.ts'
import type { MarketTape } from '../market-tape.ts'
import { binanceError } from './binance-error.ts'
import { type BinanceSymbol, ms } from './binance-symbol.ts'
import type { Parameters } from './parameters.ts'

/** A length of bar the venue has. */
export type KlineLength = {
  readonly word: string
  readonly us: number
  readonly openOf: (ts: number) => number
  /** First instant of the bar after the one that opens at `ts`. */
  readonly nextOf: (ts: number) => number
}

/** A bar with its length. */
export type Kline = { readonly bar: TapeBar; readonly length: KlineLength }

/** The epoch was a Thursday, and weeks begin on Monday. */
const mondayUs: number = 4 * dayUs
const weekUs: number = 7 * dayUs

function plain(word: string, us: number): KlineLength {
  return { word, us, openOf: (ts) => ts - (ts % us), nextOf: (ts) => ts + us }
}

function monthOf(ts: number, ahead: number): number {
  const date = new Date(ts / 1_000)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead) * 1_000
}

const lengths: readonly KlineLength[] = [
  plain('1s', secondUs),
  plain('1m', minuteUs),
  plain('3m', 3 * minuteUs),
  plain('5m', 5 * minuteUs),
  plain('15m', 15 * minuteUs),
  plain('30m', 30 * minuteUs),
  plain('1h', hourUs),
  plain('2h', 2 * hourUs),
  plain('4h', 4 * hourUs),
  plain('6h', 6 * hourUs),
  plain('8h', 8 * hourUs),
  plain('12h', 12 * hourUs),
  plain('1d', dayUs),
  plain('3d', 3 * dayUs),
  {
    word: '1w',
    us: weekUs,
    openOf: (ts) => ts - ((ts - mondayUs) % weekUs),
    nextOf: (ts) => ts + weekUs,
  },
  {
    word: '1M',
    us: 30 * dayUs,
    openOf: (ts) => monthOf(ts, 0),
    nextOf: (ts) => monthOf(ts, 1),
  },
]

/** The length of bar by the venue's word. */
export function klineLength(word: string): KlineLength | undefined {
  return lengths.find((each) => each.word === word)
}

/** The length a request asks for; otherwise its parameters are at fault. */
export function lengthOf(params: Parameters): KlineLength | undefined {
  const word = params.required('interval')
  if (word === undefined) return undefined
  return klineLength(word) ?? params.decline(binanceError(-1120, 'Invalid interval.'))
}

/** Most bars ever given at once, with some to spare. */
const klinesMax = 3_000

/** All bars of a length up to now, oldest first; where nothing was traded, flat ones. */
export function klinesOf(tape: MarketTape, length: KlineLength, now: Micros): readonly Kline[] {
  const klines: Kline[] = []
  const fill = (until: number): void => {
    const last = klines.at(-1)?.bar
    if (last === undefined) return
    let openTs = length.nextOf(last.openTs)
    const missing = Math.floor((until - openTs) / length.us)
    // A market that slept for a year needs no more flat bars than anybody can ask for.
    if (missing > klinesMax) openTs = length.openOf(until - klinesMax * length.us)
    for (; openTs < until; openTs = length.nextOf(openTs))
      klines.push({ bar: flat(openTs, last.close), length })
  }
  for (const bar of tape.bars(length.us, length.openOf)) {
    fill(bar.openTs)
    klines.push({ bar, length })
  }
  fill(now)
  return klines
}

function flat(openTs: number, price: number): TapeBar {
  const none = { lots: 0, value: 0, trades: 0, takerBuyLots: 0, takerBuyValue: 0 }
  return { openTs, open: price, high: price, low: price, close: price, ...none }
}

/** A bar as REST gives it: a row. */
export function klineJson(symbol: BinanceSymbol, { bar, length }: Kline): Json {
  return [
    ms(bar.openTs),
    symbol.price(bar.open),
    symbol.price(bar.high),
    symbol.price(bar.low),
    symbol.price(bar.close),
    symbol.quantity(bar.lots),
    ms(length.nextOf(bar.openTs)) - 1,
    symbol.total(bar.value),
    bar.trades,
    symbol.quantity(bar.takerBuyLots),
    symbol.total(bar.takerBuyValue),
    '0',
  ]
}
