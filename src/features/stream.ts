import type { Json } from '../base/index.ts'
import { ArgumentError } from '../quant/index.ts'
import { type BarArrays, emptyBars } from './bar-arrays.ts'
import type { Cell } from './cell/index.ts'
import { numbersToSave, savedNumbers } from './indicator.ts'
import type { RowSpan } from './row-span.ts'

/** One bar. `open`, `high` and `low` are the close where they are left out; `volume` and `ts` 0. */
export type Bar = { readonly close: number } & Partial<
  Readonly<Record<'ts' | 'open' | 'high' | 'low' | 'volume', number>>
>

/**
 * A streaming indicator: it reads each bar once, in order, and never a later one. Each bar costs
 * the same however many came before, and no memory.
 */
export abstract class Stream {
  /** One a line, at the last bar. NaN while it warms up; `value` says `undefined` then. */
  readonly readings: Float64Array
  readonly #one: BarArrays = emptyBars(1)

  /** @param lines - How many readings a bar gives. */
  constructor(lines: number) {
    this.readings = new Float64Array(lines).fill(Number.NaN)
  }

  /** Takes in the bar at `row`, and sets `readings`. */
  protected abstract step(bars: BarArrays, row: number): void

  /** Forgets everything but the readings. */
  protected abstract clear(): void

  /** Everything remembered but the readings. NaN means none. */
  protected abstract remember(): readonly number[]

  /** The inverse of `remember`. @returns Whether `saved` is such a memory. */
  protected abstract recall(saved: readonly number[]): boolean

  /**
   * Takes in one bar.
   *
   * @throws ArgumentError when a number of it is not finite; nothing is taken in then.
   */
  update(bar: Bar): void {
    const { close, open = close, high = close, low = close, volume = 0, ts = 0 } = bar
    // A number less itself is 0, unless it is infinite or none.
    if (close - close + (open - open) + (high - high) + (low - low) + (volume - volume) !== 0)
      throw new ArgumentError(
        `a bar must be finite, was open ${open}, high ${high}, low ${low}, ` +
          `close ${close}, volume ${volume}`,
      )
    const one = this.#one
    one.open[0] = open
    one.high[0] = high
    one.low[0] = low
    one.close[0] = close
    one.volume[0] = volume
    one.ts[0] = ts
    this.step(one, 0)
  }

  /** The reading of a line, the first being 0; `undefined` while it warms up. */
  value(line = 0): number | undefined {
    const reading = this.readings[line]
    return reading === undefined || Number.isNaN(reading) ? undefined : reading
  }

  /**
   * Takes in rows `from` to `to`: as if each had been given to `update`.
   *
   * @param out - Where the readings go, an array a line: that of row `from` to `out[line][at]`.
   */
  fold(bars: BarArrays, { from, to, at }: RowSpan, out: readonly Float64Array[]): void {
    const { readings } = this
    for (let row = from; row < to; row += 1) {
      this.step(bars, row)
      for (let line = 0; line < out.length; line += 1)
        (out[line] as Float64Array)[at + row - from] = readings[line] as number
    }
  }

  /** Forgets every bar. */
  reset(): void {
    this.clear()
    this.readings.fill(Number.NaN)
  }

  /** Everything remembered, for `load` of another that was made alike. */
  save(): Json {
    return numbersToSave([...this.readings, ...this.remember()])
  }

  /** @throws ArgumentError when `state` was not saved by an indicator made alike. */
  load(state: Json): void {
    const saved = savedNumbers(state)
    const lines = this.readings.length
    if (saved.length < lines || !this.recall(saved.slice(lines)))
      throw new ArgumentError('the saved state of an indicator must be of one made alike')
    this.readings.set(saved.slice(0, lines))
  }
}

/** An indicator all of whose memory is in cells, and in `own`, a few numbers of its own. */
export abstract class CellStream extends Stream {
  /** Numbers of its own that it remembers; all zeros is how it starts. */
  protected readonly own: Float64Array
  readonly #states: readonly Float64Array[]

  constructor(lines: number, cells: readonly Cell[], own = 0) {
    super(lines)
    this.own = new Float64Array(own)
    this.#states = [this.own, ...cells.map((cell) => cell.state)]
  }

  protected override clear(): void {
    for (const state of this.#states) state.fill(0)
  }

  protected override remember(): readonly number[] {
    return this.#states.flatMap((state) => [...state])
  }

  protected override recall(saved: readonly number[]): boolean {
    const length = this.#states.reduce((sum, state) => sum + state.length, 0)
    if (saved.length !== length) return false
    let at = 0
    for (const state of this.#states) {
      state.set(saved.slice(at, at + state.length))
      at += state.length
    }
    return true
  }
}
