import { assert } from '../../base/index.ts'
import type { Instrument } from '../../domain/index.ts'
import type { BarStream, LoadedBars } from '../../market/index.ts'

/**
 * Recorded bars of several instruments as a stream, one instant after the other. Where one has no
 * bar it stands still without volume; before its first, at that one's open. After the last all do.
 */
export class FileBarStream implements BarStream {
  readonly instruments: readonly Instrument[]
  readonly intervalUs: number
  ts: number
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
  readonly #loaded: readonly LoadedBars[]
  readonly #rows: Float64Array
  readonly #end: number

  /** @param from - Open of the first bar. */
  constructor(loaded: readonly LoadedBars[], from: number) {
    const [first] = loaded
    assert(first !== undefined, 'a stream of bars has an instrument')
    this.#loaded = loaded
    this.instruments = loaded.map(({ instrument }) => instrument)
    this.intervalUs = first.intervalUs
    this.ts = from
    const column = (): Float64Array => new Float64Array(loaded.length)
    this.open = column()
    this.high = column()
    this.low = column()
    this.close = column()
    this.volume = column()
    this.#rows = Float64Array.from(loaded, ({ bars }) => bars.rowAt(from + 1))
    this.#end = Math.max(...loaded.map(({ bars }) => bars.ts[bars.length - 1] as number))
    for (const [i, { bars }] of loaded.entries()) {
      const row = this.#rows[i] as number
      this.close[i] = (row === 0 ? bars.open[0] : bars.close[row - 1]) as number
    }
  }

  /** Whether the current bars come after the last recorded ones. */
  get isOver(): boolean {
    return this.ts > this.#end
  }

  next(): void {
    this.ts += this.intervalUs
    for (const [i, { bars }] of this.#loaded.entries()) {
      const row = this.#rows[i] as number
      const isHere = row < bars.length && (bars.ts[row] as number) <= this.ts
      const still = this.close[i] as number
      this.open[i] = isHere ? (bars.open[row] as number) : still
      this.high[i] = isHere ? (bars.high[row] as number) : still
      this.low[i] = isHere ? (bars.low[row] as number) : still
      this.close[i] = isHere ? (bars.close[row] as number) : still
      this.volume[i] = isHere ? (bars.volume[row] as number) : 0
      if (isHere) this.#rows[i] = row + 1
    }
  }
}
