import type { Fate, Refusal, RefusalCode } from '../sim/exchange/refusal.ts'
import { errorJson, newOrderError } from './binance/binance-error.ts'
import { coinbaseError } from './coinbase/coinbase-error.ts'
import { errorReply, errorText } from './kraken/kraken-error.ts'

/** What one venue answers for one reason of the exchange. */
export type VenueError = {
  readonly venue: 'kraken' | 'binance' | 'coinbase'
  /** HTTP status. */
  readonly status: number
  /** The venue's own name for it, or its number. */
  readonly code: string | number
  /** What the venue says to people. */
  readonly message: string
  /**
   * What may be done next by a sender who knows this answer alone. Never bolder than `fateOf`: a
   * venue in maintenance did nothing, but nobody can tell its answer from that of an outage.
   */
  readonly fate: Fate
  /** The answer as it is sent. */
  readonly body: string
}

/**
 * The answers of Kraken, Binance and Coinbase for a reason, in that order: to a new order, or to a
 * cancellation where only a cancellation can have it.
 */
export function venueErrors(code: RefusalCode): readonly VenueError[] {
  const refusal: Refusal = { code, message: '' }
  return [kraken(refusal), binance(refusal), coinbase(refusal)]
}

function kraken(refusal: Refusal): VenueError {
  const code = errorText(refusal)
  const { status, body } = errorReply(code)
  const message = code.slice(code.indexOf(':') + 1)
  return { venue: 'kraken', status, code, message, fate: krakenFate(code), body }
}

/** Kraken's status is 200 whatever happened: the text alone tells. */
function krakenFate(code: string): Fate {
  if (/Rate limit exceeded|Temporary lockout/.test(code)) return 'throttled'
  const isUnknown = /^EService:(Deadline|Unavailable|Busy)|^EGeneral:Internal/.test(code)
  return isUnknown ? 'unknown' : 'refused'
}

function binance(refusal: Refusal): VenueError {
  const error = newOrderError(refusal)
  const { status, code, msg: message } = error
  const body = JSON.stringify(errorJson(error))
  return { venue: 'binance', status, code, message, fate: statusFate(status), body }
}

function coinbase(refusal: Refusal): VenueError {
  const { status, name: code, message, body } = coinbaseError(refusal.code)
  return { venue: 'coinbase', status, code, message, fate: statusFate(status), body }
}

/** 429 asks to wait, 418 bans for a while; after a 5xx the order may stand all the same. */
function statusFate(status: number): Fate {
  if (status === 429 || status === 418) return 'throttled'
  return status >= 500 ? 'unknown' : 'refused'
}
