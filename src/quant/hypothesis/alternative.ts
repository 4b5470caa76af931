import { requireOneOf } from '../argument.ts'
/** Which way a statistic must be off to count against the null. */
export type Alternative = 'two-sided' | 'greater' | 'less'

/** Declines an alternative that is none. */
export function requireAlternative(alternative: Alternative): void {
  requireOneOf('alternative', alternative, ['two-sided', 'greater', 'less'])
}

/** What a test found. */
export type TestResult = {
  readonly statistic: number
  /** Of a statistic at least as far off, were the null true. 0 to 1. */
  readonly probability: number
}

/**
 * The probability asked for, from those of either tail.
 *
 * @param below - Of a statistic at most as large, as `above` of one at least as large.
 */
export function alternativeProbability(
  alternative: Alternative,
  below: number,
  above: number,
): number {
  requireAlternative(alternative)
  if (alternative === 'less') return below
  if (alternative === 'greater') return above
  return Math.min(1, 2 * Math.min(below, above))
}
