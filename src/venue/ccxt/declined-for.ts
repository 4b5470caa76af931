import type { VenueAnswer } from '../../execution/index.ts'
import type { VenueWords } from './classify-error.ts'

/** What became of one of several orders that were sent in one call, by what was said of it. */
export function declinedFor(said: string, words: VenueWords): VenueAnswer {
  const { ambiguous, throttled, duplicate } = words
  const reason = said.slice(0, 200)
  if (ambiguous?.test(said) === true) return { kind: 'ambiguous', reason }
  if (throttled?.test(said) === true) return { kind: 'throttled', waitUs: 0 }
  return { kind: 'refused', reason, isDuplicate: duplicate.test(said) }
}
