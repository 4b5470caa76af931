import { reasonOf } from '../../base/index.ts'
import { type ErrorFate, errorFates } from './error-fates.ts'

/** What a venue answered, as far as it is known: nothing when the request never got an answer. */
export type RawReply = {
  /** HTTP status. */
  readonly status: number
  /** How long the venue wants to be left alone. */
  readonly retryAfterUs: number | undefined
  /** What it said, as far as it could be read. */
  readonly answer?: unknown
}

/** What a venue's own words mean, where ccxt has no class for them or a wrong one. */
export type VenueWords = {
  readonly ambiguous: RegExp | undefined
  readonly throttled: RegExp | undefined
  readonly duplicate: RegExp
  readonly refused: RegExp | undefined
}

/**
 * What became of a request that ended in `error`.
 *
 * The raw status comes before ccxt's class, for ccxt reads the words of an answer whatever its
 * status is: after a 5xx an order may stand all the same, however final the words sound. Then the
 * venue's own words, then the class. @param reply - The answer the error was made of.
 */
export function classifyError(
  error: unknown,
  reply: RawReply | undefined,
  words: VenueWords,
): ErrorFate {
  const status = reply?.status ?? 0
  if (status >= 500 || status === 408) return 'ambiguous'
  if (status === 429 || status === 418) return 'throttled'
  const text = reasonOf(error)
  if (words.ambiguous?.test(text) === true) return 'ambiguous'
  if (words.throttled?.test(text) === true) return 'throttled'
  if (words.duplicate.test(text) && isComplaint(error)) return 'duplicate'
  const fate = classFate(error)
  if (fate !== 'ambiguous') return fate
  if (words.refused?.test(text) === true) return 'refused'
  // Read, understood and declined: in words nobody has sorted.
  const isUnsorted = error instanceof Error && error.constructor.name === 'ExchangeError'
  return isUnsorted && status >= 400 ? 'refused' : 'ambiguous'
}

/** Whether the venue itself complains of the request; of its own troubles no word counts. */
function isComplaint(error: unknown): boolean {
  return classNames(error).includes('ExchangeError')
}

/** Whether the venue declined for want of money. */
export function isShortOfFunds(error: unknown): boolean {
  return classNames(error).includes('InsufficientFunds')
}

function classFate(error: unknown): ErrorFate {
  for (const name of classNames(error)) {
    const fate = errorFates[name]
    if (fate !== undefined) return fate
  }
  return 'ambiguous'
}

/** Names of the classes of an error, the most special first. */
function classNames(error: unknown): readonly string[] {
  const names: string[] = []
  let prototype: unknown = error instanceof Error ? Object.getPrototypeOf(error) : undefined
  while (prototype instanceof Error) {
    names.push(prototype.constructor.name)
    prototype = Object.getPrototypeOf(prototype)
  }
  return names
}
