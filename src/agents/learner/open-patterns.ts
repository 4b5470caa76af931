import type { Json } from '../../base/index.ts'

/** What was seen at a bar: the pattern, the side spoken for, and the claim before it was shrunk. */
type Seen = { readonly key: number; readonly side: number; readonly claim: number }

/** Patterns that were seen and whose outcome is not known yet: one a bar, until the horizon. */
export class OpenPatterns {
  readonly #horizon: number
  readonly #keys: Int32Array
  readonly #closes: Float64Array
  readonly #sides: Int8Array
  readonly #claims: Float64Array

  constructor(horizon: number) {
    this.#horizon = horizon
    this.#keys = new Int32Array(horizon).fill(-1)
    this.#closes = new Float64Array(horizon)
    this.#sides = new Int8Array(horizon)
    this.#claims = new Float64Array(horizon)
  }

  /** The pattern seen a horizon before `bar`; -1 for none. */
  keyBefore(bar: number): number {
    return this.#keys[bar % this.#horizon] as number
  }

  /** What has come of it, as a return. */
  outcome(bar: number, close: number): number {
    return close / (this.#closes[bar % this.#horizon] as number) - 1
  }

  /** The side on which it was spoken for; 0 for none. */
  sideBefore(bar: number): number {
    return this.#sides[bar % this.#horizon] as number
  }

  /** The probability that was claimed, before it was shrunk. */
  claimBefore(bar: number): number {
    return this.#claims[bar % this.#horizon] as number
  }

  /** In place of the one seen a horizon before. */
  note(bar: number, close: number, { key, side, claim }: Seen): void {
    const at = bar % this.#horizon
    this.#keys[at] = key
    this.#closes[at] = close
    this.#sides[at] = side
    this.#claims[at] = claim
  }

  /** Bars are missing: nobody knows what came of them at the horizon. */
  forget(): void {
    this.#keys.fill(-1)
  }

  save(): Json {
    return [[...this.#keys], [...this.#closes], [...this.#sides], [...this.#claims]]
  }

  load(state: Json): void {
    const [keys = [], closes = [], sides = [], claims = []] = state as readonly number[][]
    this.#keys.set(keys)
    this.#closes.set(closes)
    this.#sides.set(sides)
    this.#claims.set(claims)
  }
}
