import { divide } from '../../../base/index.ts'
import type { Listing } from './listing.ts'
import type { Wallets } from './wallets.ts'

/** What an account may borrow on the spot market. */
export type MarginTerms = {
  /** 1 is a cash account; 3 may borrow twice what it owns. */
  readonly leverage: number
  /** Charged on what is owed at every full hour, rounded up. Parts per million. */
  readonly interestPpmPerHour: number
  /** Below this share of what is owed, what is owned is sold. Parts per million. */
  readonly maintenancePpm: number
}

export const cashOnly: MarginTerms = {
  leverage: 1,
  interestPpmPerHour: 0,
  maintenancePpm: 0,
}

/** Borrowing on the spot market: values everything at the last price, in one quote currency. */
export class SpotMargin {
  readonly #listings: readonly Listing[]
  readonly #wallets: Wallets
  readonly #lastPrice: (instrument: number) => number
  readonly #terms: MarginTerms[] = []

  constructor(
    listings: readonly Listing[],
    wallets: Wallets,
    lastPrice: (instrument: number) => number,
  ) {
    this.#listings = listings
    this.#wallets = wallets
    this.#lastPrice = lastPrice
  }

  open(terms: MarginTerms): void {
    this.#terms.push(terms)
  }

  termsOf(account: number): MarginTerms {
    return this.#terms[account] ?? cashOnly
  }

  /** Whether any account may borrow. */
  get isUsed(): boolean {
    return this.#terms.some(({ leverage }) => leverage > 1)
  }

  /** Whether the account owes anything, its orders counted as filled. */
  owes(account: number): boolean {
    return this.#standing(account, 'free').owed > 0n
  }

  /**
   * Whether the account may owe what it would owe if all its orders were filled now.
   *
   * @param most - The leverage asked for, within its terms.
   */
  mayOwe(account: number, most: number = Number.POSITIVE_INFINITY): boolean {
    const leverage = Math.min(most, this.termsOf(account).leverage)
    if (leverage <= 1) return false
    const { equity, owed } = this.#standing(account, 'free')
    return (
      equity > 0n &&
      owed <= divide(equity * BigInt(Math.floor((leverage - 1) * 1000)), 1000n, 'floor')
    )
  }

  /** Whether too little is left over what is owed. */
  isCalled(account: number): boolean {
    const { leverage, maintenancePpm } = this.termsOf(account)
    if (leverage <= 1) return false
    const { equity, owed } = this.#standing(account, 'total')
    return owed > 0n && equity * 1_000_000n < owed * BigInt(maintenancePpm)
  }

  /** What the account owes for the hour that ends now, by currency; rounded up. */
  interest(account: number): readonly (readonly [string, bigint])[] {
    const { interestPpmPerHour } = this.termsOf(account)
    if (interestPpmPerHour === 0) return []
    const found: (readonly [string, bigint])[] = []
    for (const currency of this.#wallets.balances(account).keys()) {
      const owed = -this.#wallets.total(account, currency)
      if (owed > 0n)
        found.push([currency, divide(owed * BigInt(interestPpmPerHour), 1_000_000n, 'ceil')])
    }
    return found
  }

  /** Everything owned less owed, and what is owed, in minor units of the first quote currency. */
  #standing(account: number, of: 'free' | 'total'): { equity: bigint; owed: bigint } {
    let equity = 0n
    let owed = 0n
    for (const currency of this.#wallets.balances(account).keys()) {
      equity += this.#value(currency, this.#wallets.total(account, currency))
      const amount =
        of === 'free'
          ? this.#wallets.free(account, currency)
          : this.#wallets.total(account, currency)
      if (amount < 0n) owed -= this.#value(currency, amount)
    }
    return { equity, owed }
  }

  #value(currency: string, amount: bigint): bigint {
    for (const [i, { instrument, perpetual }] of this.#listings.entries()) {
      if (perpetual !== undefined) continue
      if (instrument.quote === currency) return amount
      if (instrument.base !== currency) continue
      const { notionalFactor, notionalDivisor, baseFactor } = instrument
      const value = amount * BigInt(this.#lastPrice(i)) * notionalFactor
      return divide(value, notionalDivisor * baseFactor, 'floor')
    }
    return 0n
  }
}
