import type { Json } from '../base/index.ts'
import { type AccountObserved, formatMoney, type Instrument, money } from '../domain/index.ts'
import type { Ledger } from '../ledger/index.ts'

type Amounts = AccountObserved['beyond']

/** Readings in a row that must differ by the same before it is drift. */
const readingsMin = 3

/**
 * What an account at a venue holds beyond the books of the desk. It is written down once; from then
 * on it may only change by what the books do not see: somebody traded, paid in or took out.
 */
export class AccountBook {
  readonly #instruments: readonly Instrument[]
  #beyond: Amounts | undefined
  /** The difference seen last, and how often in a row. */
  #seen = ''
  #times = 0

  constructor(instruments: readonly Instrument[]) {
    this.#instruments = instruments
  }

  get isKnown(): boolean {
    return this.#beyond !== undefined
  }

  /** What `balances` hold beyond the books, of the currencies the desk trades. */
  beyond(balances: ReadonlyMap<string, bigint>, ledger: Ledger): Amounts {
    const booked = new Map<string, bigint>()
    const add = (currency: string, amount: bigint): void =>
      void booked.set(currency, (booked.get(currency) ?? 0n) + amount)
    for (const [i, of] of this.#instruments.entries()) {
      add(of.quote, 0n)
      add(of.base, BigInt(ledger.positions.lots[i] as number) * of.baseFactor + ledger.spare(i))
    }
    add(this.#instruments[0]?.quote ?? '', ledger.cash + ledger.elsewhere)
    return [...booked]
      .map(([currency, amount]) => [currency, (balances.get(currency) ?? 0n) - amount] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
  }

  set(beyond: Amounts): void {
    this.#beyond = beyond
    this.#seen = ''
    this.#times = 0
  }

  /**
   * Compares a reading with what was written down; before that, with nothing.
   *
   * @returns `undefined` when it fits; else the difference in words, and whether it stays.
   */
  drift(beyond: Amounts): { readonly text: string; readonly isSure: boolean } | undefined {
    const known = new Map(this.#beyond)
    const differences = beyond.flatMap(([currency, amount]) => {
      const more = amount - (known.get(currency) ?? 0n)
      if (more === 0n) return []
      const size = formatMoney(money(more < 0n ? -more : more, currency))
      return [`${size} ${currency} ${more < 0n ? 'less' : 'more'}`]
    })
    const text = differences.join(', ')
    this.#times = text === this.#seen ? this.#times + 1 : 1
    this.#seen = text
    if (text === '' && this.isKnown) return undefined
    return { text, isSure: this.#times >= readingsMin }
  }

  save(): Json {
    return (this.#beyond ?? []).map(([currency, amount]) => [currency, `${amount}`])
  }

  load(state: Json): void {
    const saved = state as readonly (readonly [string, string])[]
    this.set(saved.map(([currency, amount]) => [currency, BigInt(amount)]))
  }
}
