import type { Exchange } from 'ccxt'
import { Secret, UserError } from '../../base/index.ts'
import type { Instrument } from '../../domain/index.ts'
import { countNonces } from './count-nonces.ts'
import { fenceExchange } from './fence-exchange.ts'
import { measureClock } from './measure-clock.ts'
import { openExchange } from './open-exchange.ts'
import { proveKey } from './prove-key.ts'
import { AccountFees } from './read-fees.ts'
import { settleFutures } from './settle-futures.ts'
import { VenueGrid } from './venue-grid.ts'
import { venueCapabilities } from './venue-capabilities.ts'
import { testNetwork, toTestNetwork } from './test-network.ts'
import { type VenueTraits, traitsOf } from './venue-traits.ts'
import { type Heard, type Replies, watchReplies } from './watch-replies.ts'

/** How long an answer is waited for. */
const answerMs = 5_000

/** What proves to a venue who is asking. */
export type VenueKeys = {
  readonly key: Secret
  readonly secret: Secret
  /** Where the venue wants a third word. */
  readonly passphrase?: Secret | undefined
}

export type CcxtAccountOptions = {
  /** ccxt's name of the venue: `kraken`. */
  readonly venue: string
  readonly keys: VenueKeys
  readonly instruments: readonly Instrument[]
  /** Longest wait for one answer. */
  readonly timeoutMs?: number | undefined
  /** Another server that speaks the venue's REST and streams, or `testNetwork`, for rehearsals. */
  readonly url?: string | undefined
  /** Asked before anything is sent; nothing is when it says no. */
  readonly maySend?: (() => boolean) | undefined
}

/** An account at a venue, through ccxt. */
export type CcxtAccount = {
  readonly exchange: Exchange
  readonly traits: VenueTraits
  readonly instruments: readonly Instrument[]
  readonly replies: Replies
  /** What the venue takes of each instrument. */
  readonly grid: VenueGrid
  /** What the account pays; what is published until it is read. */
  readonly fees: AccountFees
  /** What is to be said of our clock, if anything. */
  readonly clock: string | undefined
  /** Told of every answer of the venue. */
  onHeard: (heard: Heard) => void
}

/**
 * Opens an account: the venue's markets are read, and its time, and it is proved that the key is
 * known, may trade and may not withdraw. Nothing is changed there.
 *
 * @throws UserError `unknown-venue`, `venue-cannot`, `unknown-instrument`, `no-rehearsal`,
 *   `venue-clock`, `venue-key` and what `proveKey` throws; `venue-unreachable`, `venue-nonsense`.
 */
export async function openCcxtAccount(options: CcxtAccountOptions): Promise<CcxtAccount> {
  const { venue, keys, instruments, url, maySend } = options
  const { refusal } = await venueCapabilities(venue)
  if (refusal !== undefined) throw new UserError('venue-cannot', refusal)
  const traits = traitsOf(venue)
  const exchange = await openExchange(venue, {
    apiKey: keys.key.reveal(),
    secret: keys.secret.reveal(),
    password: keys.passphrase?.reveal(),
    timeout: options.timeoutMs ?? answerMs,
    // The line in front of it knows what may wait and what may not.
    enableRateLimit: false,
    newUpdates: true,
    options: traits.options,
  })
  if (url !== undefined) await rehearse(exchange, traits, url)
  if (maySend !== undefined) fenceExchange(exchange, maySend)
  if (traits.countsNonces) countNonces(exchange)
  settleFutures(exchange)
  let account: CcxtAccount | undefined
  const replies = watchReplies(exchange, traits.isSound, (heard) => account?.onHeard(heard))
  const asked = { exchange, replies, words: traits.words }
  const grid = await VenueGrid.read(asked, instruments)
  const clock = await measureClock(asked)
  await proveKey(asked, instruments, traits.keys, url === testNetwork)
  const fees = new AccountFees(exchange, instruments, traits.fees)
  account = { exchange, traits, instruments, replies, grid, fees, clock, onHeard: () => {} }
  return account
}

async function rehearse(exchange: Exchange, traits: VenueTraits, url: string): Promise<void> {
  if (url === testNetwork) return toTestNetwork(exchange)
  const api = traits.rehearsal(url, url.replace(/^http/, 'ws'))
  if (api === undefined)
    throw new UserError('no-rehearsal', `Nothing here speaks ${exchange.name}'s dialect.`)
  Object.assign(exchange.urls, { api })
  // What ccxt asks for before it opens a socket without TLS.
  await exchange.loadHttpProxyAgent()
}

/** @throws RangeError when the account has no such instrument. */
export function instrumentAt({ instruments }: CcxtAccount, index: number): Instrument {
  const of = instruments[index]
  if (of === undefined) throw new RangeError(`there is no instrument ${index}`)
  return of
}
