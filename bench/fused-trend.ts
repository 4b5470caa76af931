import { type BarColumns, dayUs, type Instrument, toPrice } from '../src/domain/index.ts'
import { FusedBook } from './fused-book.ts'
import { FusedIndicators } from './fused-indicators.ts'

/** Everything the hand-written loop needs to know, in plain numbers. */
export type FusedSetup = {
  readonly instrument: Instrument
  /** Length of the bars looked at, microseconds. */
  readonly longUs: number
  /** Rows before the first opinion. */
  readonly warmup: number
  readonly fast: number
  readonly slow: number
  readonly period: number
  readonly adxMin: number
  readonly stopAtr: number
  readonly targetAtr: number
  readonly hurdle: number
  readonly kelly: number
  readonly payoff: number
  readonly exposureMax: number
  readonly barsPerYear: number
  /** Minor units at the start, and per tick and lot. */
  readonly cash: number
  readonly factor: number
  readonly feeTakerPpm: number
  readonly feeMakerPpm: number
  readonly slippage: number
  readonly participationMax: number
  readonly rebalanceMin: number
  readonly positionMax: number
  readonly grossMax: number
  readonly orderNotionalMax: number
  readonly orderNotionalMin: number
  readonly dailyLossMax: number
  readonly drawdownSoft: number
  readonly drawdownHalt: number
  readonly costBuffer: number
}

const minor = 1e8

/** Returns from which the trend agent estimates volatility. */
const noiseBars = 20

/**
 * What the desk does with the trend agent on one instrument, long only, written by hand as one
 * loop: the limit of what the engine could reach in this language. Same averages, rules, sizes,
 * limits, fills and equity curve; no agents, committee, records, journal or second instrument.
 */
export class FusedTrend {
  readonly book: FusedBook
  readonly #of: FusedSetup
  readonly #bars: BarColumns
  readonly #indicators: FusedIndicators
  /** Equity curve: filled by `block`, reused from run to run. */
  readonly #equity: Float64Array
  readonly #exposure: Float32Array
  #isTrend = false
  #isUp = false
  #wish = 0
  #longEnd = 0
  #longHigh = 0
  #longLow = 0
  #isLongOpen = false
  #peak = 0
  #dayStart = 0
  #dayEnd = 0
  #isHalted = false

  constructor(of: FusedSetup, bars: BarColumns, equity: Float64Array, exposure: Float32Array) {
    const { fast, slow, period, instrument } = of
    this.#of = of
    this.#bars = bars
    this.book = new FusedBook(of)
    this.#indicators = new FusedIndicators(fast, slow, period, noiseBars, instrument.tickSize)
    this.#equity = equity
    this.#exposure = exposure
  }

  /** Rows [`from`, `to`). A couple of thousand at a time, so that the loop stays compiled. */
  block(from: number, to: number): void {
    const { book } = this
    const { ts, high, low, close } = this.#bars
    const equities = this.#equity
    const exposures = this.#exposure
    const { factor, warmup, hurdle, targetAtr, instrument, drawdownHalt } = this.#of
    const { tickSize } = instrument
    const keep = 1 - drawdownHalt
    let isWaiting = book.isWaiting
    let { held, cash, stopTicks, targetTicks } = book
    let longEnd = this.#longEnd
    let top = this.#longHigh
    let bottom = this.#longLow
    let isOpen = this.#isLongOpen
    let peak = this.#peak
    let reach = this.#indicators.range * targetAtr
    for (let row = from; row < to; row += 1) {
      const at = ts[row] as number
      const h = high[row] as number
      const l = low[row] as number
      const c = close[row] as number
      if (isWaiting || (held > 0 && (l <= stopTicks || h > targetTicks))) {
        this.#match(row)
        ;({ held, cash, stopTicks, targetTicks } = book)
      }
      if (at > longEnd) {
        if (isOpen) reach = this.#closeLong(top, bottom, close[row - 1] as number)
        isOpen = false
        longEnd = Math.ceil(at / this.#of.longUs) * this.#of.longUs
      }
      top = !isOpen || h > top ? h : top
      bottom = !isOpen || l < bottom ? l : bottom
      isOpen = at < longEnd
      if (!isOpen) reach = this.#closeLong(top, bottom, c)
      const gross = held * c * factor
      const equity = cash + gross
      if (equity > peak) peak = equity
      if (at >= this.#dayEnd) this.#startDay(at, equity)
      equities[row] = equity / minor
      exposures[row] = gross / equity
      if (equity <= peak * keep) this.#isHalted = true
      if (row + 1 < warmup) continue
      if (this.#isTrend && reach >= c * tickSize * hurdle) this.#pursue(c, equity, gross, peak)
      else book.spent = 0
      isWaiting = book.isWaiting
    }
    this.#longEnd = longEnd
    this.#longHigh = top
    this.#longLow = bottom
    this.#isLongOpen = isOpen
    this.#peak = peak
  }

  #match(row: number): void {
    const { ts, open, high, low, volume } = this.#bars
    this.book.match(
      ts[row] as number,
      open[row] as number,
      high[row] as number,
      low[row] as number,
      volume[row] as number,
    )
  }

  #startDay(at: number, equity: number): void {
    this.#dayEnd = (Math.floor(at / dayUs) + 1) * dayUs
    this.#dayStart = equity
  }

  /** Reads the indicators after a long bar; the rule's inputs stand until the next. */
  #closeLong(high: number, low: number, close: number): number {
    const { adxMin, payoff, kelly, barsPerYear, exposureMax, targetAtr } = this.#of
    const of = this.#indicators
    of.update(high, low, close)
    this.#isTrend = of.strength > adxMin
    this.#isUp = of.fast > of.slow
    const win = 0.5 + 0.3 * (Math.min(of.strength / 50, 1) - 0.5)
    const edge = win - (1 - win) / payoff
    const size = (kelly * edge) / (1 + of.noise * Math.sqrt(barsPerYear))
    this.#wish = Math.min(size, exposureMax)
    return of.range * targetAtr
  }

