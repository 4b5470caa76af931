import { type Micros, minuteUs } from '../../../domain/index.ts'
import type { TapeBar } from '../bar-series.ts'
import type { TapeTrade } from '../market-tape.ts'
import { textOfSteps } from '../wire-step.ts'
import type { KrakenHouse } from './kraken-house.ts'
import { channelMessage, jsonObject, jsonText } from './kraken-json.ts'
import { type KrakenPair, priceText } from './kraken-names.ts'
import { krakenIso } from './kraken-time.ts'
import { quotesOf, vwapText, wholeBars } from './market-view.ts'
import type { InstrumentNews, StreamTopic } from './stream-topic.ts'

const tradesShown = 50

/** Every trade of one instrument. */
export class TradeTopic implements StreamTopic {
  readonly #house: KrakenHouse
  readonly #pair: KrakenPair

  constructor(house: KrakenHouse, pair: KrakenPair) {
    this.#house = house
    this.#pair = pair
  }

  snapshot(): readonly string[] {
    const trades = this.#house.tape(this.#pair).trades.slice(-tradesShown)
    if (trades.length === 0) return []
    return [
      channelMessage(
        'trade',
        'snapshot',
        trades.map((trade) => this.#record(trade)),
      ),
    ]
  }

  update({ trades }: InstrumentNews): readonly string[] {
    if (trades.length === 0) return []
    const data = trades.map((trade) => this.#record({ ...trade, id: trade.trade }))
    return [channelMessage('trade', 'update', data)]
  }

  #record({ id, ts, price, lots, aggressor }: Omit<TapeTrade, 'aggregate'>): string {
    return jsonObject({
      symbol: jsonText(this.#pair.symbol),
      side: jsonText(aggressor),
      price: priceText(this.#pair, price),
      qty: textOfSteps(lots, this.#pair.lot),
      ord_type: '"limit"',
      trade_id: String(id),
      timestamp: jsonText(krakenIso(ts)),
    })
  }
}

/** Best prices and the day's figures of one instrument. */
export class TickerTopic implements StreamTopic {
  readonly #house: KrakenHouse
  readonly #pair: KrakenPair
  readonly #isOnBest: boolean
  #best = ''

  /** @param isOnBest - Told when the best prices change, rather than with each trade. */
  constructor(house: KrakenHouse, pair: KrakenPair, isOnBest: boolean) {
    this.#house = house
    this.#pair = pair
    this.#isOnBest = isOnBest
    this.#best = this.#bestNow()
  }

  snapshot(now: Micros): readonly string[] {
    return [channelMessage('ticker', 'snapshot', [this.#record(now)])]
  }

  update({ trades, isBidTouched, isAskTouched }: InstrumentNews, now: Micros): readonly string[] {
    const isTouched = isBidTouched || isAskTouched
    const isDue = this.#isOnBest ? isTouched && this.#hasMoved() : trades.length > 0
    return isDue ? [channelMessage('ticker', 'update', [this.#record(now)])] : []
  }

  #bestNow(): string {
    const { exchange } = this.#house
    const bid = exchange.best(this.#pair.index, 'buy')
    const ask = exchange.best(this.#pair.index, 'sell')
    return `${bid?.price} ${bid?.lots} ${ask?.price} ${ask?.lots}`
  }

  #hasMoved(): boolean {
    const before = this.#best
    this.#best = this.#bestNow()
    return this.#best !== before
  }

  #record(now: Micros): string {
    const pair = this.#pair
    const { bid, ask, last, day } = quotesOf(this.#house, pair, now)
    const open = day.trades > 0 ? day.open : last
    const change = last - open
    return jsonObject({
      symbol: jsonText(pair.symbol),
      bid: priceText(pair, bid.price),
      bid_qty: textOfSteps(bid.lots, pair.lot),
      ask: priceText(pair, ask.price),
      ask_qty: textOfSteps(ask.lots, pair.lot),
      last: priceText(pair, last),
      volume: textOfSteps(day.lots, pair.lot),
      vwap: vwapText(pair, day.value, day.lots),
      low: priceText(pair, day.trades > 0 ? day.low : last),
      high: priceText(pair, day.trades > 0 ? day.high : last),
      change: priceText(pair, change),
      change_pct: (open === 0 ? 0 : (change / open) * 100).toFixed(2),
      timestamp: jsonText(krakenIso(now)),
    })
  }
}

/** Bars of one instrument and length, the running one with every trade. */
export class BarTopic implements StreamTopic {
  readonly #house: KrakenHouse
  readonly #pair: KrakenPair
  readonly #intervalUs: number
  #runningTs: number

  constructor(house: KrakenHouse, pair: KrakenPair, intervalUs: number) {
    this.#house = house
    this.#pair = pair
    this.#intervalUs = intervalUs
    this.#runningTs = house.tape(pair).lastBar(intervalUs)?.openTs ?? 0
  }

  snapshot(now: Micros): readonly string[] {
    const bars = wholeBars(this.#house, this.#pair, this.#intervalUs, now)
    if (bars.length === 0) return []
    return [
      channelMessage(
        'ohlc',
        'snapshot',
        bars.map((bar) => this.#record(bar)),
      ),
    ]
  }

  update({ trades }: InstrumentNews): readonly string[] {
    const tape = this.#house.tape(this.#pair)
    const last = tape.lastBar(this.#intervalUs)
    if (trades.length === 0 || last === undefined) return []
    // A bar that closed since then is told once more, whole.
    const bars =
      last.openTs === this.#runningTs
        ? [last]
        : tape.bars(this.#intervalUs).filter(({ openTs }) => openTs >= this.#runningTs)
    this.#runningTs = last.openTs
    return [
      channelMessage(
        'ohlc',
        'update',
        bars.map((bar) => this.#record(bar)),
      ),
    ]
  }

  #record({ openTs, open, high, low, close, lots, value, trades }: TapeBar): string {
    const pair = this.#pair
    return jsonObject({
      symbol: jsonText(pair.symbol),
      open: priceText(pair, open),
      high: priceText(pair, high),
      low: priceText(pair, low),
      close: priceText(pair, close),
      trades: String(trades),
      volume: textOfSteps(lots, pair.lot),
      vwap: vwapText(pair, value, lots),
      interval_begin: jsonText(krakenIso(openTs)),
      interval: String(this.#intervalUs / minuteUs),
      timestamp: jsonText(krakenIso(openTs + this.#intervalUs)),
    })
  }
}
