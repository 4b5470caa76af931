import type { Json } from '../../base/index.ts'
import { requirePositive, requireWhole } from '../../quant/index.ts'
import { requireFinite } from './require-finite.ts'
import { requireSign } from './require-sign.ts'
import { requireTs } from './require-ts.ts'
import { RecentSum } from './recent-sum.ts'
import { loadParts, saveParts } from './saved-parts.ts'

/** When the price is looked at again after a trade, and over how many trades means are taken. */
export type TradeSpreadsOptions = {
  /** How long after a trade the middle is looked at again. Unit: us, positive. */
  readonly horizonUs: number
  /** Trades averaged over. Whole, >= 1. */
  readonly window: number
  /** Trades that may wait for their horizon at once. Whole, >= 1; 4,096 when left out. */
  readonly waitingMax?: number
}

/**
 * What takers paid, and where it went: effective spread = realised spread + price impact, each the
 * plain mean over the last trades whose horizon has passed, in basis points of the middle before
 * the trade. With sign s, price p, middle m then and n at the horizon: 2 s (p - m) / m,
 * 2 s (p - n) / m and 2 s (n - m) / m.
 *
 * The middle at a horizon is the last one known at or before it. Trades before the first quote, and
 * those that come when too many wait, are left out; `dropped` counts them.
 *
 * @see Huang and Stoll, "Dealer versus auction markets", 1996. Golden numbers: pandas merge_asof.
 */
export class TradeSpreads {
  readonly #horizonUs: number
  /** Of the trades that wait, in a circle: due time, sign, price, middle. */
  readonly #waiting: Float64Array
  readonly #waitingMax: number
  /** First that waits, how many do, middle now, time now, trades left out. */
  readonly #state = new Float64Array(5)
  readonly #effective: RecentSum
  readonly #realised: RecentSum

  /** @throws ArgumentError on an option out of its range. */
  constructor({ horizonUs, window, waitingMax = 4096 }: TradeSpreadsOptions) {
    requirePositive('horizonUs', horizonUs)
    requireWhole('waitingMax', waitingMax, 1)
    this.#horizonUs = horizonUs
    this.#waitingMax = waitingMax
    this.#waiting = new Float64Array(4 * waitingMax)
    this.#effective = new RecentSum(window)
    this.#realised = new RecentSum(window)
    this.reset()
  }

  /** The middle of the quote as it is from `ts` on. Above 0. Unit of `ts`: us, never back. */
  onMiddle(ts: number, middle: number): void {
    requirePositive('middle', middle)
    this.#advance(ts, ts)
    this.#state[2] = middle
  }

  /**
   * @param sign - +1 when the buyer crossed, -1 when the seller did.
   * @throws ArgumentError on another sign, a price that is none or a time before the last.
   */
  onTrade(ts: number, sign: -1 | 1, price: number): void {
    requireSign(sign, false)
    requireFinite('price', price)
    this.#advance(ts, ts)
    const state = this.#state
    const count = state[1] as number
    if (Number.isNaN(state[2]) || count === this.#waitingMax) {
      state[4] = (state[4] as number) + 1
      return
    }
    const at = 4 * (((state[0] as number) + count) % this.#waitingMax)
    const waiting = this.#waiting
    waiting[at] = ts + this.#horizonUs
    waiting[at + 1] = sign
    waiting[at + 2] = price
    waiting[at + 3] = state[2] as number
    state[1] = count + 1
  }

  /** Says that nothing changed until after `ts`: all that is due by then is settled. */
  advance(ts: number): void {
    this.#advance(ts, ts + 1)
  }

  /** Settles what is due before `due`: at `ts` itself a later quote may still count. */
  #advance(ts: number, due: number): void {
    const state = this.#state
    requireTs(ts, state[3] as number)
    state[3] = ts
    while ((state[1] as number) > 0 && (this.#waiting[4 * (state[0] as number)] as number) < due)
      this.#settle()
  }

  #settle(): void {
    const state = this.#state
    const first = state[0] as number
    const at = 4 * first
    const sign = this.#waiting[at + 1] as number
    const price = this.#waiting[at + 2] as number
    const middle = this.#waiting[at + 3] as number
    const scale = (2e4 * sign) / middle
    this.#effective.push((price - middle) * scale)
    this.#realised.push((price - (state[2] as number)) * scale)
    state[0] = first + 1 === this.#waitingMax ? 0 : first + 1
    state[1] = (state[1] as number) - 1
  }

  /** What takers paid. @returns Basis points; `undefined` until the window is full. */
  get effectiveBps(): number | undefined {
    return this.#effective.mean
  }

  /** What makers kept at the horizon. @returns Basis points, may be negative; as above. */
  get realisedBps(): number | undefined {
    return this.#realised.mean
  }

  /** How far the price went with the takers. @returns Basis points; as above. */
  get impactBps(): number | undefined {
    const { effectiveBps, realisedBps } = this
    if (effectiveBps === undefined || realisedBps === undefined) return undefined
    return effectiveBps - realisedBps
  }

  /** Impact as a share of the effective spread: what makers lose to those who know more. */
  get adverseShare(): number | undefined {
    const { effectiveBps, impactBps } = this
    if (effectiveBps === undefined || impactBps === undefined || effectiveBps === 0)
      return undefined
    return impactBps / effectiveBps
  }

  /** Trades left out so far. */
  get dropped(): number {
    return this.#state[4] as number
  }

  reset(): void {
    this.#state.set([0, 0, Number.NaN, Number.MIN_SAFE_INTEGER, 0])
    this.#waiting.fill(0)
    this.#effective.reset()
    this.#realised.reset()
  }

  save(): Json {
    return saveParts([this.#state, this.#waiting, this.#effective, this.#realised])
  }

  load(state: Json): void {
    loadParts(state, [this.#state, this.#waiting, this.#effective, this.#realised])
  }
}
