import { requireWhole } from '../argument.ts'
import { isModerate } from '../moderate.ts'
import { type Resumable, savedAt, savedNumbers } from '../resumable.ts'

// Places in the state: mean and squares around it over the window, the newest value, and the most
// the squares have been since they were summed.
const [mean, squares, newest, peak] = [0, 1, 2, 3] as const

/**
 * How many deviations a spread is above its mean over a sliding window, the newest value among
 * them. Deviations with divisor n - 1. No allocation in an update, and O(1).
 *
 * Sums are made anew once in each window, and whenever most of them has gone: rounding never piles
 * up, and a spread that calms down after a jump keeps its digits.
 */
export class SpreadScore implements Resumable {
  readonly #window: Float64Array
  #seen = 0
  #at = 0
  /** The newest values that are all equal: a window of them has no deviation. */
  #equal = 0
  /** Numbers that change, in one array: a number in a field would be a new object every time. */
  readonly #state = new Float64Array(4)

  /**
   * @param windowCount - Values of the window, 2 or more.
   * @throws ArgumentError when it is not whole, or below 2.
   */
  constructor(windowCount: number) {
    requireWhole('windowCount', windowCount, 2)
    this.#window = new Float64Array(windowCount)
  }

  /**
   * Takes the newest spread, e.g. y - hedge ratio × x.
   *
   * @param spread - Left out, and answered by `undefined`, when not finite, or 1e150 or more
   *   in size.
   * @returns Its score; `undefined` until the window is full, or while it holds equal values.
   */
  update(spread: number): number | undefined {
    if (!isModerate(spread)) return undefined
    const window = this.#window
    const oldest = window[this.#at] as number
    window[this.#at] = spread
    this.#at = this.#at + 1 === window.length ? 0 : this.#at + 1
    const isSame = this.#seen > 0 && spread === this.#state[newest]
    this.#equal = isSame ? this.#equal + 1 : 1
    this.#state[newest] = spread
    if (this.#seen < window.length) this.#seen += 1
    if (this.#seen < window.length) return undefined
    if (this.#at === 0) this.#sumAnew()
    else this.#replace(oldest, spread)
    const total = this.#state[squares] as number
    if (this.#equal >= window.length || !(total > 0)) return undefined
    return (spread - (this.#state[mean] as number)) / Math.sqrt(total / (window.length - 1))
  }

  save(): readonly number[] {
    return [this.#seen, this.#at, this.#equal, ...this.#state, ...this.#window]
  }

  load(saved: unknown): void {
    const count = this.#window.length
    const numbers = savedNumbers(saved, 3 + this.#state.length + count)
    requireWhole('saved values', savedAt(numbers, 0), 0, count)
    requireWhole('saved place', savedAt(numbers, 1), 0, count - 1)
    requireWhole('saved equals', savedAt(numbers, 2), 0)
    this.#seen = savedAt(numbers, 0)
    this.#at = savedAt(numbers, 1)
    this.#equal = savedAt(numbers, 2)
    this.#state.set(numbers.slice(3, 3 + this.#state.length))
    this.#window.set(numbers.slice(3 + this.#state.length))
  }

  /** Forgets every value. */
  reset(): void {
    this.#seen = 0
    this.#at = 0
    this.#equal = 0
    this.#state.fill(0)
    this.#window.fill(0)
  }

  #replace(oldest: number, spread: number): void {
    const state = this.#state
    const before = state[mean] as number
    const change = spread - oldest
    const after = before + change / this.#window.length
    state[mean] = after
    const total = (state[squares] as number) + change * (spread - after + (oldest - before))
    state[squares] = total
    if (total > (state[peak] as number)) state[peak] = total
    // What a large gap leaves when it goes is its rounding.
    if (total < 1e-6 * (state[peak] as number)) this.#sumAnew()
  }

  #sumAnew(): void {
    const window = this.#window
    let sum = 0
    for (let i = 0; i < window.length; i += 1) sum += window[i] as number
    const middle = sum / window.length
    let total = 0
    for (let i = 0; i < window.length; i += 1) {
      const gap = (window[i] as number) - middle
      total += gap * gap
    }
    this.#state[mean] = middle
    this.#state[squares] = total
    this.#state[peak] = total
  }
}
