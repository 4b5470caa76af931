import { defined } from '../../src/base/index.ts'
import {
  dayUs,
  type DeskEvent,
  type Instrument,
  markFactors,
  minorPerUnit,
  type OrderIntent,
  signOf,
} from '../../src/domain/index.ts'

/** What a day brought, in units of the quote currency. */
export type DayProfit = {
  /** By instrument, before fees. */
  readonly byInstrument: readonly number[]
  readonly fees: number
  /** What holding an equal share of each from the first day on came to on this one. */
  readonly held: number
}

/** Reads from the events of a journal alone what each day of a month brought, and where. */
export class DailyProfit {
  readonly days: DayProfit[] = []
  readonly #factors: Float64Array
  readonly #cash: number
  readonly #from: number
  readonly #orders = new Map<number, OrderIntent>()
  readonly #flows: Float64Array
  readonly #lots: Float64Array
  readonly #marks: Float64Array
  readonly #begun: Float64Array
  #before: Float64Array
  #heldBefore = 0
  #fees = 0
  #dayEnd: number

  constructor(instruments: readonly Instrument[], cash: number, from: number) {
    const columns = (): Float64Array => new Float64Array(instruments.length)
    this.#factors = markFactors(instruments)
    this.#cash = cash
    this.#from = from
    this.#dayEnd = from + dayUs
    this.#flows = columns()
    this.#lots = columns()
    this.#marks = columns()
    this.#begun = columns()
    this.#before = columns()
  }

  /** The newest closes, ticks. */
  get marks(): Float64Array {
    return this.#marks
  }

  onEvent(event: DeskEvent): void {
    if (event.kind === 'submit') this.#orders.set(event.order.orderId, event.order)
    else if (event.kind === 'order-filled') this.#onFill(event)
    else if (event.kind === 'bar-closed') {
      while (event.ts > this.#dayEnd) this.#endDay()
      this.#marks[event.instrument] = event.close
      if (event.ts <= this.#from) this.#begun[event.instrument] = event.close
    }
  }

  #onFill(fill: Extract<DeskEvent, { readonly kind: 'order-filled' }>): void {
    const { instrument: i, side } = defined(this.#orders.get(fill.orderId), 'the order of a fill')
    const value = fill.price * fill.quantity * Number(this.#factors[i])
    this.#flows[i] = Number(this.#flows[i]) - signOf(side) * value
    this.#lots[i] = Number(this.#lots[i]) + signOf(side) * fill.quantity
    this.#fees += Number(fill.fee)
  }

  #endDay(): void {
    this.#dayEnd += dayUs
    const value = this.#flows.map(
      (flow, i) => flow + Number(this.#lots[i]) * Number(this.#marks[i]) * Number(this.#factors[i]),
    )
    const share = this.#cash / this.#marks.length
    const held = this.#marks.reduce(
      (sum, mark, i) => sum + share * (mark / Number(this.#begun[i]) - 1),
      0,
    )
    const before = this.#before
    this.days.push({
      byInstrument: [...value].map((each, i) => (each - Number(before[i])) / minorPerUnit),
      fees: this.#fees / minorPerUnit,
      held: (held - this.#heldBefore) / minorPerUnit,
    })
    this.#before = value
    this.#heldBefore = held
    this.#fees = 0
  }

  /** The last day has no bar after it. */
  end(): void {
    this.#endDay()
  }
}
