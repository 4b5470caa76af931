/**
 * What can be wrong, by name; the order is the one in which cells are kept. The first three follow
 * from what the desk itself was told, so they are found again by a replay; the others are seen
 * outside and come to the desk as events. `manual` is a person's.
 */
export const causes = [
  'slippage',
  'bar-gap',
  'bar-jump',
  'quote-age',
  'no-price',
  'book',
  'spread',
  'price',
  'vpin',
  'manipulation',
  'errors',
  'manual',
] as const

export type Cause = (typeof causes)[number]

/** What a market says of itself: over soon after it is as usual again. */
const quick: ReadonlySet<Cause> = new Set([
  'bar-gap',
  'quote-age',
  'no-price',
  'book',
  'spread',
  'price',
  'manipulation',
])

/** What only somebody outside of the desk can see. */
const outside: ReadonlySet<Cause> = new Set([
  'quote-age',
  'no-price',
  'book',
  'spread',
  'price',
  'vpin',
  'manipulation',
  'errors',
])

/** Who moves breakers of this cause: `desk` or `venue`. */
export function moverOf(cause: Cause): 'desk' | 'venue' {
  return outside.has(cause) ? 'venue' : 'desk'
}

/** Whether a breaker of this cause rests for the short time. */
export function isQuick(cause: Cause): boolean {
  return quick.has(cause)
}

/** Place of a cause in `causes`; -1 for a name nobody knows. */
export function causePlace(cause: string): number {
  return causes.findIndex((name) => name === cause)
}
