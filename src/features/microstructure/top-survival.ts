import type { Json } from '../../base/index.ts'
import type { BookTop } from './book-levels.ts'
import { requireFinite } from './require-finite.ts'
import { RecentSum } from './recent-sum.ts'
import { loadParts, saveParts } from './saved-parts.ts'

/**
 * How long a best price lasts, over the last best prices of both sides that ended. One that is
 * taken or withdrawn, so that the price steps back, has died; one that is bettered is only lost
 * from sight (censored): it might have stood on. Changes of size do not end it.
 *
 * @see Kaplan and Meier, "Nonparametric estimation from incomplete observations", 1958. Golden
 *   numbers: statsmodels SurvfuncRight 0.15.0.
 */
export class TopSurvival {
  readonly #lifetimes: RecentSum
  /** 1 where the price died, 0 where it was bettered. */
  readonly #deaths: RecentSum
  /** Of bid and ask: the best price, NaN for none, and since when. */
  readonly #now = new Float64Array(4).fill(Number.NaN)

  /** @param window - Best prices looked back on. Whole, >= 1. @throws ArgumentError below. */
  constructor(window: number) {
    this.#lifetimes = new RecentSum(window)
    this.#deaths = new RecentSum(window)
  }

  /** @param ts - Unit: us, never back. @throws ArgumentError on numbers that are none. */
  update(ts: number, { bid, bidSize, ask, askSize }: BookTop): void {
    requireFinite('ts', ts)
    this.#side(0, ts, bidSize > 0 ? bid : Number.NaN)
    this.#side(2, ts, askSize > 0 ? -ask : Number.NaN)
  }

  /** @param price - Negated for an ask, so that more is better. */
  #side(at: 0 | 2, ts: number, price: number): void {
    const now = this.#now
    const before = now[at] as number
    if (price === before || (Number.isNaN(price) && Number.isNaN(before))) return
    if (!Number.isNaN(before)) {
      this.#lifetimes.push(ts - (now[at + 1] as number))
      this.#deaths.push(price > before ? 0 : 1)
    }
    now[at] = price
    now[at + 1] = ts
  }

  /**
   * The share of best prices that last longer than `us`, by Kaplan and Meier's product. Costs the
   * square of the window in the worst case: to be read, not to be asked at every event.
   *
   * @returns 0 to 1; `undefined` until the window is full.
   */
  survival(us: number): number | undefined {
    const lifetimes = this.#lifetimes
    if (!lifetimes.isFull) return undefined
    const { count } = lifetimes
    const times = new Float64Array(count)
    for (let i = 0; i < count; i += 1) times[i] = lifetimes.at(i) * 2 + 1 - this.#deaths.at(i)
    // Doubled and with its last bit for the censored: at one time those who die go first.
    times.sort()
    let share = 1
    for (let i = 0; i < count; ) {
      const time = times[i] as number
      if (time > us * 2) break
      let end = i + 1
      while (end < count && times[end] === time) end += 1
      if (time % 2 === 0) share *= 1 - (end - i) / (count - i)
      i = end
    }
    return share
  }

  /**
   * Mean lifetime, were death as likely at every age: all time seen / deaths.
   *
   * @returns Microseconds; `undefined` until the window is full, and where nothing died.
   */
  get meanUs(): number | undefined {
    const { isFull, sum } = this.#lifetimes
    const deaths = this.#deaths.sum
    return isFull && deaths > 0 ? sum / deaths : undefined
  }

  reset(): void {
    this.#lifetimes.reset()
    this.#deaths.reset()
    this.#now.fill(Number.NaN)
  }

  save(): Json {
    return saveParts([this.#lifetimes, this.#deaths, this.#now])
  }

  load(state: Json): void {
    loadParts(state, [this.#lifetimes, this.#deaths, this.#now])
  }
}
