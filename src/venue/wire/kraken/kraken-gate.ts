import { declined, ok, type Result } from '../../../base/index.ts'
import { type Micros, secondUs } from '../../../domain/index.ts'
import type { WireRequest } from '../dialect.ts'
import type { WireAccount } from '../wire-accounts.ts'
import { KrakenFields } from './kraken-fields.ts'
import type { KrakenHouse } from './kraken-house.ts'
import { isSameSign, krakenSign, krakenToken } from './kraken-sign.ts'

/** Who sent a request, and what stands in it. */
export type Visitor = { readonly holder: WireAccount; readonly fields: KrakenFields }

/** How long a token lasts before a connection has used it. Unit: seconds. */
export const tokenSeconds = 900
const tokensMax = 10_000

/** The door of what is private: keys, signatures, nonces, and tokens for the WebSocket. */
export class KrakenGate {
  readonly #house: KrakenHouse
  /** In the order of their ends. */
  readonly #tokens = new Map<string, { readonly holder: WireAccount; readonly untilTs: number }>()

  constructor(house: KrakenHouse) {
    this.#house = house
  }

  /** Lets a signed request in, or says in Kraken's word why not. */
  admit({ path, headers, body, address }: WireRequest, now: Micros): Result<Visitor> {
    const { counters, wire } = this.#house
    if (counters.isLocked(address, now)) return declined('EGeneral:Temporary lockout')
    const holder = wire.accounts.byKey(headers['api-key'] ?? '')
    if (holder === undefined) {
      counters.wrongKey(address, now)
      return declined('EAPI:Invalid key')
    }
    counters.rightKey(address)
    const fields = KrakenFields.ofBody(body, headers['content-type'] ?? '')
    const nonce = fields?.text('nonce')
    if (fields === undefined || nonce === undefined || !/^\d{1,20}$/.test(nonce))
      return declined('EAPI:Invalid nonce')
    const wanted = krakenSign(path, nonce, body, holder.secret)
    if (!isSameSign(headers['api-sign'] ?? '', wanted)) return declined('EAPI:Invalid signature')
    if (BigInt(nonce) <= holder.nonce) return declined('EAPI:Invalid nonce')
    holder.nonce = BigInt(nonce)
    return ok({ holder, fields })
  }

  /** A token for the account of a request that was let in. */
  giveToken(holder: WireAccount, now: Micros): string {
    const token = krakenToken(holder.secret, `${holder.key} ${holder.nonce}`)
    for (const [old, { untilTs }] of this.#tokens) {
      if (untilTs >= now && this.#tokens.size < tokensMax) break
      this.#tokens.delete(old)
    }
    this.#tokens.set(token, { holder, untilTs: now + tokenSeconds * secondUs })
    return token
  }

  /** Whose token it is; `undefined` when it is nobody's or too old. */
  holderOf(token: string, now: Micros): WireAccount | undefined {
    const known = this.#tokens.get(token)
    return known === undefined || known.untilTs < now ? undefined : known.holder
  }
}
