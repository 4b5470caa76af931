/** Follows a venue's numbers of trades: which are known already, and how many are missing. */
export class TradeNumbers {
  readonly #areNumbered: boolean
  #last = -1

  /** @param areNumbered - Whether they rise by one; else nothing can be seen to be missing. */
  constructor(areNumbered: boolean) {
    this.#areNumbered = areNumbered
  }

  /** @param trade - NaN when it has no number: then it is taken as new. */
  take(trade: number): { readonly missing: number; readonly isKnown: boolean } {
    if (Number.isNaN(trade)) return { missing: 0, isKnown: false }
    const last = this.#last
    if (trade <= last) return { missing: 0, isKnown: true }
    this.#last = trade
    const isHole = this.#areNumbered && last >= 0 && trade > last + 1
    return { missing: isHole ? trade - last - 1 : 0, isKnown: false }
  }
}
