import { type Micros, micros } from '../../../domain/index.ts'
import type { Listing, TradingMode, TradingRules } from '../exchange/listing.ts'
import type { TimedExchange } from '../latency/latent-exchange.ts'
import type { FaultChances } from './fault-chances.ts'
import type { Standing } from './fault-gate.ts'
import type { FaultPlan } from './fault-plan.ts'

/** An exchange whose operator can do what the calendar has him do. */
export type FaultableExchange = TimedExchange & {
  setMode(instrument: number, mode: TradingMode, ts: Micros): void
  relist(instrument: number, rules: TradingRules, ts: Micros): void
  /** Makes a trade undone, where it can be. */
  bust(trade: number, ts: Micros): unknown
}

const kinds = ['outage', 'maintenance', 'cancel-only', 'bust', 'relist', 'delisting'] as const
type Kind = (typeof kinds)[number]

/** Trades young enough to be busted. */
const tradesMax = 100

/** What goes wrong at the exchange by the hour, each kind at its own times. */
export class FaultCalendar {
  readonly #plan: FaultPlan
  readonly #chances: FaultChances
  readonly #exchange: () => FaultableExchange
  readonly #next = new Map<Kind, number>()
  /** When what goes on ends: of the whole exchange, and by instrument. */
  #outUntil = 0
  #maintenanceUntil = 0
  readonly #cancelOnlyUntil: number[] = []
  /** Modes that were in force before any of this. */
  readonly #usual: (TradingMode | undefined)[] = []
  readonly #rules: (TradingRules | undefined)[]
  readonly #trades: number[] = []
  #isOver = false

  /** @param rules - First ones of each instrument, where those of now are others. */
  constructor(
    plan: FaultPlan,
    chances: FaultChances,
    startTs: Micros,
    exchange: () => FaultableExchange,
    rules: readonly TradingRules[] = [],
  ) {
    this.#rules = [...rules]
    this.#plan = plan
    this.#chances = chances
    this.#exchange = exchange
    for (const kind of kinds)
      this.#next.set(kind, startTs + chances.waitUs(kind, perHourOf(plan, kind)))
  }

