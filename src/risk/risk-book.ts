import type { Json } from '../base/index.ts'
import { dayUs, type Mode, modes, type OrderIntent, type Side, signOf } from '../domain/index.ts'
import { Exposure, type RiskPlace } from './exposure.ts'
import { InFlight, isAdding } from './in-flight.ts'
import type { Limits } from './limits.ts'
import type { MarketRisk } from './model/index.ts'

/** Days of a year, which has no weekends here, under a root. */
const rootDays = Math.sqrt(365)

const counted = ['equity', 'cash', 'gross', 'peak', 'dayStart', 'ordersToday'] as const
const more = ['tradesToday', 'lossesInRow'] as const
const byInstrument = ['ticks', 'stops', 'planned'] as const

/**
 * What risk knows: positions, exposure in flight, stops, the running peak, the day's start, the
 * mode. Everything here survives a restart, because it is part of the state that is replayed.
 * Money as floats in minor units: these numbers decide about orders, they are never booked.
 */
export class RiskBook {
  /** As they stand now: a person may tighten them while the desk runs. */
  limits: Limits
  mode: Mode = 'normal'
  /** Who moved it there; empty before anybody has. */
  mover = ''
  /** In emergency, and what is held is left alone. */
  isHold = false
  equity = 0
  cash = 0
  gross = 0
  peak = 0
  dayStart = 0
  ordersToday = 0
  /** Positions begun; those on their way are counted beside them. */
  tradesToday = 0
  /** Positions in a row that closed at a loss. */
  lossesInRow = 0
  /** Of the stress test nearest to its limit: what it would cost, of equity, and the limit. */
  stressLoss = 0
  stressLimit = 1
  /** Orders of which nobody knows whether the venue has them. */
  unresolved = 0
  /** A distant account has not been read yet: what it holds besides the books is not known. */
  awaitsAccount = false
  /** Signed lots held; the ledger's own array. */
  readonly lots: Float64Array
  /** Last price of every instrument, ticks. */
  readonly ticks: Float64Array
  /** Minor units of one lot at the last price, by instrument. */
  readonly lotValue: Float64Array
  /** Stops of what is held, and of what is about to be entered or in flight. Ticks; 0 for none. */
  readonly stops: Float64Array
  readonly planned: Float64Array
  /** Part of full size that breakers leave to each instrument, and that its results have earned. */
  breaker: Float64Array
  readonly standing: Float64Array
  readonly entering: Float64Array
  readonly exiting: Float64Array
  readonly #inFlight: InFlight
  readonly #exposure: Exposure
  readonly #model: MarketRisk | undefined
  readonly #row: Float64Array
  /** Exposures have changed since they were figured. */
  #isBehind = true
  /** First microsecond of the next UTC day. */
  #dayEnd = 0
  /** Time of the last mark, the peak before it, and whether a day began with it. */
  #markTs = 0
  #peakBefore = 0
  #isDayNew = false
  /** More of what closed at that time may come. */
  #isOpen = false

  /** @param model - Volatilities and correlations; without one they count as not known. */
  constructor(limits: Limits, lots: Float64Array, place?: RiskPlace, model?: MarketRisk) {
    const size = lots.length
    this.limits = limits
    this.lots = lots
    this.ticks = new Float64Array(size).fill(1)
    this.lotValue = new Float64Array(size)
    this.stops = new Float64Array(size)
    this.planned = new Float64Array(size)
    this.breaker = new Float64Array(size).fill(1)
    this.standing = new Float64Array(size).fill(1)
    this.#inFlight = new InFlight(size)
    this.entering = this.#inFlight.entering
    this.exiting = this.#inFlight.exiting
    const apart = Array.from({ length: size }, (_, i) => i)
    this.#model = model
    this.#row = new Float64Array(size)
    this.#exposure = new Exposure(place ?? { assets: apart, venues: apart.map(() => 0) }, model)
  }

  move(mode: Mode, mover: string, isHold: boolean): void {
    this.mode = mode
    this.mover = mover
    this.isHold = isHold
  }

