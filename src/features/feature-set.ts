import { defined, type Json } from '../base/index.ts'
import type { BarColumns } from '../domain/index.ts'
import { warmupRows } from './every.ts'
import { blockRows } from './block-rows.ts'
import type { FeatureMarket, FeatureSpec, Indicator } from './indicator.ts'
import { LongBars } from './long-bars.ts'

/** One number an agent may look at: the reading of a feature at the bar being judged. */
export class Reading {
  readonly #values: Float64Array
  readonly #cursor: Cursor

  constructor(values: Float64Array, cursor: Cursor) {
    this.#values = values
    this.#cursor = cursor
  }

  /**
   * The reading. Agents are asked after their warm-up, so it is NaN for them only at bars at which
   * a sparse line says nothing.
   */
  get value(): number {
    return this.#values[this.#cursor.offset] as number
  }
}

/** Where in a block the row being judged is. */
type Cursor = { offset: number }

/**
 * Every indicator of one instrument, each computed once however many agents look at its lines.
 * Rows are folded in blocks; readings are looked at one row at a time through the cursor, so no
 * agent can see a row that has not been reached.
 */
export class FeatureSet {
  readonly #bars: BarColumns
  readonly #market: FeatureMarket
  readonly #cursor: Cursor = { offset: 0 }
  readonly #keys: string[] = []
  readonly #indicators: Indicator[] = []
  readonly #longBars: LongBars[] = []
  #from = 0
  #to = 0
  /** Bars until every feature has a reading. */
  warmup = 0

  constructor(bars: BarColumns, market: Omit<FeatureMarket, 'longBars'>) {
    this.#bars = bars
    const longBars = (us: number): LongBars => {
      const made = this.#longBars.find((long) => long.us === us) ?? new LongBars(us)
      if (!this.#longBars.includes(made)) this.#longBars.push(made)
      return made
    }
    this.#market = { ...market, longBars }
  }

  /** The reading for `spec`. Only before the first row is folded. */
  reading(spec: FeatureSpec): Reading {
    const { of, line } = spec.part ?? { of: spec.key, line: 0 }
    let index = this.#keys.indexOf(of)
    if (index < 0) {
      index = this.#keys.push(of) - 1
      this.#indicators.push(spec.create(this.#market))
    }
    this.warmup = Math.max(this.warmup, this.warmupOf(spec))
    const { lines, longBars } = this.#indicators[index] as Indicator
    return new Reading(defined(lines[line], spec.key), longBars?.known ?? this.#cursor)
  }

  /** Bars until the feature of `spec` has a reading. */
  warmupOf(spec: FeatureSpec): number {
    return warmupRows(spec, this.#market.intervalUs)
  }

  /**
   * Moves to `row`, folding the block that begins there when it has not been folded yet.
   * Rows must be visited in order, without a gap.
   *
   * @param end - Rows that exist: how far a block may reach. Never past what is known in live.
   */
  moveTo(row: number, end: number): void {
    if (row >= this.#to) this.#fold(row, Math.min(end, row + blockRows))
    const offset = row - this.#from
    this.#cursor.offset = offset
    for (let i = 0; i < this.#longBars.length; i += 1)
      (this.#longBars[i] as LongBars).moveTo(offset)
  }

  #fold(from: number, to: number): void {
    for (const indicator of this.#indicators) indicator.fold(this.#bars, from, to)
    this.#from = from
    this.#to = to
  }

  /**
   * By key of the indicator. Only meaningful when every folded row has been visited, as in live.
   */
  save(): Json {
    return Object.fromEntries(
      this.#indicators.map((indicator, i) => [this.#keys[i] as string, indicator.save()]),
    )
  }

  /** @param row - The first row that has not been folded into the saved state. */
  load(state: Json, row: number): void {
    const saved = state as { readonly [key: string]: Json }
    this.#indicators.forEach((indicator, i) => {
      const part = saved[this.#keys[i] as string]
      if (part !== undefined) indicator.load(part)
    })
    this.#from = row
    this.#to = row
  }
}