  /** Time of what is next in it; infinity when nothing is. */
  get nextTs(): number {
    let next = this.#isOver ? Number.POSITIVE_INFINITY : Math.min(...this.#next.values())
    for (const end of [this.#maintenanceUntil, ...this.#cancelOnlyUntil])
      if (end > 0 && end < next) next = end
    return next
  }

  standingAt(ts: number): Standing {
    return { isOut: ts < this.#outUntil, isInMaintenance: ts < this.#maintenanceUntil }
  }

  /** A trade of an account, which may be made undone one day. */
  note(trade: number): void {
    this.#trades.push(trade)
    if (this.#trades.length > tradesMax) this.#trades.shift()
  }

  /** Does what is due at `ts`. */
  step(ts: Micros): void {
    if (this.#maintenanceUntil <= ts) this.#maintenanceUntil = 0
    for (const [i, end] of this.#cancelOnlyUntil.entries())
      if (end <= ts) this.#cancelOnlyUntil[i] = 0
    for (const kind of kinds) {
      if (this.#isOver || (this.#next.get(kind) ?? 0) > ts) continue
      this.#next.set(kind, ts + this.#chances.waitUs(kind, perHourOf(this.#plan, kind)))
      this.#begin(kind, ts)
    }
    this.#setModes(ts)
  }

  /** Ends all that goes on, and nothing more begins. What was delisted stays so. */
  end(ts: Micros): void {
    this.#isOver = true
    this.#outUntil = 0
    this.#maintenanceUntil = 0
    this.#cancelOnlyUntil.fill(0)
    this.#setModes(ts)
  }

  #begin(kind: Kind, ts: Micros): void {
    const { outageUs, maintenanceUs, cancelOnlyUs } = this.#plan
    if (kind === 'outage') this.#outUntil = ts + outageUs
    else if (kind === 'maintenance') this.#maintenanceUntil = ts + maintenanceUs
    else if (kind === 'cancel-only') {
      const { listings } = this.#exchange()
      for (let i = this.#cancelOnlyUntil.length; i < listings.length; i += 1)
        this.#cancelOnlyUntil.push(0)
      this.#cancelOnlyUntil[this.#chances.of(kind).below(listings.length)] = ts + cancelOnlyUs
    } else if (kind === 'bust') this.#bust(ts)
    else if (kind === 'relist') this.#relist(ts)
    else this.#delist(ts)
  }

  #bust(ts: Micros): void {
    if (this.#trades.length === 0) return
    const [trade] = this.#trades.splice(this.#chances.of('bust').below(this.#trades.length), 1)
    if (trade !== undefined) this.#exchange().bust(trade, ts)
  }

  /**
   * Another least size, up to ten times the listed one, another band around the last price, and
   * other steps of price and quantity, with bounds that lie on them.
   */
  #relist(ts: Micros): void {
    const random = this.#chances.of('relist')
    const { listings } = this.#exchange()
    const instrument = random.below(listings.length)
    const now = (listings[instrument] as Listing).rules
    const first = this.#rules[instrument] ?? now
    this.#rules[instrument] = first
    const least = Math.min(first.lotsMin * (1 + random.below(10)), first.lotsMax)
    const priceUpPpm = 1_000_000 + Math.ceil((first.priceUpPpm - 1_000_000) * random.next())
    const tickStep = oneOf(tickSteps, this.#chances.of('relist/tick').next())
    const lotStep = oneOf(lotSteps, this.#chances.of('relist/lot').next())
    const rules: TradingRules = {
      ...now,
      tickStep: first.tickStep * tickStep,
      lotStep: first.lotStep * lotStep,
      priceUpPpm,
    }
    this.#exchange().relist(instrument, onSteps(rules, first, least), ts)
  }

  #delist(ts: Micros): void {
    const exchange = this.#exchange()
    const listed = exchange.listings.flatMap((_, i) =>
      exchange.modeOf(i) === 'delisted' ? [] : [i],
    )
    if (listed.length < 2) return
    const instrument = listed[this.#chances.of('delisting').below(listed.length)]
    if (instrument !== undefined) exchange.setMode(instrument, 'delisted', ts)
  }

  #setModes(ts: Micros): void {
    const exchange = this.#exchange()
    for (let i = 0; i < exchange.listings.length; i += 1) {
      const now = exchange.modeOf(i)
      const isCancelOnly = (this.#cancelOnlyUntil[i] ?? 0) > ts
      const isTouched = this.#maintenanceUntil > ts || isCancelOnly
      if (now === 'delisted' || (!isTouched && this.#usual[i] === undefined)) continue
      this.#usual[i] ??= now
      const usual = this.#usual[i] ?? now
      const mode = this.#maintenanceUntil > ts ? 'halted' : isCancelOnly ? 'cancel-only' : usual
      if (!isTouched) this.#usual[i] = undefined
      if (mode !== now) exchange.setMode(i, mode, micros(ts))
    }
  }
}

/** How much coarser a new grid is. Venues count quantities in powers of ten, prices not always. */
const tickSteps = [1, 2, 5, 10, 100] as const
const lotSteps = [1, 10, 100] as const

function oneOf(steps: readonly number[], chance: number): number {
  return steps[Math.floor(chance * steps.length)] ?? 1
}

/** The rules with bounds on their own steps, inside the bounds there were first. */
function onSteps(rules: TradingRules, first: TradingRules, lotsMin: number): TradingRules {
  const { tickStep, lotStep } = rules
  const up = (value: number, step: number): number => Math.ceil(value / step) * step
  const down = (value: number, step: number): number => Math.floor(value / step) * step
  return {
    ...rules,
    priceMin: up(first.priceMin, tickStep),
    priceMax: down(first.priceMax, tickStep),
    lotsMin: Math.min(up(lotsMin, lotStep), down(first.lotsMax, lotStep)),
    lotsMax: down(first.lotsMax, lotStep),
    marketLotsMax: down(first.marketLotsMax, lotStep),
  }
}

function perHourOf(plan: FaultPlan, kind: Kind): number {
  switch (kind) {
    case 'outage':
      return plan.outagesPerHour
    case 'maintenance':
      return plan.maintenancesPerHour
    case 'cancel-only':
      return plan.cancelOnlyPerHour
    case 'bust':
      return plan.bustsPerHour
    case 'relist':
      return plan.relistsPerHour
    case 'delisting':
      return plan.delistingsPerHour
  }
}
