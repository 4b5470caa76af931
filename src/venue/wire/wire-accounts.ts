import type { Json } from '../../base/index.ts'
import type { WireRights } from './wire-rights.ts'

const usualRights: WireRights = { mayTrade: true, mayWithdraw: false }

/** One key of one account, and what it was used for. */
export type WireAccount = {
  readonly key: string
  /** The bytes requests are signed with; a dialect whose clients want base64 gives them that. */
  readonly secret: string
  /** The account of the exchange. */
  readonly account: number
  readonly rights: WireRights
  /** Largest nonce seen, for dialects whose nonces must grow; 0 before the first. */
  nonce: bigint
  /** Signatures of requests that change something, with the time after which they are stale. */
  readonly seen: Map<string, number>
}

/** Who may trade: accounts by their API key. */
export class WireAccounts {
  readonly #byKey = new Map<string, WireAccount>()
  readonly #byAccount: (WireAccount | undefined)[] = []

  /** The account of a key, whoever claims to hold it. */
  byKey(key: string): WireAccount | undefined {
    return this.#byKey.get(key)
  }

  of(account: number): WireAccount | undefined {
    return this.#byAccount[account]
  }

  get size(): number {
    return this.#byKey.size
  }

  add(key: string, secret: string, account: number, rights: WireRights = usualRights): WireAccount {
    const made = { key, secret, account, rights, nonce: 0n, seen: new Map<string, number>() }
    this.#byKey.set(key, made)
    this.#byAccount[account] = made
    return made
  }

  /**
   * Secrets are not in it: they come from the command line every time.
   *
   * @param absent - Accounts of an earlier run, kept even when their keys were not given again.
   */
  save(absent: readonly SavedAccount[]): Json {
    const here = [...this.#byKey.values()].map(({ key, account, nonce, seen }) => ({
      key,
      account,
      nonce: String(nonce),
      seen: [...seen].map(([signature, until]): Json => [signature, until]),
    }))
    const others = absent.filter(({ key }) => !this.#byKey.has(key))
    return [...here, ...others.map((each) => ({ ...each, seen: [] }))]
  }
}

/** What `save` wrote of one account. */
export type SavedAccount = {
  readonly key: string
  readonly account: number
  readonly nonce: string
  readonly seen: readonly (readonly [string, number])[]
}

/**
 * Whether a signature comes for the first time; remembered until `until`, when its request would be
 * too old anyway. @param now - In the unit of `until`.
 */
export function isFirstUse(
  { seen }: WireAccount,
  signature: string,
  until: number,
  now: number,
): boolean {
  for (const [old, end] of seen) {
    if (end >= now) break
    seen.delete(old)
  }
  if (seen.has(signature)) return false
  seen.set(signature, until)
  return true
}
