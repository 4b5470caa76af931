import { requireOneOf } from '../argument.ts'

/** What a regression holds besides the series: nothing, a constant, or a constant and a trend. */
export type DeterministicTerms = 'none' | 'constant' | 'trend'

/** Declines terms that are none. */
export function requireTerms(terms: DeterministicTerms): void {
  requireOneOf('terms', terms, ['none', 'constant', 'trend'])
}
