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
  #key = ''
  #names: readonly string[] = []

  /** @param lines - How many readings a bar gives. */
  constructor(lines: number) {
    this.readings = new Float64Array(lines).fill(Number.NaN)
  }

  /** Says whose stream this is: of the recipe `key`, with lines of these names. */
  named(key: string, names: readonly string[]): this {
    this.#key = key
    this.#names = names
    return this
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
   * @throws ArgumentError when a number of it is not finite, its low above its high or its volume
   *   below 0; nothing is taken in then.
   */
  update(bar: Bar): void {
    const { close, open = close, high = close, low = close, volume = 0, ts = 0 } = bar
    // A number less itself is 0, unless it is infinite or none.
    const gap = close - close + (open - open) + (high - high) + (low - low) + (ts - ts)
    if (gap + (volume - volume) !== 0) throw new ArgumentError(`a bar must be finite, ${told(bar)}`)
    if (low > high || volume < 0)
      throw new ArgumentError(`a bar must have low <= high and volume >= 0, ${told(bar)}`)
    const one = this.#one
    one.open[0] = open
    one.high[0] = high
    one.low[0] = low
    one.close[0] = close
    one.volume[0] = volume
    one.ts[0] = ts
    this.step(one, 0)
  }

  /**
   * The reading of a line; `undefined` while it warms up.
   *
   * @param line - Its name, or its place, the first being 0.
   * @throws ArgumentError when there is no such line.
   */
  value(line: string | number = 0): number | undefined {
    const at = typeof line === 'number' ? line : this.#names.indexOf(line)
    const reading = this.readings[at]
    if (reading === undefined)
      throw new ArgumentError(`line must be one of ${this.#names.join(', ')}, was ${line}`)
    return Number.isNaN(reading) ? undefined : reading
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

  /** Everything remembered, for `load` of another of the same key. */
  save(): Json {
    return [this.#key, ...numbersToSave([...this.readings, ...this.remember()])]
  }

  /** @throws ArgumentError when `state` was not saved by an indicator of the same key. */
  load(state: Json): void {
    const [key, ...rest] = Array.isArray(state) ? state : []
    const saved = savedNumbers(rest)
    const lines = this.readings.length
    const isOurs = key === this.#key && rest.every((each) => each === null || Number.isFinite(each))
    if (!isOurs || saved.length < lines || !this.recall(saved.slice(lines)))
      throw new ArgumentError(
        `the saved state must be of ${this.#key}, was of ${typeof key === 'string' ? key : 'none'}`,
      )
    this.readings.set(saved.slice(0, lines))
  }
}

function told(bar: Bar): string {
  const { close, open = close, high = close, low = close, volume = 0, ts = 0 } = bar
  return `was open ${open}, high ${high}, low ${low}, close ${close}, volume ${volume}, ts ${ts}`
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
