import { secondUs } from '../../../domain/index.ts'
import type { TapeTrade } from '../market-tape.ts'
import type { BinanceDesk } from './binance-desk.ts'
import { type BinanceSymbol, ms } from './binance-symbol.ts'
import { klineLength, type KlineLength } from './klines.ts'
import { klineStream } from './kline-stream.ts'
import { aggregateJson, aggregatesOf, levelsJson } from './market-endpoints.ts'
import type { MarketStream } from './market-stream.ts'
import { tickerStream, tickersStream } from './ticker-stream.ts'
import { bestOf } from './ticker-json.ts'
import { Topic } from './topic.ts'

/** The stream of a name such as `btcusdt@depth@100ms`; `undefined` when there is none. */
export function openStream(desk: BinanceDesk, name: string): MarketStream | undefined {
  if (name === '!ticker@arr') return tickersStream(desk, new Topic(name), false)
  if (name === '!miniTicker@arr') return tickersStream(desk, new Topic(name), true)
  const [id = '', kind = '', speed] = name.split('@')
  const symbol = desk.symbols.byId(id.toUpperCase())
  if (symbol === undefined || name.split('@').length > 3 || id !== id.toLowerCase())
    return undefined
  const topic = new Topic(name)
  const depth = /^depth(5|10|20)?$/.exec(kind)
  if (depth !== null) {
    if (speed !== undefined && speed !== '100ms' && speed !== '1000ms') return undefined
    const everyUs = speed === '100ms' ? secondUs / 10 : secondUs
    return depth[1] === undefined
      ? depthStream(desk, symbol, topic, everyUs)
      : partialStream(desk, symbol, topic, Number(depth[1]), everyUs)
  }
  if (speed !== undefined) return undefined
  const length: KlineLength | undefined = kind.startsWith('kline_')
    ? klineLength(kind.slice('kline_'.length))
    : undefined
  if (length !== undefined) return klineStream(desk, symbol, topic, length)
  if (kind === 'trade') return tradeStream(symbol, topic)
  if (kind === 'aggTrade') return aggregateStream(desk, symbol, topic)
  if (kind === 'bookTicker') return bookTickerStream(desk, symbol, topic)
  if (kind === 'ticker' || kind === 'miniTicker' || /^ticker_(1h|4h|1d)$/.test(kind))
    return tickerStream(desk, symbol, topic, kind)
  return undefined
}

function tradeStream(symbol: BinanceSymbol, topic: Topic): MarketStream {
  return {
    topic,
    symbol,
    onTrade: ({ ts, trade, price, lots, aggressor }) =>
      topic.publish(
        `{"e":"trade","E":${ms(ts)},"s":"${symbol.id}","t":${trade},"p":"${symbol.price(price)}",` +
          `"q":"${symbol.quantity(lots)}","T":${ms(ts)},"m":${aggressor === 'sell'},"M":true}`,
      ),
  }
}

function aggregateStream(
  { house }: BinanceDesk,
  symbol: BinanceSymbol,
  topic: Topic,
): MarketStream {
  let trades: TapeTrade[] = []
  return {
    topic,
    symbol,
    onTrade: () => {
      // The tape has heard of it already, and told it apart from other aggressors'.
      const last = house.tape(symbol.index).trades.at(-1)
      if (last !== undefined) trades.push(last)
    },
    onRest: (now) => {
      const all = aggregatesOf(trades)
      trades = []
      for (const each of all)
        topic.publish(
          JSON.stringify({
            e: 'aggTrade',
            E: ms(now),
            s: symbol.id,
            ...aggregateJson(symbol, each),
          }),
        )
    },
  }
}

function bookTickerStream(desk: BinanceDesk, symbol: BinanceSymbol, topic: Topic): MarketStream {
  const { exchange } = desk.house
  let told = ''
  return {
    topic,
    symbol,
    onRest: () => {
      const { bid, ask } = bestOf(symbol, exchange)
      const best = `"b":"${bid.price}","B":"${bid.quantity}","a":"${ask.price}","A":"${ask.quantity}"}`
      if (best === told) return
      told = best
      topic.publish(`{"u":${exchange.sequence},"s":"${symbol.id}",${best}`)
    },
  }
}

/** Every change of the book, gathered for a while; numbered without gaps after the sequence. */
function depthStream(
  { house: { exchange } }: BinanceDesk,
  symbol: BinanceSymbol,
  topic: Topic,
  everyUs: number,
): MarketStream {
  const changed = { buy: new Map<number, number>(), sell: new Map<number, number>() }
  let told = exchange.sequence
  let last = told
  let dueTs = 0
  const side = (levels: Map<number, number>): string => {
    const text = [...levels].map(([price, lots]) => [symbol.price(price), symbol.quantity(lots)])
    levels.clear()
    return JSON.stringify(text)
  }
  return {
    topic,
    symbol,
    onBook: ({ side: of, price, lots, sequence }) => {
      changed[of].set(price, lots)
      last = sequence
    },
    onTime: (now) => {
      if (now < dueTs || last === told) return
      dueTs = now + everyUs
      topic.publish(
        `{"e":"depthUpdate","E":${ms(now)},"s":"${symbol.id}","U":${told + 1},"u":${last},` +
          `"b":${side(changed.buy)},"a":${side(changed.sell)}}`,
      )
      told = last
    },
  }
}

/** The best levels of the book, whole, whenever it changed. */
function partialStream(
  { house: { exchange } }: BinanceDesk,
  symbol: BinanceSymbol,
  topic: Topic,
  levels: number,
  everyUs: number,
): MarketStream {
  let isChanged = true
  let dueTs = 0
  return {
    topic,
    symbol,
    onBook: () => {
      isChanged = true
    },
    onTime: (now) => {
      if (now < dueTs || !isChanged) return
      dueTs = now + everyUs
      isChanged = false
      topic.publish(
        JSON.stringify({
          lastUpdateId: exchange.sequence,
          bids: levelsJson(symbol, exchange.depth(symbol.index, 'buy', levels)),
          asks: levelsJson(symbol, exchange.depth(symbol.index, 'sell', levels)),
        }),
      )
    },
  }
}
