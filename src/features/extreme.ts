import { assert, type Json } from '../base/index.ts'
import type { BarColumns } from '../domain/index.ts'
import { blockRows } from './block-rows.ts'
import { type FeatureSpec, type Indicator, savedNumbers } from './indicator.ts'

/**
 * Highest high of the `period` bars before the current one: the upper Donchian band. The current
 * bar is left out, so that a close above it is a breakout.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @returns First reading on bar number `period + 1`. Unit: quote units.
 * @see Golden numbers: Stock.Indicators GetDonchian.
 */
export function highest(period: number): FeatureSpec {
  return extreme('highest', period, 1)
}

/** Lowest low of the `period` bars before the current one; see `highest`. */
export function lowest(period: number): FeatureSpec {
  return extreme('lowest', period, -1)
}

function extreme(name: string, period: number, sign: 1 | -1): FeatureSpec {
  assert(Number.isInteger(period) && period >= 1, `period must be whole and >= 1, was ${period}`)
  return {
    key: `${name}(${period})`,
    warmup: period + 1,
    create: ({ tickSize }) => new Extreme(period, sign, tickSize),
  }
}

/**
 * Keeps only candidates that could still become the extreme, in falling order: one comparison a
 * bar on average. Lows are negated, so that one machine does both.
 */
class Extreme implements Indicator {
  readonly values: Float64Array = new Float64Array(blockRows)
  readonly #period: number
  readonly #sign: number
  readonly #scale: number
  readonly #heights: Float64Array
  readonly #rows: Float64Array
  #head = 0
  #size = 0
  #row = 0

  constructor(period: number, sign: 1 | -1, tickSize: number) {
    this.#period = period
    this.#sign = sign
    this.#scale = sign * tickSize
    this.#heights = new Float64Array(period)
    this.#rows = new Float64Array(period)
  }

  fold(bars: BarColumns, from: number, to: number): void {
    const source = this.#sign > 0 ? bars.high : bars.low
    for (let row = from; row < to; row += 1) {
      this.values[row - from] = this.#read()
      this.#push(this.#sign * (source[row] as number))
    }
  }

  #read(): number {
    if (this.#row < this.#period) return Number.NaN
    return (this.#heights[this.#head] as number) * this.#scale
  }

  #push(height: number): void {
    if (this.#size > 0 && (this.#rows[this.#head] as number) <= this.#row - this.#period)
      this.#drop()
    while (this.#size > 0 && (this.#heights[this.#slot(this.#size - 1)] as number) <= height)
      this.#size -= 1
    const slot = this.#slot(this.#size)
    this.#heights[slot] = height
    this.#rows[slot] = this.#row
    this.#size += 1
    this.#row += 1
  }

  #drop(): void {
    this.#head = this.#slot(1)
    this.#size -= 1
  }

  #slot(offset: number): number {
    const slot = this.#head + offset
    return slot < this.#period ? slot : slot - this.#period
  }

  save(): Json {
    const saved = [this.#row]
    for (let i = 0; i < this.#size; i += 1)
      saved.push(this.#heights[this.#slot(i)] as number, this.#rows[this.#slot(i)] as number)
    return saved
  }

  load(state: Json): void {
    const [row, ...pairs] = savedNumbers(state)
    this.#row = row ?? 0
    this.#head = 0
    this.#size = pairs.length / 2
    for (let i = 0; i < this.#size; i += 1) {
      this.#heights[i] = pairs[2 * i] as number
      this.#rows[i] = pairs[2 * i + 1] as number
    }
  }
}
