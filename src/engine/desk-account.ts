import type { Json } from '../base/index.ts'
import type { AccountObserved, Micros, Mode } from '../domain/index.ts'
import type { VenueAccount } from '../execution/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { RiskBook } from '../risk/index.ts'
import { AccountBook } from './account-book.ts'
import type { DeskSetup } from './desk-setup.ts'

/** What of the desk its account works on. */
export type AccountDesk = {
  readonly setup: DeskSetup
  readonly ledger: Ledger
  readonly risk: RiskBook
  readonly now: Micros
  toMode(to: Mode, actor: string, reason: string): boolean
  observe(event: AccountObserved): void
}

/**
 * Holds the account at a distant venue against the books. What they cannot explain, and stays so,
 * pauses the desk: nothing is bought on books that are wrong, and nothing sold on them either. Who
 * has looked at it may take it as it is.
 */
export class DeskAccount {
  readonly #desk: AccountDesk
  readonly #book: AccountBook
  /** Who takes the next difference as it is. */
  #adopter: { readonly actor: string; readonly reason: string } | undefined

  constructor(desk: AccountDesk) {
    this.#desk = desk
    this.#book = new AccountBook(desk.setup.instruments)
  }

  /** Whether it is written down what the account held besides the books. */
  get isKnown(): boolean {
    return this.#book.isKnown
  }

  /** @returns Whether the account holds what the books say. */
  onAccount({ balances }: VenueAccount): boolean {
    const beyond = this.#book.beyond(balances, this.#desk.ledger)
    const drift = this.#book.drift(beyond)
    if (drift?.isSure !== true) return drift === undefined
    if (this.#book.isKnown && this.#adopter === undefined)
      this.#desk.toMode('pause', 'account', `the account holds ${drift.text} than the books say`)
    else this.#take(beyond)
    return false
  }

  /** From the next difference on drift is measured from there, and a desk it held back is free. */
  adopt(actor: string, reason: string): void {
    this.#adopter = { actor, reason }
  }

  #take(beyond: AccountObserved['beyond']): void {
    const adopter = this.#adopter
    this.#adopter = undefined
    const actor = adopter?.actor ?? 'desk'
    this.#desk.observe({ kind: 'account-observed', ts: this.#desk.now, actor, beyond })
    const { mode, mover } = this.#desk.risk
    if (adopter !== undefined && mode === 'pause' && mover === 'account')
      this.#desk.toMode('normal', actor, adopter.reason)
  }

  /** From now on drift is measured from here. */
  set(beyond: AccountObserved['beyond']): void {
    this.#book.set(beyond)
  }

  save(): Json {
    return this.#book.save()
  }

  load(state: Json): void {
    this.#book.load(state)
  }
}
