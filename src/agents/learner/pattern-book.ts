import type { Json } from '../../base/index.ts'

/** What is known of one pattern. Returns are shares of the price, over the horizon. */
export type PatternSums = {
  /** Outcomes, older ones counting for less. */
  readonly evidence: number
  readonly mean: number
  /** Sum of squares about the mean. */
  readonly spread: number
  /** Outcomes ever, each as one. */
  readonly count: number
  /** Bars at which it was first and last seen. */
  readonly born: number
  readonly touched: number
  /** Times it was spoken for, what came of that net of costs, and squares of it: each weighed. */
  readonly claims: number
  readonly reward: number
  readonly rewardSquares: number
}

const columns = 9
const [evidence, mean, spread, count, born, touched, claims, reward, rewardSquares] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
] as const

/**
 * The patterns of one learner, by key, in bounded room: when there is none left, the one that is
 * least known gives way. Nothing is allocated after the beginning.
 */
export class PatternBook {
  readonly #keys: Int32Array
  readonly #slotOf: Int16Array
  readonly #sums: Float64Array
  readonly #halfLife: number
  #used = 0

  /**
   * @param keys - How many keys there are: 0 to `keys` - 1.
   * @param room - Patterns at once, at most 32,767.
   * @param halfLife - Bars after which what a pattern showed counts half.
   */
  constructor(keys: number, room: number, halfLife: number) {
    this.#keys = new Int32Array(room)
    this.#slotOf = new Int16Array(keys).fill(-1)
    this.#sums = new Float64Array(room * columns)
    this.#halfLife = halfLife
  }

  get size(): number {
    return this.#used
  }

  /** How many bars' forgetting leaves of a weight of 1. */
  kept(bars: number): number {
    return bars <= 0 ? 1 : Math.exp((-Math.LN2 * bars) / this.#halfLife)
  }

  /** Where the pattern is; -1 when it is not known. Good until the next `learn`. */
  find(key: number): number {
    return this.#slotOf[key] ?? -1
  }

  /** Evidence left at `bar` of the pattern in `slot`. */
  evidenceAt(slot: number, bar: number): number {
    const at = slot * columns
    return (this.#sums[at + evidence] as number) * this.kept(bar - this.#at(at, touched))
  }

  /** The bar at which it was last learned from. */
  touchedAt(slot: number): number {
    return this.#at(slot * columns, touched)
  }

  meanOf(slot: number): number {
    return this.#sums[slot * columns + mean] as number
  }

  /** Sum of squares about the mean, left at `bar`. */
  spreadAt(slot: number, bar: number): number {
    const at = slot * columns
    return (this.#sums[at + spread] as number) * this.kept(bar - this.#at(at, touched))
  }

  /**
   * Whether it was spoken for often enough, and lost by it: more than two standard errors. Claims
   * that overlap share what came: each counted as one of its own, luck alone would look like a loss
   * in most of the patterns that pay.
   */
  hasFailed(slot: number, claimsMin: number): boolean {
    const at = slot * columns
    const n = this.#at(at, claims)
    if (n < claimsMin) return false
    const each = this.#at(at, reward) / n
    const variance = Math.max(0, this.#at(at, rewardSquares) / n - each * each)
    return each + 2 * Math.sqrt(variance / n) < 0
  }

  /**
   * Takes in what came of a pattern.
   *
   * @param weight - 1 for an outcome of its own, less for one that overlaps the last.
   * @returns The key that had to give way; -1 for none.
   */
  learn(key: number, bar: number, outcome: number, weight: number): number {
    let slot = this.find(key)
    let gone = -1
    if (slot < 0) {
      if (this.#used === this.#keys.length) gone = this.#giveWay(bar)
      slot = this.#used
      this.#used += 1
      this.#keys[slot] = key
      this.#slotOf[key] = slot
      this.#sums.fill(0, slot * columns, (slot + 1) * columns)
      this.#sums[slot * columns + born] = bar
      this.#sums[slot * columns + touched] = bar
    }
    this.#add(slot * columns, bar, outcome, weight)
    return gone
  }

  #add(at: number, bar: number, outcome: number, weight: number): void {
    const sums = this.#sums
    const keep = this.kept(bar - this.#at(at, touched))
    const total = keep * this.#at(at, evidence) + weight
    const gap = outcome - this.#at(at, mean)
    const middle = this.#at(at, mean) + (weight * gap) / total
    sums[at + spread] = keep * this.#at(at, spread) + weight * gap * (outcome - middle)
    sums[at + mean] = middle
    sums[at + evidence] = total
    sums[at + count] = this.#at(at, count) + 1
    sums[at + touched] = bar
  }

  /**
   * It was spoken for, and came to `net` after costs. Nothing when it has given way since.
   *
   * @param weight - 1 for a claim of its own, less for one that overlaps the last.
   */
  reward(key: number, net: number, weight: number): void {
    const slot = this.find(key)
    if (slot < 0) return
    const at = slot * columns
    this.#sums[at + claims] = this.#at(at, claims) + weight
    this.#sums[at + reward] = this.#at(at, reward) + weight * net
    this.#sums[at + rewardSquares] = this.#at(at, rewardSquares) + weight * net * net
  }

  /** Forgets one. */
  prune(key: number): void {
    const slot = this.find(key)
    if (slot < 0) return
    this.#slotOf[key] = -1
    this.#used -= 1
    const last = this.#used
    if (slot === last) return
    const moved = this.#keys[last] as number
    this.#keys[slot] = moved
    this.#slotOf[moved] = slot
    this.#sums.copyWithin(slot * columns, last * columns, (last + 1) * columns)
  }

  /** The one of which least is known makes room; of two, the one that came later to its slot. */
  #giveWay(bar: number): number {
    let least = Number.POSITIVE_INFINITY
    let key = -1
    for (let slot = 0; slot < this.#used; slot += 1) {
      const left = this.evidenceAt(slot, bar)
      if (left > least) continue
      least = left
      key = this.#keys[slot] as number
    }
    this.prune(key)
    return key
  }

  /** Keys in the order of their slots. Allocates; for people and at stated intervals. */
  get keys(): readonly number[] {
    return [...this.#keys.subarray(0, this.#used)]
  }

  /** What is known of `key`; `undefined` when nothing is. Allocates. */
  of(key: number): PatternSums | undefined {
    const slot = this.find(key)
    if (slot < 0) return undefined
    const at = slot * columns
    return {
      evidence: this.#at(at, evidence),
      mean: this.#at(at, mean),
      spread: this.#at(at, spread),
      count: this.#at(at, count),
      born: this.#at(at, born),
      touched: this.#at(at, touched),
      claims: this.#at(at, claims),
      reward: this.#at(at, reward),
      rewardSquares: this.#at(at, rewardSquares),
    }
  }

  #at(at: number, column: number): number {
    return this.#sums[at + column] as number
  }

  save(): Json {
    return {
      keys: [...this.keys],
      sums: [...this.#sums.subarray(0, this.#used * columns)],
    }
  }

  load(state: Json): void {
    const { keys, sums } = state as {
      readonly keys: readonly number[]
      readonly sums: readonly number[]
    }
    this.#slotOf.fill(-1)
    this.#used = keys.length
    this.#keys.set(keys)
    this.#sums.set(sums)
    for (const [slot, key] of keys.entries()) this.#slotOf[key] = slot
  }
}
