import type { Exchange } from 'ccxt'
import { reasonOf, UserError } from '../../base/index.ts'
import { classifyError, type VenueWords } from './classify-error.ts'
import type { Replies } from './watch-replies.ts'

/** A venue that is asked what changes nothing, before it is traded on. */
export type Asked = {
  readonly exchange: Exchange
  readonly replies: Replies
  readonly words: VenueWords
}

/** What came of a question. `denied`: whoever holds the key may not ask it. */
export type VenueReply<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'declined' | 'denied'; readonly reason: string }

/** How often a question is asked that gets no answer, or one that makes no sense. */
const turns = 6
/** How often its stamp may be refused: each time the clock is measured, and a nonce leaps ahead. */
const clocksMost = 10
/** How long it is let alone between, growing by this. Unit: ms. */
const restMs = 150
const heardRestMs = 20

/** How often it may say that it is asked too much, and the rest after that: doubled each time. */
const busyMost = 5
const busyRestMs = 500
const busyRestMaxMs = 30_000

/** Keys nobody has, wrong secrets, and rights that are missing: venues rarely say which. */
const deniedWords =
  /"code":\s*-(2014|2015|1022)\b|EGeneral:Permission denied|EAPI:Invalid (key|signature)/
const deniedClasses = [
  'AuthenticationError',
  'PermissionDenied',
  'AccountNotEnabled',
  'AccountSuspended',
]

/** Whether an error says that the key does not count, or not for this. */
export function isDenied(error: unknown): boolean {
  // Words first: ccxt takes a right that is missing at Binance for a ban that passes.
  if (deniedWords.test(reasonOf(error))) return true
  return error instanceof Error && deniedClasses.includes(error.constructor.name)
}

/** What an error says, for people, without what was signed. */
export function sayError(error: unknown): string {
  return reasonOf(error).replace(/\?\S+/g, '').replace(/\s+/g, ' ').slice(0, 200)
}

/**
 * Asks a question that changes nothing until the venue answers it or declines it.
 *
 * @param read - Makes sense of the answer; `undefined` when there is none in it.
 * @throws UserError `venue-clock`; `venue-unreachable`, `venue-nonsense`, `venue-busy`, exit 3.
 */
export async function askVenue<T>(
  { exchange, replies, words }: Asked,
  ask: () => Promise<unknown>,
  read: (answer: unknown) => T | undefined,
): Promise<VenueReply<T>> {
  let said = { isHeard: false, text: '' }
  let clocks = 0
  let busy = 0
  for (let turn = 1; turn <= turns; turn += 1) {
    try {
      const value = read(await ask())
      if (value !== undefined) return { kind: 'answered', value }
      said = { isHeard: true, text: 'an answer without what was asked for' }
    } catch (error) {
      const reply = replies.behind(error)
      const fate = classifyError(error, reply, words)
      const reason = sayError(error)
      if (fate !== 'ambiguous' && isDenied(error)) return { kind: 'denied', reason }
      if (fate === 'refused' || fate === 'missing' || fate === 'duplicate')
        return { kind: 'declined', reason }
      said = {
        isHeard: reply === undefined ? !isOfNetwork(error) : reply.status < 500,
        text: reason,
      }
      if (fate === 'throttled') {
        busy += 1
        const restMs = (reply?.retryAfterUs ?? 0) / 1_000 || busyRestMs * (1 << busy)
        if (busy > busyMost || restMs > busyRestMaxMs) throw tooMuch(exchange, reason)
        await exchange.sleep(restMs)
        turn -= 1
        continue
      }
      if (fate === 'clock') {
        clocks += 1
        if (clocks > clocksMost) throw noClock(exchange, reason)
        await exchange.loadTimeDifference().catch(() => undefined)
        turn -= 1
      }
    }
    // What made no sense twice will make none a third time.
    if (said.isHeard && turn > 1) break
    await exchange.sleep(said.isHeard ? heardRestMs : restMs * turn)
  }
  throw noAnswer(exchange, said)
}

function noAnswer(
  exchange: Exchange,
  { isHeard, text }: { readonly isHeard: boolean; readonly text: string },
): UserError {
  const name = nameOf(exchange)
  if (isHeard)
    return new UserError(
      'venue-nonsense',
      `${name} answers what makes no sense (${text}); nothing is sent there, try later.`,
      3,
    )
  return new UserError(
    'venue-unreachable',
    `${name} does not answer (${text}); check the network, or try later.`,
    3,
  )
}

function tooMuch(exchange: Exchange, reason: string): UserError {
  return new UserError(
    'venue-busy',
    `${nameOf(exchange)} says that it is asked too much (${reason}); try again in some minutes.`,
    3,
  )
}

function noClock(exchange: Exchange, reason: string): UserError {
  return new UserError(
    'venue-clock',
    `${nameOf(exchange)} takes none of our stamps (${reason}): the clock of this machine is off, ` +
      'or another program uses the key.',
  )
}

/** A venue's name for people. */
export function nameOf({ name, id }: Exchange): string {
  return name ?? id
}

function isOfNetwork(error: unknown): boolean {
  let prototype: unknown = error instanceof Error ? Object.getPrototypeOf(error) : undefined
  while (prototype instanceof Error) {
    if (prototype.constructor.name === 'NetworkError') return true
    prototype = Object.getPrototypeOf(prototype)
  }
  return false
}
