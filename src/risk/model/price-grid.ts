import type { Json } from '../../base/index.ts'
import { restoreArrays, savedArrays, savedNumber } from './saved-arrays.ts'

/** A step of more than this counts as this: what doubles between two closes is another thing. */
const returnMax = 1

/**
 * The last close of every instrument at the boundaries of one grid, so that bars of different
 * lengths and minutes without a trade give returns over the same time.
 *
 * A boundary is sampled as soon as as many instruments have closed a bar on it as had a close at
 * the last one, at the latest with the first bar after it: who has not begun, or is silent for
 * long, is not waited for, and is taken in late.
 */
export class PriceGrid {
  readonly gridUs: number
  /** The boundary that is sampled next, in microseconds; 0 before the first bar. */
  next = 0
  /** The boundary that was sampled last; 0 before the first. */
  last = 0
  /** Last closes in ticks; 0 for none. */
  readonly closes: Float64Array
  /** 1 for each instrument with a close since the last sample. */
  readonly fresh: Uint8Array
  /** Returns at the last sample, over `steps` steps. */
  readonly returns: Float64Array
  /** Steps of the grid that each return took; 0 where there is no return. */
  readonly steps: Float64Array
  readonly #sampled: Float64Array
  readonly #sampledAt: Float64Array
  #arrived = 0
  /** How many had a close at the last sample: as many are waited for at the next. */
  #expected: number

  constructor(instruments: number, gridUs: number) {
    this.gridUs = gridUs
    this.closes = new Float64Array(instruments)
    this.fresh = new Uint8Array(instruments)
    this.returns = new Float64Array(instruments)
    this.steps = new Float64Array(instruments)
    this.#sampled = new Float64Array(instruments)
    this.#sampledAt = new Float64Array(instruments)
    this.#expected = instruments
  }

  /** Takes in a close up to the boundary `next`. @returns Whether that completes a sample. */
  take(i: number, ts: number, ticks: number): boolean {
    this.closes[i] = ticks
    this.fresh[i] = 1
    if (ts !== this.next) return false
    this.#arrived += 1
    return this.#arrived === this.#expected
  }

  /**
   * Fills `returns` and `steps` with what happened up to the boundary `next`.
   *
   * @returns Whether anybody had a close.
   */
  sample(): boolean {
    this.last = this.next
    let seen = 0
    for (let i = 0; i < this.closes.length; i += 1) {
      this.returns[i] = 0
      this.steps[i] = 0
      if (this.#sampleOne(i)) seen += 1
    }
    if (seen > 0) this.#expected = seen
    return seen > 0
  }

  /**
   * Takes in a close at the boundary that was sampled already.
   *
   * @returns Whether that gave instrument `i` a return.
   */
  late(i: number, ticks: number): boolean {
    this.closes[i] = ticks
    this.fresh[i] = 1
    if (this.#sampledAt[i] === this.last || !this.#sampleOne(i)) return false
    this.#expected += 1
    return (this.steps[i] as number) > 0
  }

  #sampleOne(i: number): boolean {
    const close = this.closes[i] as number
    // A close that is no price is left out, and the next one stands for a longer time.
    if (this.fresh[i] === 0 || !(close > 0 && close < Number.POSITIVE_INFINITY)) return false
    this.fresh[i] = 0
    const before = this.#sampled[i] as number
    if (before > 0) {
      this.returns[i] = Math.min(returnMax, close / before - 1)
      this.steps[i] = (this.last - (this.#sampledAt[i] as number)) / this.gridUs
    }
    this.#sampled[i] = close
    this.#sampledAt[i] = this.last
    return true
  }

  /** Goes on to the first boundary at or after `ts`. */
  moveTo(ts: number): void {
    this.next = Math.ceil(ts / this.gridUs) * this.gridUs
    this.#arrived = 0
  }

  save(): Json {
    return {
      next: this.next,
      last: this.last,
      arrived: this.#arrived,
      expected: this.#expected,
      fresh: [...this.fresh],
      arrays: savedArrays([this.closes, this.#sampled, this.#sampledAt]),
    }
  }

  /** @returns Whether `saved` is such a state; nothing has changed if not. */
  load(saved: { readonly [key: string]: Json }): boolean {
    const [next, arrived] = [savedNumber(saved['next']), savedNumber(saved['arrived'])]
    const [last, expected] = [savedNumber(saved['last']), savedNumber(saved['expected'])]
    const fresh = new Float64Array(this.fresh.length)
    if (next === undefined || arrived === undefined) return false
    if (last === undefined || expected === undefined) return false
    if (!restoreArrays(saved['fresh'] === undefined ? [] : [saved['fresh']], [fresh])) return false
    if (!restoreArrays(saved['arrays'], [this.closes, this.#sampled, this.#sampledAt])) return false
    this.fresh.set(fresh)
    this.next = next
    this.last = last
    this.#arrived = arrived
    this.#expected = expected
    return true
  }
}
