import type { Micros } from '../../../domain/index.ts'
import type { BinanceDesk } from './binance-desk.ts'
import { type BinanceSymbol, ms } from './binance-symbol.ts'
import { type Kline, type KlineLength, klinesOf } from './klines.ts'
import type { MarketStream } from './market-stream.ts'
import type { Topic } from './topic.ts'

/** How often the running bar is told at most. Unit: us. */
const everyUs = 250_000

/** The running bar as it grows, and once more when it is closed. */
export function klineStream(
  desk: BinanceDesk,
  symbol: BinanceSymbol,
  topic: Topic,
  length: KlineLength,
): MarketStream {
  const tape = desk.house.tape(symbol.index)
  let isChanged = true
  let running = -1
  let dueTs = 0
  const tell = (now: Micros, kline: Kline, isClosed: boolean): void =>
    topic.publish(
      JSON.stringify({
        e: 'kline',
        E: ms(now),
        s: symbol.id,
        k: { ...klineFields(symbol, kline), x: isClosed },
      }),
    )
  return {
    topic,
    symbol,
    onTrade: () => {
      isChanged = true
    },
    onTime: (now) => {
      const openTs = length.openOf(now)
      const isOver = running >= 0 && openTs > running
      if (!isOver && (!isChanged || now < dueTs)) return
      const klines = klinesOf(tape, length, now)
      for (const kline of klines.slice(-3)) {
        const isLast = running >= 0 && kline.bar.openTs >= running && kline.bar.openTs < openTs
        if (isLast) tell(now, kline, true)
      }
      const last = klines.at(-1)
      if (last?.bar.openTs === openTs) tell(now, last, false)
      running = openTs
      isChanged = false
      dueTs = now + everyUs
    },
  }
}

function klineFields(
  symbol: BinanceSymbol,
  { bar, length }: Kline,
): Readonly<Record<string, unknown>> {
  return {
    t: ms(bar.openTs),
    T: ms(length.nextOf(bar.openTs)) - 1,
    s: symbol.id,
    i: length.word,
    f: -1,
    L: -1,
    o: symbol.price(bar.open),
    c: symbol.price(bar.close),
    h: symbol.price(bar.high),
    l: symbol.price(bar.low),
    v: symbol.quantity(bar.lots),
    n: bar.trades,
    q: symbol.total(bar.value),
    V: symbol.quantity(bar.takerBuyLots),
    Q: symbol.total(bar.takerBuyValue),
    B: '0',
  }
}