  #pursue(close: number, equity: number, gross: number, peak: number): void {
    const { book } = this
    if (book.spent !== 0) {
      if (this.#isUp) return
      book.spent = 0
    }
    if (!this.#isUp) {
      if (book.held > 0) this.#leave()
      return
    }
    if (book.entry > 0) return
    if (book.held > 0 && Math.abs(this.#wish - gross / equity) <= this.#of.rebalanceMin) return
    if (book.held === 0 && this.#isHalted) return
    this.#resize(close, equity, gross, peak)
  }

  #leave(): void {
    const { book } = this
    book.entry = 0
    this.#reduce(book.held)
  }

  /** Sells `lots`, less what is being sold already. */
  #reduce(lots: number): void {
    const left = lots - this.book.exit
    if (left > 0) this.book.sendExit(left)
  }

  #resize(close: number, equity: number, gross: number, peak: number): void {
    const { book } = this
    const of = this.#of
    const { tickSize, lotSize } = of.instrument
    const drawdown = Math.max(0, 1 - equity / peak)
    const halved = drawdown >= of.drawdownSoft ? this.#wish / 2 : this.#wish
    const budget = (Math.min(halved, of.positionMax) * equity) / minor
    const lotValue = close * of.factor
    const dearest = lotValue * (1 + of.costBuffer)
    const more = Math.max(0, Math.floor(book.cash / dearest) - 1)
    const lots = Math.min(Math.floor(budget / (close * tickSize) / lotSize), book.held + more)
    const delta = lots - book.held
    const change = (Math.abs(delta) * lotValue) / equity
    if (book.held > 0 && change <= of.rebalanceMin) return
    if (delta < 0 && book.held > 0) return this.#reduce(-delta)
    if (delta <= 0 || this.#isHalted || drawdown >= of.drawdownHalt) return
    if (1 - equity / this.#dayStart >= of.dailyLossMax) return
    const notional = (delta * lotValue) / minor
    if (notional > of.orderNotionalMax || notional < of.orderNotionalMin) return
    if ((lots * lotValue) / equity > of.positionMax) return
    if ((gross + delta * lotValue) / equity > of.grossMax) return
    if (delta * lotValue * (1 + of.costBuffer) > book.cash) return
    this.#plan(close)
    book.sendEntry(delta)
  }

  #plan(close: number): void {
    const { instrument, stopAtr, targetAtr } = this.#of
    const price = close * instrument.tickSize
    const range = this.#indicators.range
    const stop = toPrice(instrument, price - stopAtr * range, 'ceil') ?? 0
    const target = toPrice(instrument, price + targetAtr * range, 'ceil') ?? 0
    this.book.plannedStop = stop > 0 && stop < close ? stop : 0
    this.book.plannedTarget = target > close ? target : 0
  }
}
