import type { Json } from '../../base/index.ts'
import { dayUs, micros, type TierChanged } from '../../domain/index.ts'
import type { Limits } from '../limits.ts'
import { type Tier, type TierName, tierAt, tightened, tiers } from './tier-table.ts'

/** How far past a border equity has to be, and for how long. */
const beyond = 0.1
const stayUs = dayUs

/**
 * Which capital tier a desk is in. It changes tiers once equity has been 10 % past the border for a
 * day. A smaller tier holds from when equity first touches it, though, and until equity has not
 * been below the border for a day: the stricter of two holds until it is settled which one it is.
 */
export class Tiers {
  /** Quote units of a dollar: the borders are in dollars. */
  readonly #dollar: number
  #tier: Tier
  /** The smallest tier touched since it was settled last. */
  #lowest: Tier
  /** Since when equity is far past a border; infinity when it is not. */
  #farTs = Number.POSITIVE_INFINITY
  /** When equity was last in another tier. */
  #outTs = 0
  #isUnknown = false
  #now = 0
  #revision = 0

  /** @param equity - At the start; quote units. @param dollar - Quote units of one dollar. */
  constructor(equity: number, dollar = 1) {
    this.#dollar = dollar
    this.#tier = tierAt(equity / dollar)
    this.#lowest = this.#tier
  }

  get name(): TierName {
    return this.#tier.name
  }

  /** What may be done now. */
  get allowed(): Tier {
    return this.#isUnknown ? tierAt(0) : this.#lowest
  }

  /** Grows whenever `allowed` is another: what was made of it is to be made anew. */
  get revision(): number {
    return this.#revision
  }

  /** Equity at which the next tier begins, quote units; `undefined` at the top. */
  get nextAt(): number | undefined {
    const next = tiers[tiers.indexOf(this.#tier) + 1]
    return next === undefined ? undefined : next.from * this.#dollar
  }

  /** `limits` as they are in this tier: never wider. */
  limits(limits: Limits): Limits {
    const by = this.allowed.limits
    return tightened(limits, { ...by, orderNotionalMin: by.orderNotionalMin * this.#dollar })
  }

  /**
   * Takes in the equity. Allocates nothing unless the tier changes.
   *
   * @param ts - Unit: us. One before an earlier one counts as that.
   * @param equity - Quote units. While it is not a number nothing that adds risk is allowed.
   */
  mark(ts: number, equity: number): TierChanged | undefined {
    if (ts > this.#now) this.#now = ts
    if (Number.isFinite(equity) === this.#isUnknown) this.#know(!this.#isUnknown)
    if (this.#isUnknown) return undefined
    const dollars = equity / this.#dollar
    const there = tierAt(dollars)
    if (there === this.#tier) {
      this.#farTs = Number.POSITIVE_INFINITY
      if (this.#lowest !== this.#tier && this.#now - this.#outTs >= stayUs) this.#settle(this.#tier)
      return undefined
    }
    this.#outTs = this.#now
    if (there.from < this.#lowest.from) this.#settle(there)
    const reached = this.#reached(dollars)
    if (reached === this.#tier) this.#farTs = Number.POSITIVE_INFINITY
    else if (this.#farTs > this.#now) this.#farTs = this.#now
    if (this.#now - this.#farTs < stayUs) return undefined
    return this.#change(reached, equity)
  }

  /** The tier that would be reached if every border were 10 % farther away. */
  #reached(dollars: number): Tier {
    const { from } = this.#tier
    const up = tierAt(dollars / (1 + beyond))
    if (up.from > from) return up
    const down = tierAt(dollars / (1 - beyond))
    return down.from < from ? down : this.#tier
  }

  #know(isUnknown: boolean): void {
    this.#isUnknown = isUnknown
    this.#farTs = Number.POSITIVE_INFINITY
    this.#revision += 1
  }

  #settle(lowest: Tier): void {
    this.#lowest = lowest
    this.#revision += 1
  }

  #change(to: Tier, equity: number): TierChanged {
    const from = this.#tier
    this.#tier = to
    this.#farTs = Number.POSITIVE_INFINITY
    // On the way down the smallest that was touched holds already.
    if (to.from > from.from) this.#settle(to)
    return { kind: 'tier-changed', ts: micros(this.#now), from: from.name, to: to.name, equity }
  }

  save(): Json {
    return {
      tier: this.#tier.name,
      lowest: this.#lowest.name,
      farTs: Number.isFinite(this.#farTs) ? this.#farTs : null,
      outTs: this.#outTs,
      now: this.#now,
      isUnknown: this.#isUnknown,
    }
  }

  /** To be called on tiers of the same dollar. A tier that is unknown is the smallest. */
  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    const named = (name: Json | undefined): Tier =>
      tiers.find((tier) => tier.name === name) ?? tierAt(0)
    this.#tier = named(saved['tier'])
    const lowest = named(saved['lowest'])
    this.#lowest = lowest.from < this.#tier.from ? lowest : this.#tier
    const farTs = saved['farTs']
    this.#farTs = typeof farTs === 'number' ? farTs : Number.POSITIVE_INFINITY
    this.#outTs = Number(saved['outTs'])
    this.#now = Number(saved['now'])
    this.#isUnknown = saved['isUnknown'] === true
    this.#revision += 1
  }
}
