import { dayUs, hourUs, type Micros, secondUs } from '../../../domain/index.ts'
import type { BinanceDesk } from './binance-desk.ts'
import { type BinanceSymbol, ms } from './binance-symbol.ts'
import type { MarketStream } from './market-stream.ts'
import { bestOf, daySummary } from './ticker-json.ts'
import type { Topic } from './topic.ts'

const spans: Readonly<Record<string, number>> = { ticker_1h: hourUs, ticker_4h: 4 * hourUs }

/** Statistics of a symbol once a second, when they changed. @param kind - Such as `ticker`. */
export function tickerStream(
  desk: BinanceDesk,
  symbol: BinanceSymbol,
  topic: Topic,
  kind: string,
): MarketStream {
  let isChanged = true
  let dueTs = 0
  const change = (): void => {
    isChanged = true
  }
  return {
    topic,
    symbol,
    onTrade: change,
    onBook: change,
    onTime: (now) => {
      if (!isChanged || now < dueTs) return
      isChanged = false
      dueTs = now + secondUs
      topic.publish(JSON.stringify(tickerOf(desk, symbol, kind, now)))
    },
  }
}

/** The same of all symbols that changed, as one list. */
export function tickersStream(desk: BinanceDesk, topic: Topic, isMini: boolean): MarketStream {
  const changed = new Set<number>(desk.symbols.all.map(({ index }) => index))
  let dueTs = 0
  return {
    topic,
    symbol: undefined,
    onTrade: ({ instrument }) => void changed.add(instrument),
    onBook: ({ instrument }) => void changed.add(instrument),
    onTime: (now) => {
      if (changed.size === 0 || now < dueTs) return
      dueTs = now + secondUs
      const kind = isMini ? 'miniTicker' : 'ticker'
      const all = [...changed].flatMap((index) => desk.symbols.byIndex(index) ?? [])
      changed.clear()
      topic.publish(JSON.stringify(all.map((symbol) => tickerOf(desk, symbol, kind, now))))
    },
  }
}

function tickerOf(
  { house }: BinanceDesk,
  symbol: BinanceSymbol,
  kind: string,
  now: Micros,
): Readonly<Record<string, unknown>> {
  const day = daySummary(symbol, house, now, spans[kind] ?? dayUs)
  const core = { s: symbol.id, o: day.open, h: day.high, l: day.low, v: day.volume }
  if (kind === 'miniTicker')
    return { e: '24hrMiniTicker', E: ms(now), ...core, c: day.last, q: day.quoteVolume }
  const { bid, ask } = bestOf(symbol, house.exchange)
  return {
    e: kind === 'ticker' ? '24hrTicker' : `${kind.slice('ticker_'.length)}Ticker`,
    E: ms(now),
    ...core,
    p: day.change,
    P: day.percent,
    w: day.average,
    x: day.open,
    c: day.last,
    Q: day.lastQuantity,
    b: bid.price,
    B: bid.quantity,
    a: ask.price,
    A: ask.quantity,
    q: day.quoteVolume,
    O: day.openTime,
    C: day.closeTime,
    F: day.first,
    L: day.lastId,
    n: day.count,
  }
}
