import {
  dayUs,
  formatTime,
  type IntentRefused,
  type Micros,
  micros,
  minorPerUnit,
  type ModeChanged,
} from '../../domain/index.ts'
import type { DeskObserver, FillRow } from '../../engine/index.ts'

const weekUs = 7 * dayUs
/** The first Monday of 1970, UTC. */
const mondayUs = 4 * dayUs

/** A week of a desk, from Monday to Monday, UTC. Money in the quote currency, shares of 1. */
export type WeeklySummary = {
  readonly from: Micros
  readonly to: Micros
  readonly startEquity: number
  readonly endEquity: number
  /** Of the week, not of a year. */
  readonly change: number
  /** Largest fall from the highest equity of the week. */
  readonly drawdown: number
  readonly fills: number
  readonly fees: number
  readonly realised: number
  /** Largest gain and largest loss of a day, of its first equity. */
  readonly bestDay: number
  readonly worstDay: number
  readonly refusals: number
  /** `pause, by desk: drawdown 21.0 %`. */
  readonly modes: readonly string[]
}

/** Watches a desk and keeps the last whole week of it. */
export class WeekWatch implements DeskObserver {
  /** The last week that is over; `undefined` before one is. */
  summary: WeeklySummary | undefined
  #week: Week
  #equity: number

  /** @param equity - At the start; quote units. */
  constructor(equity: number) {
    this.#equity = equity
    this.#week = new Week(Number.NaN, equity)
  }

  onMark(ts: Micros, minor: number): void {
    this.#turn(ts)
    this.#equity = minor / minorPerUnit
    this.#week.mark(ts, this.#equity)
  }

  onFill({ ts, fee, realised }: FillRow): void {
    this.#turn(ts)
    this.#week.fills += 1
    this.#week.fees += Number(fee) / minorPerUnit
    this.#week.realised += Number(realised) / minorPerUnit
  }

  onRefusal({ ts }: IntentRefused): void {
    this.#turn(ts)
    this.#week.refusals += 1
  }

  onMode({ ts, to, actor, reason }: ModeChanged): void {
    this.#turn(ts)
    this.#week.modes.push(`${to}, by ${actor}: ${reason}`)
  }

  /** A week ends when something happens after it. */
  #turn(ts: number): void {
    const start = Math.floor((ts - mondayUs) / weekUs) * weekUs + mondayUs
    if (start <= this.#week.start) return
    if (!Number.isNaN(this.#week.start)) this.summary = this.#week.summary(this.#equity)
    this.#week = new Week(start, this.#equity)
  }

  onDecision(): void {}
  onOrder(): void {}
  onOrderEvent(): void {}
  onControl(): void {}
  onCut(): void {}
  onFault(): void {}
}

class Week {
  readonly start: number
  readonly modes: string[] = []
  fills = 0
  fees = 0
  realised = 0
  refusals = 0
  readonly #startEquity: number
  #peak: number
  #drawdown = 0
  #day = Number.NaN
  #dayStart: number
  #last: number
  #best = 0
  #worst = 0

  constructor(start: number, equity: number) {
    this.start = start
    this.#startEquity = equity
    this.#peak = equity
    this.#dayStart = equity
    this.#last = equity
  }

  mark(ts: number, equity: number): void {
    const day = Math.floor(ts / dayUs)
    if (day !== this.#day) this.#closeDay()
    this.#day = day
    this.#last = equity
    if (equity > this.#peak) this.#peak = equity
    this.#drawdown = Math.max(this.#drawdown, 1 - equity / this.#peak)
  }

  #closeDay(): void {
    const change = this.#last / this.#dayStart - 1
    this.#dayStart = this.#last
    this.#best = Math.max(this.#best, change)
    this.#worst = Math.min(this.#worst, change)
  }

  summary(endEquity: number): WeeklySummary {
    this.#closeDay()
    const { start, fills, fees, realised, refusals, modes } = this
    return {
      from: micros(start),
      to: micros(start + weekUs),
      startEquity: this.#startEquity,
      endEquity,
      change: endEquity / this.#startEquity - 1,
      drawdown: this.#drawdown,
      fills,
      fees,
      realised,
      bestDay: this.#best,
      worstDay: this.#worst,
      refusals,
      modes,
    }
  }
}

/** A week in lines for people. No word of what to do about it. */
export function weeklyLines(week: WeeklySummary, currency: string): readonly string[] {
  const day = (ts: Micros): string => formatTime(ts).slice(0, 10)
  const money = (amount: number): string => `${amount.toFixed(2)} ${currency}`
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`
  return [
    `week       ${day(week.from)} to ${day(week.to)}, UTC`,
    `equity     ${money(week.startEquity)} -> ${money(week.endEquity)} (${percent(week.change)})`,
    `drawdown   ${percent(week.drawdown)} at most`,
    `days       best ${percent(week.bestDay)}, worst ${percent(week.worstDay)}`,
    `fills      ${week.fills}, fees ${money(week.fees)}, booked ${money(week.realised)}`,
    `refusals   ${week.refusals}`,
    ...(week.modes.length === 0
      ? ['modes      no change']
      : week.modes.map((of) => `mode       ${of}`)),
  ]
}
