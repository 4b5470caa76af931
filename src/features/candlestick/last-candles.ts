import type { BarArrays } from '../bar-arrays.ts'
import type { Cell } from '../cell/index.ts'
import { Candle } from './candle.ts'
import { UsualSizes } from './usual-sizes.ts'

/** More than any pattern looks at. */
const kept = 8

const next = 0
const seen = 1

/** The last eight bars as candles, each knowing the one before it. O(1) a bar. */
export class LastCandles {
  readonly cells: readonly Cell[]
  readonly #state: Float64Array = new Float64Array(2)
  readonly #candles: readonly Candle[]
  readonly #usual: UsualSizes = new UsualSizes()

  constructor() {
    this.#candles = ringOfCandles()
    this.cells = [{ state: this.#state }, ...this.#candles, ...this.#usual.cells]
  }

  /** Takes in a bar. @returns It, as a candle that is overwritten eight bars later. */
  push(bars: BarArrays, row: number): Candle {
    const state = this.#state
    const slot = state[next] as number
    const candle = this.#candles[slot] as Candle
    candle.set(bars, row, this.#usual)
    this.#usual.push(candle)
    state[next] = slot + 1 === kept ? 0 : slot + 1
    state[seen] = (state[seen] as number) + 1
    return candle
  }

  /** How many bars were taken in. */
  get seen(): number {
    return this.#state[seen] as number
  }
}

/** Each names the one before it, and the first the last. */
function ringOfCandles(): readonly Candle[] {
  const candles = Array.from({ length: kept }, () => new Candle())
  candles.forEach((candle, i) => {
    candle.before = candles[(i + kept - 1) % kept] as Candle
  })
  return candles
}
