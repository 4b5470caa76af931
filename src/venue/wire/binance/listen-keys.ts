import { createHmac } from 'node:crypto'
import { type Micros, minuteUs } from '../../../domain/index.ts'
import type { WireAccount } from '../wire-accounts.ts'

const lifeUs: number = 60 * minuteUs

type ListenKey = { readonly text: string; readonly account: number; until: number }

/** Keys under which an account's events can be read for an hour, and longer when asked to. */
export class ListenKeys {
  readonly #byText = new Map<string, ListenKey>()
  readonly #byAccount = new Map<number, ListenKey>()
  #made = 0

  /** The account's key, a new one when it has none; good for an hour from now. */
  open({ key, secret, account }: WireAccount, now: Micros): string {
    const known = this.#byAccount.get(account)
    if (known !== undefined && known.until > now) {
      known.until = now + lifeUs
      return known.text
    }
    this.#made += 1
    // Nobody without the secret can guess it.
    const claim = `listen key ${this.#made} of ${key} at ${now}`
    const text = createHmac('sha256', secret).update(claim).digest('hex')
    const made = { text, account, until: now + lifeUs }
    this.#byText.set(text, made)
    this.#byAccount.set(account, made)
    return text
  }

  /** @returns Whether the account has such a key. */
  keep(text: string, account: number, now: Micros): boolean {
    const known = this.#byText.get(text)
    if (known?.account !== account || known.until <= now) return false
    known.until = now + lifeUs
    return true
  }

  /** @returns Whether the account had such a key. */
  close(text: string, account: number): boolean {
    const known = this.#byText.get(text)
    if (known?.account !== account) return false
    this.#byText.delete(text)
    this.#byAccount.delete(account)
    return true
  }

  /** Whose events a key opens now. */
  accountOf(text: string, now: Micros): number | undefined {
    const known = this.#byText.get(text)
    return known !== undefined && known.until > now ? known.account : undefined
  }
}
