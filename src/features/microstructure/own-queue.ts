import type { Json } from '../../base/index.ts'
import { requireBetween, requirePositive } from '../../quant/index.ts'
import { requireFinite } from './require-finite.ts'
import { requireVolume } from './require-volume.ts'
import { loadNumbers, saveNumbers } from './saved-parts.ts'

// Places in the state.
const ahead = 0
const own = 1
const behind = 2
const since = 3
const filled = 4

/**
 * The place of an own order in the queue of its price, where the market tells of levels only. Lots
 * that trade are taken from the front. Of lots that leave untraded, a share stood ahead: `0` is the
 * cautious reading, `1` that they stood ahead and behind as lots do, and what lies between is in
 * proportion. Lots that leave can only have stood where lots stand.
 */
export class OwnQueue {
  readonly #aheadShare: number
  readonly #state = new Float64Array(5)

  /** @param aheadShare - 0 to 1; 0 when left out. @throws ArgumentError on another. */
  constructor(aheadShare = 0) {
    requireBetween('aheadShare', aheadShare, 0, 1)
    this.#aheadShare = aheadShare
    this.reset()
  }

  /**
   * The order has come to stand behind all that is there.
   *
   * @param ts - Unit: us.
   * @param lotsAhead - Shown at the price just before. 0 or more.
   * @param lots - Of the order itself. Positive.
   */
  join(ts: number, lotsAhead: number, lots: number): void {
    requireFinite('ts', ts)
    requireVolume('lotsAhead', lotsAhead)
    requirePositive('lots', lots)
    this.#state.set([lotsAhead, lots, 0, ts, 0])
  }

  /** Lots of others came to stand behind. 0 or more. */
  onAdd(lots: number): void {
    requireVolume('lots', lots)
    this.#state[behind] = (this.#state[behind] as number) + lots
  }

  /** Lots traded at the price, whosever they were. 0 or more. */
  onTrade(lots: number): void {
    requireVolume('lots', lots)
    const state = this.#state
    const first = Math.min(lots, state[ahead] as number)
    const second = Math.min(lots - first, state[own] as number)
    state[ahead] = (state[ahead] as number) - first
    state[own] = (state[own] as number) - second
    state[filled] = (state[filled] as number) + second
    state[behind] = Math.max(0, (state[behind] as number) - (lots - first - second))
  }

  /** Lots of others left untraded, place unknown. 0 or more. */
  onCancel(lots: number): void {
    requireVolume('lots', lots)
    const state = this.#state
    const before = state[ahead] as number
    const after = state[behind] as number
    const all = before + after
    const wanted = all > 0 ? (this.#aheadShare * Math.min(lots, all) * before) / all : 0
    const fromBehind = Math.min(after, lots - wanted)
    state[behind] = after - fromBehind
    state[ahead] = Math.max(0, before - (lots - fromBehind))
  }

  /** Lots of others ahead left untraded: where the market is told order by order. 0 or more. */
  onCancelAhead(lots: number): void {
    requireVolume('lots', lots)
    this.#state[ahead] = Math.max(0, (this.#state[ahead] as number) - lots)
  }

  /** @returns Lots; `undefined` where no order has joined, or it is filled. */
  get aheadLots(): number | undefined {
    return this.#isOpen ? this.#state[ahead] : undefined
  }

  /** Lots behind it. @returns As `aheadLots`. */
  get behindLots(): number | undefined {
    return this.#isOpen ? this.#state[behind] : undefined
  }

  /** Lots of the order that have traded; 0 where none has joined. */
  get filledLots(): number {
    return this.#state[filled] as number
  }

  /** Share of the queue that stands ahead. @returns 0 to 1; as `aheadLots`. */
  get aheadShare(): number | undefined {
    const state = this.#state
    if (!this.#isOpen) return undefined
    const front = state[ahead] as number
    return front / (front + (state[own] as number) + (state[behind] as number))
  }

  /** How long it has stood. @returns Microseconds; as `aheadLots`. */
  ageUs(ts: number): number | undefined {
    return this.#isOpen ? ts - (this.#state[since] as number) : undefined
  }

  get #isOpen(): boolean {
    return (this.#state[own] as number) > 0
  }

  /** Forgets the order: it was cancelled, or moved to another price. */
  reset(): void {
    this.#state.set([0, 0, 0, Number.NaN, 0])
  }

  save(): Json {
    return saveNumbers(this.#state)
  }

  load(state: Json): void {
    loadNumbers(state, this.#state)
  }
}
