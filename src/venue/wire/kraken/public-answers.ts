import { type Micros, secondUs } from '../../../domain/index.ts'
import type { BookLevel } from '../../sim/exchange/exchange.ts'
import type { TapeTrade } from '../market-tape.ts'
import { invalid } from './kraken-error.ts'
import type { KrakenFields } from './kraken-fields.ts'
import type { KrakenHouse } from './kraken-house.ts'
import { type KrakenPair, priceText, volumeText } from './kraken-names.ts'
import {
  type Answer,
  assetsAnswer,
  intervalUs,
  pairsAnswer,
  pairsAsked,
  statusAnswer,
  timeAnswer,
} from './market-answers.ts'
import { quotesOf, vwapText, wholeBars } from './market-view.ts'

const unknownPair: Answer = { error: 'EQuery:Unknown asset pair' }

/** Answers what anybody may ask. @returns `undefined` when there is no such call. */
export function publicAnswer(
  call: string,
  fields: KrakenFields,
  house: KrakenHouse,
  now: Micros,
): Answer | undefined {
  if (call === 'Time') return timeAnswer(now)
  if (call === 'SystemStatus') return statusAnswer(house, now)
  if (call === 'Assets') return assetsAnswer(fields, house)
  if (call === 'AssetPairs') return pairsAnswer(fields, house)
  if (call === 'Ticker') return tickerAnswer(fields, house, now)
  const ofOnePair = onePair.get(call)
  if (ofOnePair === undefined) return undefined
  const name = fields.text('pair')
  if (name === undefined) return { error: invalid('pair') }
  const pair = house.names.pair(name)
  return pair === undefined ? unknownPair : ofOnePair(pair, fields, house, now)
}

type OfOnePair = (pair: KrakenPair, fields: KrakenFields, house: KrakenHouse, now: Micros) => Answer

const onePair: ReadonlyMap<string, OfOnePair> = new Map([
  ['OHLC', barsAnswer],
  ['Depth', depthAnswer],
  ['Trades', tradesAnswer],
  ['Spread', spreadAnswer],
])

function tickerAnswer(fields: KrakenFields, house: KrakenHouse, now: Micros): Answer {
  const pairs = pairsAsked(fields, house)
  if (pairs === undefined) return unknownPair
  return { result: Object.fromEntries(pairs.map((pair) => [pair.id, ticker(pair, house, now)])) }
}

function ticker(pair: KrakenPair, house: KrakenHouse, now: Micros): object {
  const { bid, ask, last, lastTrade, day, today } = quotesOf(house, pair, now)
  const level = ({ price, lots }: BookLevel): readonly string[] => {
    const volume = volumeText(pair, lots)
    return [priceText(pair, price), volume.slice(0, volume.indexOf('.')), volume]
  }
  const prices = (a: number, b: number): readonly string[] => [
    priceText(pair, a),
    priceText(pair, b),
  ]
  return {
    a: level(ask),
    b: level(bid),
    c: [priceText(pair, last), volumeText(pair, lastTrade?.lots ?? 0)],
    v: [volumeText(pair, today?.lots ?? 0), volumeText(pair, day.lots)],
    p: [vwapText(pair, today?.value ?? 0, today?.lots ?? 0), vwapText(pair, day.value, day.lots)],
    t: [today?.trades ?? 0, day.trades],
    l: prices(today?.low ?? last, day.trades > 0 ? day.low : last),
    h: prices(today?.high ?? last, day.trades > 0 ? day.high : last),
    o: priceText(pair, today?.open ?? last),
  }
}

