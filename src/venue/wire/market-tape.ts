import type { Json } from '../../base/index.ts'
import { dayUs, hourUs, minuteUs, secondUs, type Side } from '../../domain/index.ts'
import type { MarketEvent } from '../sim/exchange/exchange-event.ts'
import { BarSeries, foldBars, type TapeBar } from './bar-series.ts'

/** One trade as everybody sees it. Price in ticks. */
export type TapeTrade = {
  /** The exchange's number of it. */
  readonly id: number
  readonly ts: number
  readonly price: number
  readonly lots: number
  readonly aggressor: Side
  /** Id of the first of the trades that one aggressor made at this price. */
  readonly aggregate: number
}

/** The last 24 hours. Prices in ticks; all 0 when nothing was traded. */
export type DayStatistics = {
  readonly openTs: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly lots: number
  /** Ticks × lots. */
  readonly value: number
  readonly trades: number
  readonly firstTrade: number
  readonly lastTrade: number
}

const tradesKept = 5_000
const tradesSaved = 1_000
const secondsKept = 3_600
const minutesKept = 2_880
const hoursKept = 2_000

/**
 * What one instrument traded: trades for a while, seconds with trades for an hour at least, minutes
 * for two days, hours for months.
 */
export class MarketTape {
  #trades: TapeTrade[] = []
  #isRested = true
  readonly #seconds = new BarSeries(secondUs, secondsKept)
  readonly #minutes = new BarSeries(minuteUs, minutesKept)
  readonly #hours = new BarSeries(hourUs, hoursKept)

  /** Oldest first. */
  get trades(): readonly TapeTrade[] {
    return this.#trades
  }

  onTrade({ trade: id, ts, price, lots, aggressor }: MarketEvent & { kind: 'trade' }): void {
    const last = this.#trades.at(-1)
    const isMore = !this.#isRested && last?.price === price && last.aggressor === aggressor
    const aggregate = isMore ? last.aggregate : id
    this.#isRested = false
    this.#trades.push({ id, ts, price, lots, aggressor, aggregate })
    if (this.#trades.length >= 2 * tradesKept) this.#trades = this.#trades.slice(-tradesKept)
    this.#seconds.trade(ts, price, lots, aggressor)
    this.#minutes.trade(ts, price, lots, aggressor)
    this.#hours.trade(ts, price, lots, aggressor)
  }

  /** Whatever traded is over: the next trade is somebody else's. */
  onRest(): void {
    this.#isRested = true
  }

  /** A bar of a minute or of whole minutes below an hour, from before the exchange opened. */
  addHistory(bar: TapeBar): void {
    this.#minutes.add(bar)
    this.#hours.add(bar)
  }

  /**
   * Bars of a second or a whole number of minutes, oldest first, the running one last; of a whole
   * number of hours, those reach back further.
   *
   * @param openOf - First instant of the bar `ts` is in; whole multiples of the length by default.
   */
  bars(
    intervalUs: number,
    openOf: (ts: number) => number = (ts) => ts - (ts % intervalUs),
  ): readonly TapeBar[] {
    if (intervalUs === secondUs) return this.#seconds.bars
    if (intervalUs === minuteUs) return this.#minutes.bars
    if (intervalUs === hourUs) return this.#hours.bars
    return foldBars(intervalUs % hourUs === 0 ? this.#hours.bars : this.#minutes.bars, openOf)
  }

  /** The bar of `intervalUs` that is running, or the last one. */
  lastBar(
    intervalUs: number,
    openOf: (ts: number) => number = (ts) => ts - (ts % intervalUs),
  ): TapeBar | undefined {
    const series = intervalUs % hourUs === 0 ? this.#hours : this.#minutes
    const last = series.bars.at(-1)
    if (last === undefined || intervalUs === series.intervalUs) return last
    const openTs = openOf(last.openTs)
    let from = series.bars.length - 1
    while (from > 0 && (series.bars[from - 1] as TapeBar).openTs >= openTs) from -= 1
    return foldBars(series.bars.slice(from), openOf).at(-1)
  }

  /** Statistics of the last 24 hours, or of `spanUs` below that; to the minute. */
  day(now: number, spanUs: number = dayUs): DayStatistics {
    const from = now - spanUs
    const bars = this.#minutes.bars
    let first = bars.length
    while (first > 0 && (bars[first - 1] as TapeBar).openTs >= from) first -= 1
    const [all] = foldBars(bars.slice(first), () => 0)
    const trades = { firstTrade: this.#firstSince(from), lastTrade: this.#trades.at(-1)?.id ?? -1 }
    if (all === undefined) return { ...nothing, openTs: from, ...trades }
    const { open, high, low, close, lots, value } = all
    return { openTs: from, open, high, low, close, lots, value, trades: all.trades, ...trades }
  }

  #firstSince(ts: number): number {
    return this.#trades.find((trade) => trade.ts >= ts)?.id ?? -1
  }

  save(): Json {
    return {
      trades: this.#trades.slice(-tradesSaved).map((trade) => Object.values(trade)),
      seconds: this.#seconds.save(),
      minutes: this.#minutes.save(),
      hours: this.#hours.save(),
    }
  }

  load(state: Json): void {
    const saved = state as unknown as {
      readonly trades: readonly (readonly [number, number, number, number, Side, number])[]
      /** Absent in states of houses that kept none. */
      readonly seconds?: Json
      readonly minutes: Json
      readonly hours: Json
    }
    this.#trades = saved.trades.map(([id, ts, price, lots, aggressor, aggregate]) => ({
      ...{ id, ts, price, lots, aggressor, aggregate },
    }))
    if (saved.seconds !== undefined) this.#seconds.load(saved.seconds)
    this.#minutes.load(saved.minutes)
    this.#hours.load(saved.hours)
  }
}

const nothing = { open: 0, high: 0, low: 0, close: 0, lots: 0, value: 0, trades: 0 }
