import type { Result } from '../../base/index.ts'
import { type Micros, secondUs } from '../../domain/index.ts'

/** What a live source says of one time; when it could be known is when it came in. */
export type ToldObservation = {
  /** What it is about, by the clock of the source. Microseconds UTC. */
  readonly tsEvent: Micros
  /** A number for each column of the source; NaN for what it does not speak of. */
  readonly values: readonly number[]
  /** What it said in words; empty where it said numbers alone. */
  readonly said: string
}

/** Why a source gave nothing, by what may be done next. The sentence has no secrets. */
export type SourceFault =
  /** Asking again leads to the same: a bad key, no right, no such thing. A person has to act. */
  | { readonly kind: 'refused'; readonly sentence: string }
  /** It may pass. Not to be asked again before `retryUs` have gone by, where it said so. */
  | { readonly kind: 'passing'; readonly sentence: string; readonly retryUs?: number | undefined }

/** Somebody who can be asked. Implemented outside of this room, where the network is. */
export interface SourcePort {
  readonly name: string
  /** Names of the columns, as `code.commits24h`. */
  readonly names: readonly string[]
  /**
   * What there is about times after `since`, in any order. Never rejects.
   *
   * @param since - The newest `tsEvent` that came before; 0 at first.
   */
  fetch(since: Micros): Promise<Result<readonly ToldObservation[], SourceFault>>
}

/** What an answer over HTTP means that is not the answer. */
export type HttpRefusal = {
  readonly status: number
  /** The header `retry-after` in seconds or as a date, where there is one. */
  readonly retryAfter?: string | undefined
  /** Whether the body or the headers say that too much was asked. */
  readonly isThrottled?: boolean
  readonly now: Micros
}

/**
 * Tells what passes from what does not: 401, 403, 404 and other errors of the one who asks are
 * final, unless they are about asking too much; 408, 425, 429 and all of the server pass.
 *
 * @param who - Whose answer it is, for the sentence.
 */
export function faultOfStatus(who: string, refusal: HttpRefusal): SourceFault {
  const { status, retryAfter, isThrottled = false, now } = refusal
  const isPassing = isThrottled || status >= 500 || [408, 425, 429].includes(status)
  if (!isPassing) return { kind: 'refused', sentence: `${who} ${finalWhy(status)}.` }
  const retryUs = retryAfterUs(retryAfter, now)
  const why = isThrottled || status === 429 ? 'was asked too often' : `answered ${status}`
  return { kind: 'passing', sentence: `${who} ${why}; it is asked again later.`, retryUs }
}

function finalWhy(status: number): string {
  if (status === 401) return 'does not take the key (401); give another one'
  if (status === 403) return 'does not allow it (403); check what the key may do'
  if (status === 404) return 'does not have it (404); check the name'
  return `declined the question (${status})`
}

/** Longest that a source may send us away for, microseconds: a day. */
const retryMax = 86_400 * secondUs

function retryAfterUs(text: string | undefined, now: Micros): number | undefined {
  if (text === undefined) return undefined
  const isSeconds = /^\d{1,9}$/.test(text)
  const us = isSeconds ? Number(text) * secondUs : Date.parse(text) * 1_000 - now
  return Number.isFinite(us) ? Math.min(Math.max(us, 0), retryMax) : undefined
}