function barsAnswer(
  pair: KrakenPair,
  fields: KrakenFields,
  house: KrakenHouse,
  now: Micros,
): Answer {
  const interval = intervalUs(fields.has('interval') ? fields.whole('interval') : 1)
  if (interval === undefined) return { error: invalid('interval') }
  const since = sinceUs(fields.text('since'))
  if (since === undefined) return { error: invalid('since') }
  const bars = wholeBars(house, pair, interval, now)
  const rows = bars
    .filter(({ openTs }) => openTs > since)
    .map(({ openTs, open, high, low, close, lots, value, trades }) => [
      openTs / secondUs,
      ...[open, high, low, close].map((price) => priceText(pair, price)),
      vwapText(pair, value, lots),
      volumeText(pair, lots),
      trades,
    ])
  const last = (bars.at(-2)?.openTs ?? 0) / secondUs
  return { result: { [pair.id]: rows, last } }
}

const depthMax = 500

function depthAnswer(
  pair: KrakenPair,
  fields: KrakenFields,
  house: KrakenHouse,
  now: Micros,
): Answer {
  const count = fields.has('count') ? fields.whole('count') : 100
  if (count === undefined || count < 1 || count > depthMax) return { error: invalid('count') }
  const seconds = Math.floor(now / secondUs)
  const side = (which: 'buy' | 'sell'): readonly unknown[] =>
    house.exchange
      .depth(pair.index, which, count)
      .map(({ price, lots }) => [priceText(pair, price), volumeText(pair, lots), seconds])
  return { result: { [pair.id]: { asks: side('sell'), bids: side('buy') } } }
}

const tradesMax = 1_000

function tradesAnswer(pair: KrakenPair, fields: KrakenFields, house: KrakenHouse): Answer {
  const count = fields.has('count') ? fields.whole('count') : tradesMax
  if (count === undefined || count < 1 || count > tradesMax) return { error: invalid('count') }
  const text = fields.text('since')
  const since = sinceNs(text)
  if (since === undefined) return { error: invalid('since') }
  const all = withNs(house.tape(pair).trades)
  const found =
    text === undefined ? all.slice(-count) : all.filter(({ ns }) => ns > since).slice(0, count)
  const rows = found.map(({ trade: { id, ts, price, lots, aggressor } }) => [
    priceText(pair, price),
    volumeText(pair, lots),
    ts / secondUs,
    aggressor === 'buy' ? 'b' : 's',
    'l',
    '',
    id,
  ])
  return { result: { [pair.id]: rows, last: String(found.at(-1)?.ns ?? since) } }
}

/** Trades with the number they are continued from: nanoseconds, a different one for each. */
function withNs(
  trades: readonly TapeTrade[],
): readonly { readonly trade: TapeTrade; readonly ns: bigint }[] {
  let part = 0n
  return trades.map((trade, i) => {
    part = trades[i - 1]?.ts === trade.ts ? part + 1n : 0n
    return { trade, ns: BigInt(trade.ts) * 1_000n + (part < 999n ? part : 999n) }
  })
}

const nsDigits = 16

/** Seconds or nanoseconds from 1970, as nanoseconds; 0 when absent, `undefined` when neither. */
function sinceNs(text: string | undefined): bigint | undefined {
  if (text === undefined) return 0n
  if (/^\d{16,19}$/.test(text)) return BigInt(text)
  const us = sinceUs(text)
  return us === undefined || text.length >= nsDigits + 8 ? undefined : BigInt(us) * 1_000n
}

/** Seconds from 1970, as microseconds; below all times when absent. */
function sinceUs(text: string | undefined): number | undefined {
  if (text === undefined) return -1
  return /^\d{1,10}(\.\d{1,9})?$/.test(text) ? Math.round(Number(text) * secondUs) : undefined
}

function spreadAnswer(pair: KrakenPair, fields: KrakenFields, house: KrakenHouse): Answer {
  const since = sinceUs(fields.text('since'))
  if (since === undefined) return { error: invalid('since') }
  const points = house.spreads(pair).filter(({ ts }) => ts > since)
  const rows = points.map(({ ts, bid, ask }) => [
    Math.floor(ts / secondUs),
    priceText(pair, bid),
    priceText(pair, ask),
  ])
  return { result: { [pair.id]: rows, last: Math.floor((points.at(-1)?.ts ?? 0) / secondUs) } }
}