  /**
   * Takes in the state of the books at `ts`. Called after every bar; allocates nothing. Equity with
   * some instruments marked at `ts` and others before never was: the last mark of a time counts for
   * the peak and for the start of a day.
   *
   * @param isWhole - Nothing more closes at `ts`.
   */
  mark(ts: number, equity: number, cash: number, gross: number, isWhole = true): void {
    this.equity = equity
    this.cash = cash
    this.gross = gross
    this.#isBehind = true
    if (!this.#isOpen || ts > this.#markTs) this.#begin(ts)
    this.#isOpen = !isWhole
    this.peak = equity > this.#peakBefore ? equity : this.#peakBefore
    if (this.#isDayNew) this.dayStart = equity
  }

  #begin(ts: number): void {
    this.#markTs = ts
    this.#peakBefore = this.peak
    this.#isDayNew = !(ts < this.#dayEnd)
    if (!this.#isDayNew) return
    this.#dayEnd = (Math.floor(ts / dayUs) + 1) * dayUs
    this.ordersToday = 0
    this.tradesToday = 0
    if (this.lossesInRow >= this.limits.lossesInRowMax) this.lossesInRow = 0
  }

  /** Whether a time before `ts` was never said to be whole: now it is. */
  isOver(ts: number): boolean {
    return this.#isOpen && ts > this.#markTs
  }

  /** 1 − equity / running peak, 0 to 1. */
  get drawdown(): number {
    return this.peak > 0 ? Math.max(0, 1 - this.equity / this.peak) : 0
  }

  /** Loss since the start of the UTC day, 0 to 1; negative on a gain; NaN where it is not known. */
  get dailyLoss(): number {
    if (Number.isNaN(this.dayStart)) return Number.NaN
    return this.dayStart > 0 ? 1 - this.equity / this.dayStart : 0
  }

  /** A position was begun. */
  began(): void {
    this.tradesToday += 1
  }

  /** A position was closed. @param net - What it brought after fees; its sign is what counts. */
  closed(net: bigint): void {
    if (net < 0n) this.lossesInRow += 1
    else if (net > 0n) this.lossesInRow = 0
  }

  /** Counts an order as in flight: from when it is approved until it fills or dies. */
  reserve(order: OrderIntent): void {
    if (isAdding(order)) this.ordersToday += 1
    this.#inFlight.add(order, order.quantity)
    this.#isBehind = true
  }

  /** Takes `lots` of an order out of flight again: they filled, or never will. */
  release(order: OrderIntent, lots: number): void {
    this.#inFlight.add(order, -lots)
    this.#isBehind = true
  }

  /** Takes back a reservation of an order that was only tried. */
  unreserve(order: OrderIntent): void {
    this.release(order, order.quantity)
    if (isAdding(order)) this.ordersToday -= 1
  }

  /** Whether an order opens a position where there is none, nor one on its way. */
  begins({ instrument: i }: OrderIntent): boolean {
    return this.lots[i] === 0 && this.#inFlight.enteringMost(i) === 0
  }

  enteringOn(side: Side, i: number): number {
    return this.#inFlight.enteringOn(side, i)
  }

  enteringMost(i: number): number {
    return this.#inFlight.enteringMost(i)
  }

  /** Lots held after this order and every order in flight on its side have filled. */
  worstLots({ side, instrument: i, quantity }: OrderIntent): number {
    const sign = signOf(side)
    return (this.lots[i] as number) + sign * (this.enteringOn(side, i) + quantity)
  }

  /** What all of it comes to with everything in flight filled. Figured when something changed. */
  get exposure(): Exposure {
    if (this.#isBehind) {
      this.#isBehind = false
      this.#exposure.figure(this)
    }
    return this.#exposure
  }

  /** Something that counts has changed without the book having been told. */
  touch(): void {
    this.#isBehind = true
  }

  /** What is held of instrument `i` would be given up there. Ticks; 0 for nowhere. */
  stopAt(i: number, ticks: number): void {
    if (this.stops[i] === ticks) return
    this.stops[i] = ticks
    this.#isBehind = true
  }

  /** Of two instruments; 1 while nobody knows. */
  correlation(i: number, j: number): number {
    const known = this.#model?.correlation(i, j) ?? Number.NaN
    return Number.isNaN(known) ? 1 : known
  }

  /**
   * Of one with every other; NaN while nobody knows. Overwritten by the next call.
   *
   * @param among - Where it is 0 nobody looks.
   */
  correlationsOf(i: number, among?: Int8Array): Float64Array {
    if (this.#model === undefined) this.#row.fill(Number.NaN)
    else this.#model.correlationsOf(i, this.#row, among)
    return this.#row
  }

  /** What a volatility target leaves of a size, 0 to 1; NaN while nobody knows how it moves. */
  volatilityScale(i: number): number {
    const target = this.limits.volatilityTarget
    if (target === 0) return 1
    const yearly = (this.#model?.targetedVolatility(i) ?? Number.NaN) * rootDays
    return Math.min(1, target / yearly)
  }

  get isCrisis(): boolean {
    return this.#model?.isCrisis === true
  }

  /** The model, told what is held and in flight; `undefined` without one. */
  get market(): MarketRisk | undefined {
    return this.exposure.market
  }

  /** What a desk without a guard has always saved; the rest of it follows from bars and seats. */
  save(): { readonly [key: string]: Json } {
    return {
      mode: this.mode,
      ...(this.isHold ? { isHold: true } : {}),
      ...(this.mover === 'account' ? { mover: this.mover } : {}),
      dayEnd: this.#dayEnd,
      ...(this.#isOpen ? { open: [this.#markTs, this.#peakBefore, this.#isDayNew ? 1 : 0] } : {}),
      ...Object.fromEntries(counted.map((name) => [name, this[name]])),
      ...(this.unresolved === 0 ? {} : { unresolved: this.unresolved }),
      ...(this.awaitsAccount ? { awaitsAccount: true } : {}),
      ...this.#inFlight.save(),
      lotValue: [...this.lotValue],
    }
  }

  /** What there is more of with one. */
  saveRest(): Json {
    return {
      mover: this.mover,
      tradesToday: this.tradesToday,
      lossesInRow: this.lossesInRow,
      stressLimit: this.stressLimit,
      stressLoss: Number.isNaN(this.stressLoss) ? null : this.stressLoss,
      ...Object.fromEntries(byInstrument.map((name) => [name, [...this[name]]])),
    }
  }

  /** @param rest - As `saveRest` gave it, if there is any. */
  load(state: Json, rest: Json = {}): void {
    const saved = { ...(state as Record<string, Json>), ...(rest as Record<string, Json>) }
    this.mode = modes.find((mode) => mode === saved['mode']) ?? 'pause'
    this.mover = typeof saved['mover'] === 'string' ? saved['mover'] : ''
    this.isHold = saved['isHold'] === true
    this.#dayEnd = Number(saved['dayEnd'] ?? 0)
    const [markTs = 0, peakBefore = 0, isDayNew] = (saved['open'] ?? []) as readonly number[]
    this.#isOpen = saved['open'] !== undefined
    this.#markTs = markTs
    this.#peakBefore = peakBefore
    this.#isDayNew = isDayNew === 1
    for (const name of [...counted, ...more]) this[name] = Number(saved[name] ?? 0)
    for (const name of ['lotValue', ...byInstrument] as const)
      this[name].set((saved[name] ?? []) as readonly number[])
    this.stressLimit = Number(saved['stressLimit'] ?? 1)
    this.stressLoss = saved['stressLoss'] === null ? Number.NaN : Number(saved['stressLoss'] ?? 0)
    this.unresolved = Number(saved['unresolved'] ?? 0)
    this.awaitsAccount = saved['awaitsAccount'] === true
    this.#inFlight.load(saved)
    this.#isBehind = true
  }
}
