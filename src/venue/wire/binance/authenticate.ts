import { createHmac, timingSafeEqual } from 'node:crypto'
import { declined, ok, type Result } from '../../../base/index.ts'
import type { Micros } from '../../../domain/index.ts'
import { isFirstUse, type WireAccount, type WireAccounts } from '../wire-accounts.ts'
import { type BinanceError, binanceError, notSent } from './binance-error.ts'
import type { Parameters } from './parameters.ts'

const windowUsual = 5_000
const windowMost = 60_000
/** How far a client's clock may be ahead. Unit: ms. */
const aheadMost = 1_000

/** What a signed request brings, apart from its parameters. */
export type Signed = {
  readonly key: string | undefined
  /** The text that was signed. */
  readonly payload: string
  readonly signature: string | undefined
  /** Whether it may be sent once only, by a key that may trade. */
  readonly changes: boolean
}

/** The account of an API key. */
export function accountOf(
  key: string | undefined,
  accounts: WireAccounts,
): Result<WireAccount, BinanceError> {
  if (key === undefined || !/^[\w.-]{1,128}$/.test(key))
    return declined(binanceError(-2014, 'API-key format invalid.', 401))
  const account = accounts.byKey(key)
  return account === undefined ? declined(notAllowed) : ok(account)
}

/** A key nobody has, and one that may not do what is asked, are told the same. */
const notAllowed = binanceError(-2015, 'Invalid API-key, IP, or permissions for action.', 401)

/** Whose request it is, when it is signed with that account's secret, fresh, and new. */
export function authenticate(
  signed: Signed,
  params: Parameters,
  accounts: WireAccounts,
  now: Micros,
): Result<WireAccount, BinanceError> {
  const account = accountOf(signed.key, accounts)
  if (!account.ok) return account
  const { signature } = signed
  const window = params.integer('recvWindow') ?? windowUsual
  const timestamp = params.required('timestamp') && params.integer('timestamp')
  if (params.fault !== undefined) return declined(params.fault)
  if (timestamp === undefined || timestamp === '') return declined(notSent('timestamp'))
  if (signature === undefined) return declined(notSent('signature'))
  if (window > windowMost)
    return declined(binanceError(-1131, "'recvWindow' must be less than 60000."))
  const late = lateness(timestamp, window, now)
  if (late !== undefined) return declined(late)
  if (!isSignature(signature, signed.payload, account.value.secret))
    return declined(binanceError(-1022, 'Signature for this request is not valid.'))
  if (signed.changes && !account.value.rights.mayTrade) return declined(notAllowed)
  const until = (timestamp + window) * 1_000
  if (signed.changes && !isFirstUse(account.value, signature, until, now))
    return declined(binanceError(-1021, 'Timestamp for this request was already used.'))
  return account
}

function lateness(timestamp: number, window: number, now: Micros): BinanceError | undefined {
  const server = Math.floor(now / 1_000)
  if (timestamp >= server + aheadMost)
    return binanceError(
      -1021,
      `Timestamp for this request was ${aheadMost}ms ahead of the server's time.`,
    )
  if (server - timestamp > window)
    return binanceError(-1021, 'Timestamp for this request is outside of the recvWindow.')
  return undefined
}

/** Whether `signature` is the HMAC-SHA256 of `payload`, in hex of either case. */
export function isSignature(signature: string, payload: string, secret: string): boolean {
  if (!/^[0-9a-fA-F]{64}$/.test(signature)) return false
  const expected = createHmac('sha256', secret).update(payload).digest()
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'))
}

/** The text a REST request signs: its query, then its body, without the signature itself. */
export function restPayload(query: string, body: string): string {
  return withoutSignature(query) + withoutSignature(body)
}

function withoutSignature(form: string): string {
  const at = form.startsWith('signature=') ? 0 : form.indexOf('&signature=')
  if (at < 0) return form
  const end = form.indexOf('&', at + 1)
  const before = form.slice(0, at)
  if (end < 0) return before
  return before === '' ? form.slice(end + 1) : before + form.slice(end)
}
