import type { Exchange } from 'ccxt'
import type { RawReply } from './classify-error.ts'
import { type IsSound, UnsoundAnswer } from './sound-answers.ts'
import { retryAfterOf, type WireHeaders } from './read-headers.ts'

/** What was heard of a venue, whether or not ccxt made an error of it. */
export type Heard = { readonly status: number; readonly headers: WireHeaders }

/** The answers behind ccxt's errors. */
export type Replies = {
  /** The answer an error was made of; `undefined` when there was none. */
  readonly behind: (error: unknown) => RawReply | undefined
}

/**
 * Stands where ccxt hands every answer to the rules of its venue, and notes which answer became
 * which error: ccxt keeps the status of the last answer only, and several calls may be under way.
 * An answer that went well and does not have the form it must have becomes an error of no class.
 */
export function watchReplies(
  exchange: Exchange,
  isSound: IsSound,
  hear: (heard: Heard) => void,
): Replies {
  const known = new WeakMap<object, RawReply>()
  const note = (error: unknown, status: number, headers: WireHeaders, answer: unknown): void => {
    const retryAfterUs = retryAfterOf(headers, exchange.milliseconds())
    const reply = { status, retryAfterUs, answer }
    if (error instanceof Error && !known.has(error)) known.set(error, reply)
  }
  const sort = exchange.handleErrors.bind(exchange)
  const sortStatus = exchange.handleHttpStatusCode.bind(exchange)
  Object.assign(exchange, {
    handleErrors: (...[status, reason, url, method, headers, ...rest]: SortArguments) => {
      hear({ status, headers })
      try {
        if (status < 300 && !isSound(url, rest[1])) throw new UnsoundAnswer(exchange.id, url)
        const verdict: unknown = sort(status, reason, url, method, headers, ...rest)
        // What it leaves to the status has no headers: they are still here.
        if (verdict === undefined) sortStatus(status, reason, url, method, rest[0])
        return verdict ?? false
      } catch (error) {
        note(error, status, headers, rest[1])
        throw error
      }
    },
  })
  return {
    behind: (error) => (error instanceof Error ? known.get(error) : undefined),
  }
}

type SortArguments = Parameters<Exchange['handleErrors']>
