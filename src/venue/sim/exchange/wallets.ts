import { type Json, InvariantError } from '../../../base/index.ts'
import type { Balance } from './exchange.ts'

type Purse = { total: bigint; held: bigint }

/**
 * What every account owns and has set aside, to the last minor unit. Account `house` stands for
 * everybody else: strangers, the fee till, the lender, the insurance fund. Whatever one account
 * gains another loses, so the sum over all accounts is what was deposited: nothing else can be.
 */
export class Wallets {
  readonly #accounts: Map<string, Purse>[] = []
  readonly #house = new Map<string, bigint>()
  readonly #deposited = new Map<string, bigint>()

  open(): number {
    this.#accounts.push(new Map())
    return this.#accounts.length - 1
  }

  get count(): number {
    return this.#accounts.length
  }

  /** Brings money in from outside, or takes it out when negative. */
  deposit(account: number, currency: string, amount: bigint): void {
    this.#purse(account, currency).total += amount
    this.#deposited.set(currency, (this.#deposited.get(currency) ?? 0n) + amount)
  }

  /** Moves `amount` from the house to the account; negative moves it back. */
  move(account: number, currency: string, amount: bigint): void {
    this.#purse(account, currency).total += amount
    this.#house.set(currency, (this.#house.get(currency) ?? 0n) - amount)
  }

  hold(account: number, currency: string, amount: bigint): void {
    const purse = this.#purse(account, currency)
    purse.held += amount
    if (purse.held < 0n)
      throw new InvariantError(`held ${currency} of account ${account} fell below zero`)
  }

  total(account: number, currency: string): bigint {
    return this.#accounts[account]?.get(currency)?.total ?? 0n
  }

  free(account: number, currency: string): bigint {
    const purse = this.#accounts[account]?.get(currency)
    return purse === undefined ? 0n : purse.total - purse.held
  }

  balances(account: number): ReadonlyMap<string, Balance> {
    const found = new Map<string, Balance>()
    for (const [currency, { total, held }] of this.#accounts[account] ?? [])
      found.set(currency, { free: total - held, held })
    return found
  }

  /** Deposits less everything owned, by currency. All zero, always. */
  imbalance(): ReadonlyMap<string, bigint> {
    const sums = new Map(this.#deposited)
    const take = (currency: string, amount: bigint): void => {
      sums.set(currency, (sums.get(currency) ?? 0n) - amount)
    }
    for (const purses of this.#accounts)
      for (const [currency, { total }] of purses) take(currency, total)
    for (const [currency, total] of this.#house) take(currency, total)
    return sums
  }

  #purse(account: number, currency: string): Purse {
    const purses = this.#accounts[account]
    if (purses === undefined) throw new InvariantError(`there is no account ${account}`)
    const found = purses.get(currency)
    if (found !== undefined) return found
    const made = { total: 0n, held: 0n }
    purses.set(currency, made)
    return made
  }

  save(): Json {
    const texts = (sums: ReadonlyMap<string, bigint>): Json =>
      [...sums].map(([currency, sum]) => [currency, String(sum)])
    return {
      accounts: this.#accounts.map((purses) =>
        [...purses].map(([currency, purse]) => [currency, String(purse.total), String(purse.held)]),
      ),
      house: texts(this.#house),
      deposited: texts(this.#deposited),
    }
  }

  load(state: Json): void {
    const saved = state as unknown as {
      readonly accounts: readonly (readonly (readonly [string, string, string])[])[]
      readonly house: readonly (readonly [string, string])[]
      readonly deposited: readonly (readonly [string, string])[]
    }
    this.#accounts.length = 0
    for (const purses of saved.accounts)
      this.#accounts.push(
        new Map(
          purses.map(([c, total, held]) => [c, { total: BigInt(total), held: BigInt(held) }]),
        ),
      )
    for (const [currency, sum] of saved.house) this.#house.set(currency, BigInt(sum))
    for (const [currency, sum] of saved.deposited) this.#deposited.set(currency, BigInt(sum))
  }
}
