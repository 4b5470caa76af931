import { assert, InvariantError } from '../base/index.ts'

/** Where an amount can stand. Every booking moves it from one of these to another. */
const accountKinds = ['cash', 'venue', 'fees', 'external'] as const
type AccountKind = (typeof accountKinds)[number]

/** Largest balance allowed, minor units: half of what 64 bits hold, so that a sum cannot wrap. */
const balanceMax = 1n << 62n

/**
 * Double-entry balances in whole minor units. An entry takes from one account what it gives to
 * another, so every currency sums to zero, always.
 *
 * `cash` is what we own, `venue` the other side of our fills, `fees` what trading cost, `external`
 * the world that deposits came from.
 */
export class Accounts {
  readonly currencies: readonly string[]
  readonly #balances: BigInt64Array

  constructor(currencies: readonly string[]) {
    assert(new Set(currencies).size === currencies.length, 'currencies repeat')
    this.currencies = currencies
    this.#balances = new BigInt64Array(currencies.length * accountKinds.length)
  }

  balance(currency: number, kind: AccountKind): bigint {
    return this.#balances[slot(currency, kind)] as bigint
  }

  /** Moves `amount` minor units from one account to another; a negative amount moves it back. */
  move(currency: number, from: AccountKind, to: AccountKind, amount: bigint): void {
    const source = slot(currency, from)
    const sink = slot(currency, to)
    this.#balances[source] = inRange((this.#balances[source] as bigint) - amount)
    this.#balances[sink] = inRange((this.#balances[sink] as bigint) + amount)
  }

  /** Sum over all accounts of a currency: zero, or a bug. */
  sum(currency: number): bigint {
    return accountKinds.reduce((total, kind) => total + this.balance(currency, kind), 0n)
  }

  save(): Record<string, Record<string, string>> {
    const ofCurrency = (currency: number): Record<string, string> =>
      Object.fromEntries(accountKinds.map((kind) => [kind, `${this.balance(currency, kind)}`]))
    return Object.fromEntries(this.currencies.map((code, i) => [code, ofCurrency(i)]))
  }

  load(saved: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
    this.currencies.forEach((code, currency) => {
      for (const kind of accountKinds)
        this.#balances[slot(currency, kind)] = BigInt(saved[code]?.[kind] ?? '0')
    })
  }
}

function slot(currency: number, kind: AccountKind): number {
  return currency * accountKinds.length + accountKinds.indexOf(kind)
}

function inRange(balance: bigint): bigint {
  // Not `assert`: its message would be written out, digit by digit, for every booking.
  if (balance >= balanceMax || balance <= -balanceMax)
    throw new InvariantError(`balance ${balance} is out of range`)
  return balance
}
